-- One row per title, branch and day on which copies come in.
INSERT INTO segments_acquisition (library_id, import_id, title, branch, acquired_on, copies, cents)
SELECT %(library_id)s, %(import_id)s, book.title, book.branch, book.acquired_on,
       sum(book.count), nullif(max(book.cents), -1)
FROM arrived_books AS book
GROUP BY book.title, book.branch, book.acquired_on
