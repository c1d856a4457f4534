-- One row per branch (0 all) and genre (0 all, -1 unknown): the loans of an earlier year.
SELECT shelf.branch,
       CASE WHEN grouping(genre.position) = 1 THEN 0 ELSE coalesce(genre.position, -1) END AS genre,
       sum(shelf.loans)::int AS loans
FROM segments_shelf_year AS shelf
LEFT JOIN segments_genrecode AS code
  ON code.library_id = shelf.library_id AND code.position = shelf.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
WHERE shelf.library_id = %(library_id)s
  AND shelf.year = %(year)s
  AND (%(branch)s::int IS NULL OR shelf.branch IN (0, %(branch)s))
GROUP BY GROUPING SETS ((shelf.branch), (shelf.branch, genre.position))
ORDER BY shelf.branch, genre
