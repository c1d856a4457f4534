-- One row per branch (0 all) and genre (0 all, -1 unknown): sums over books; a title has one genre.
SELECT shelf.branch,
       CASE WHEN grouping(genre.position) = 1 THEN 0 ELSE coalesce(genre.position, -1) END AS genre,
       max(shelf.year) AS year, max(shelf.stock_year) AS stock_year,
       sum(shelf.books)::int AS books, sum(shelf.titles)::int AS titles,
       sum(shelf.copies)::int AS copies, sum(shelf.loans)::int AS loans,
       sum(shelf.loans_before)::int AS loans_before,
       sum(shelf.reservations)::int AS reservations,
       sum(shelf.never_loaned)::int AS never_loaned,
       sum(shelf.never_before)::int AS never_before, sum(shelf.sleepers)::int AS sleepers,
       sum(shelf.dated)::int AS dated, sum(shelf.fresh)::int AS fresh,
       sum(shelf.waiting)::int AS waiting, sum(shelf.gone)::int AS gone
FROM segments_shelf AS shelf
LEFT JOIN segments_genrecode AS code
  ON code.library_id = shelf.library_id AND code.position = shelf.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
WHERE shelf.library_id = %(library_id)s
  AND (%(branch)s::int IS NULL OR shelf.branch IN (0, %(branch)s))
GROUP BY GROUPING SETS ((shelf.branch), (shelf.branch, genre.position))
ORDER BY shelf.branch, genre
