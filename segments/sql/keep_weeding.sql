-- One row per title and branch of which copies are to go.
INSERT INTO segments_weeding (library_id, import_id, title, branch, copies)
SELECT %(library_id)s, %(import_id)s, book.title, book.branch, sum(book.count)
FROM arrived_books AS book
GROUP BY book.title, book.branch
