-- One row per title of the genres asked, and per title that was shown, which stands or was lent in
-- the branches asked: what it is, and since when its oldest copy is there.
SELECT named.number, named.genre_code, named.material, named.audience, book.first_on
FROM segments_title AS named
JOIN segments_book AS book
  ON book.library_id = named.library_id AND book.branch = 0 AND book.title = named.number
WHERE named.library_id = %(library_id)s
  AND (named.genre_code = ANY(%(codes)s::int[]) OR named.number = ANY(%(promoted)s::int[]))
  AND (%(branches)s::int[] IS NULL OR named.number IN (
      SELECT here.title
      FROM segments_book AS here
      WHERE here.library_id = %(library_id)s AND here.branch = ANY(%(branches)s::int[])))
ORDER BY named.number
