-- One row per verdict: how many lines of the list have it, of a genre and a branch where these are
-- asked; best: the highest index of any segment, for the genres that a segment wants.
SELECT CASE WHEN best.index >= %(least)s THEN line.liked ELSE line.unliked END::int AS verdict,
       count(*) AS lines
FROM segments_weeding_line AS line
LEFT JOIN segments_genrecode AS code
  ON code.library_id = line.library_id AND code.position = line.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
LEFT JOIN unnest(%(genres)s::int[], %(indices)s::int[]) AS best (genre, index)
  ON best.genre = genre.position
WHERE line.library_id = %(library_id)s
  AND line.import_id = %(import_id)s
  AND (%(genre)s::int IS NULL OR coalesce(genre.position, -1) = %(genre)s)
  AND %(branch)s IN (0, line.branch)
GROUP BY 1
ORDER BY 1
