-- One row per line of one page of the list, of a genre, a branch and a verdict where these are
-- asked: what is wanted before what may go, and most wanted first.
-- best: the highest index of any segment, for the genres that a segment wants.
SELECT line.title AS number, line.branch::int AS branch, line.copies,
       coalesce(genre.position, -1)::int AS genre,
       line.copies_here, line.copies_all, line.reservations, line.loans_here, line.loans_all,
       line.last_on, line.published::int AS published, line.years_old::int AS years_old
FROM segments_weeding_line AS line
LEFT JOIN segments_genrecode AS code
  ON code.library_id = line.library_id AND code.position = line.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
LEFT JOIN unnest(%(genres)s::int[], %(indices)s::int[]) AS best (genre, index)
  ON best.genre = genre.position
CROSS JOIN LATERAL (
    SELECT CASE WHEN best.index >= %(least)s THEN line.liked ELSE line.unliked END AS code
) AS verdict
WHERE line.library_id = %(library_id)s
  AND line.import_id = %(import_id)s
  AND (%(genre)s::int IS NULL OR coalesce(genre.position, -1) = %(genre)s)
  AND %(branch)s IN (0, line.branch)
  AND (%(verdict)s::int IS NULL OR verdict.code = %(verdict)s)
ORDER BY verdict.code, line.reservations DESC,
         CASE WHEN verdict.code = %(promote)s THEN best.index END DESC,
         line.place, line.title, line.branch
LIMIT %(limit)s OFFSET %(offset)s
