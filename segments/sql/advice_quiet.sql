-- One row per branch and genre: how many titles stand there, all of the year at least, and were lent
-- there once in that year or not at all; and some of them, the newest first.
SELECT book.branch,
       genre.position AS genre,
       count(*) AS number,
       (array_agg(book.title ORDER BY book.published DESC, book.copies DESC, book.title))[1:12]
           AS titles
FROM segments_book AS book
JOIN segments_genrecode AS code
  ON code.library_id = book.library_id AND code.position = book.genre_code
JOIN segments_genre AS genre ON genre.library_id = book.library_id AND genre.id = code.genre_id
WHERE book.library_id = %(library_id)s
  AND book.branch > 0
  AND book.copies > 0
  AND CASE WHEN %(is_newest)s THEN book.loans ELSE book.loans_before END <= 1
  AND coalesce(book.first_on < make_date(%(year)s, 1, 1), true)
GROUP BY book.branch, genre.position
ORDER BY book.branch, genre.position
