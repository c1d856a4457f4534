-- One row per title that stands at the branch (0 all), has a genre that suits and was not lent for
-- long, what went quiet last first; what was never lent comes at the end.
SELECT book.title AS number
FROM (
    SELECT title, last_on, copies, reservations
    FROM segments_book
    WHERE library_id = %(library_id)s
      AND branch = %(branch)s
      AND (%(codes)s::int[] IS NULL OR genre_code = ANY(%(codes)s::int[]))
      AND (%(only_codes)s::int[] IS NULL OR genre_code = ANY(%(only_codes)s::int[]))
      AND copies > 0
      AND coalesce(last_on, first_on) < %(quiet_before)s
      AND NOT (title = ANY(%(without)s::int[]))
    ORDER BY last_on DESC NULLS LAST, title
    OFFSET 0  -- what is looked up per title is so looked up for the first of them alone
) AS book
WHERE (NOT %(no_queue)s OR CASE WHEN %(branch)s = 0
       THEN book.reservations = 0 OR book.reservations < book.copies
       ELSE NOT EXISTS (
           SELECT FROM segments_book AS whole
           WHERE whole.library_id = %(library_id)s AND whole.branch = 0
             AND whole.title = book.title
             AND whole.reservations > 0 AND whole.reservations >= whole.copies) END)
  AND (NOT %(on_shelf)s OR %(places)s::int[] IS NULL OR (
      -- Looked up per title: for EXISTS all that stands there would be read first.
      SELECT true FROM segments_stock AS stock
      WHERE stock.library_id = %(library_id)s AND stock.title = book.title
        AND stock.branch = ANY(%(places)s::int[])
      LIMIT 1))
ORDER BY book.last_on DESC NULLS LAST, book.title
LIMIT %(limit)s OFFSET %(offset)s
