-- One row: how many titles were lent in a year, of one genre if one is given; it says nothing about
-- readers.
SELECT count(*)::int AS titles
FROM segments_title_year AS lent
WHERE lent.library_id = %(library_id)s
  AND lent.year = %(year)s
  AND lent.branch = 0
  AND lent.loans > 0
  AND (%(genre)s::int IS NULL OR EXISTS (
      SELECT
      FROM segments_title AS title
      LEFT JOIN segments_genrecode AS code
        ON code.library_id = title.library_id AND code.position = title.genre_code
      LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
      WHERE title.library_id = lent.library_id
        AND title.number = lent.title
        AND coalesce(genre.position, 0) = %(genre)s
  ))
