-- One row per title, branch, place and day of acquisition as they stand together in the file.
INSERT INTO segments_holding (library_id, import_id, title, branch, place, acquired_on, copies,
    cents)
SELECT %(library_id)s, %(import_id)s, book.title, book.branch, book.place, book.acquired_on,
       book.count, nullif(book.cents, -1)
FROM arrived_books AS book
