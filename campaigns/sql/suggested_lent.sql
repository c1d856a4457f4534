-- One row per title that has a genre that suits and was lent in the year at the branch (0 all), but
-- is not quiet by now: the most lent first.
SELECT book.title AS number
FROM segments_book AS book
WHERE book.library_id = %(library_id)s
  AND book.branch = %(branch)s
  AND (%(codes)s::int[] IS NULL OR book.genre_code = ANY(%(codes)s::int[]))
  AND (%(only_codes)s::int[] IS NULL OR book.genre_code = ANY(%(only_codes)s::int[]))
  AND (book.copies > 0 OR NOT %(has_copies)s)
  AND CASE %(which)s WHEN 0 THEN book.loans ELSE book.loans_before END > 0
  AND NOT coalesce(
      book.copies > 0 AND coalesce(book.last_on, book.first_on) < %(quiet_before)s, false)
  AND NOT (book.title = ANY(%(without)s::int[]))
  AND (NOT %(no_queue)s OR CASE WHEN %(branch)s = 0
       THEN book.reservations = 0 OR book.reservations < book.copies
       ELSE NOT EXISTS (
           SELECT FROM segments_book AS whole
           WHERE whole.library_id = %(library_id)s AND whole.branch = 0
             AND whole.title = book.title
             AND whole.reservations > 0 AND whole.reservations >= whole.copies) END)
  AND (NOT %(on_shelf)s OR CASE WHEN %(places)s::int[] IS NULL THEN book.copies > 0 ELSE (
      -- Looked up per title: for EXISTS all that stands there would be read first.
      SELECT true FROM segments_stock AS stock
      WHERE stock.library_id = %(library_id)s AND stock.title = book.title
        AND stock.branch = ANY(%(places)s::int[])
      LIMIT 1) END)
ORDER BY CASE WHEN %(which)s = 0 THEN book.loans END DESC,
         CASE WHEN %(which)s <> 0 THEN book.loans_before END DESC,
         book.title
LIMIT %(limit)s OFFSET %(offset)s
