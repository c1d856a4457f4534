-- One row per branch (0 all) and genre (0 all, -1 unknown): the loans of an earlier year.
SELECT lent.branch,
       CASE WHEN grouping(genre.position) = 1 THEN 0 ELSE coalesce(genre.position, -1) END AS genre,
       sum(lent.loans)::int AS loans
FROM segments_title_year AS lent
JOIN segments_title AS book ON book.library_id = lent.library_id AND book.number = lent.title
LEFT JOIN segments_genrecode AS code
  ON code.library_id = lent.library_id AND code.position = book.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
WHERE lent.library_id = %(library_id)s
  AND lent.year = %(year)s
  AND (%(branch)s::int IS NULL OR lent.branch IN (0, %(branch)s))
GROUP BY GROUPING SETS ((lent.branch), (lent.branch, genre.position))
ORDER BY lent.branch, genre
