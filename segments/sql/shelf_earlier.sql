-- One row per branch (0 all) and genre (0 all, -1 unknown): the loans of an earlier year.
WITH summed AS (
    SELECT lent.branch, book.genre_code, sum(lent.loans) AS loans
    FROM segments_title_year AS lent
    JOIN segments_book AS book
      ON book.library_id = lent.library_id AND book.branch = 0 AND book.title = lent.title
    WHERE lent.library_id = %(library_id)s
      AND lent.year = %(year)s
      AND (%(branch)s::int IS NULL OR lent.branch IN (0, %(branch)s))
    GROUP BY lent.branch, book.genre_code
)
SELECT summed.branch,
       CASE WHEN grouping(genre.position) = 1 THEN 0 ELSE coalesce(genre.position, -1) END AS genre,
       sum(summed.loans)::int AS loans
FROM summed
LEFT JOIN segments_genrecode AS code
  ON code.library_id = %(library_id)s AND code.position = summed.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
GROUP BY GROUPING SETS ((summed.branch), (summed.branch, genre.position))
ORDER BY summed.branch, genre
