-- One row per title, branch, place and day of acquisition, with its copies.
INSERT INTO segments_holding (library_id, import_id, title, branch, place, acquired_on, copies,
    cents)
SELECT %(library_id)s, %(import_id)s, book.title, book.branch, place.text, book.acquired_on,
       sum(book.count), nullif(max(book.cents), -1)
FROM arrived_books AS book
JOIN arrived_texts AS place ON place.number = book.place
GROUP BY book.title, book.branch, place.text, book.acquired_on
