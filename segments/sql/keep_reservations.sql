-- One row per title and branch that it is to be collected from.
INSERT INTO segments_reservation (library_id, import_id, title, branch, reservations)
SELECT %(library_id)s, %(import_id)s, book.title, book.branch, sum(book.count)
FROM arrived_books AS book
GROUP BY book.title, book.branch
