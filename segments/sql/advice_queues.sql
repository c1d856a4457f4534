-- One row per genre: the titles with the longest waiting lists, the longest first.
SELECT genre.position AS genre,
       (array_agg(book.title ORDER BY book.reservations DESC, book.title))[1:12] AS titles
FROM segments_book AS book
JOIN segments_genrecode AS code
  ON code.library_id = book.library_id AND code.position = book.genre_code
JOIN segments_genre AS genre ON genre.library_id = book.library_id AND genre.id = code.genre_id
WHERE book.library_id = %(library_id)s AND book.branch = 0 AND book.reservations > 0
GROUP BY genre.position
ORDER BY genre.position
