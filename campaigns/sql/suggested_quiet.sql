-- One row per title that stands at the branch (0 all), has a genre that suits and was not lent for
-- long, what went quiet last first; what was never lent comes at the end.
SELECT book.title AS number
FROM segments_book AS book
WHERE book.library_id = %(library_id)s
  AND book.branch = %(branch)s
  AND (%(codes)s::int[] IS NULL OR book.genre_code = ANY(%(codes)s::int[]))
  AND (%(only_codes)s::int[] IS NULL OR book.genre_code = ANY(%(only_codes)s::int[]))
  AND book.copies > 0
  AND coalesce(book.last_on, book.first_on) < %(quiet_before)s
  AND NOT (book.title = ANY(%(without)s::int[]))
  AND (NOT %(no_queue)s OR NOT EXISTS (
      SELECT FROM segments_book AS whole
      WHERE whole.library_id = %(library_id)s AND whole.branch = 0 AND whole.title = book.title
        AND whole.reservations > 0 AND whole.reservations >= whole.copies))
  AND (NOT %(on_shelf)s OR CASE WHEN %(places)s::int[] IS NULL THEN book.copies > 0 ELSE EXISTS (
      SELECT FROM segments_stock AS stock
      WHERE stock.library_id = %(library_id)s AND stock.title = book.title
        AND stock.branch = ANY(%(places)s::int[])) END)
ORDER BY book.last_on DESC NULLS LAST, book.title
LIMIT %(limit)s OFFSET %(offset)s
