-- One row per title of these numbers that can be had and passes the filters, in their order. Of the
-- rest (is_rest): those under no other reason, the most lent first. `here` is the branch, or all.
WITH asked AS (
    SELECT title, place FROM unnest(%(numbers)s::int[]) WITH ORDINALITY AS given(title, place)
), standing AS (
    SELECT whole.title, asked.place, whole.genre_code,
           whole.copies AS copies_all, whole.reservations,
           coalesce(here.copies, 0) AS copies,
           coalesce(CASE %(which)s WHEN 0 THEN here.loans ELSE here.loans_before END, 0) AS lent,
           coalesce(here.copies > 0
                    AND coalesce(here.last_on, here.first_on) < %(quiet_before)s, false)
               AS is_quiet,
           %(codes)s::int[] IS NULL OR whole.genre_code = ANY(%(codes)s::int[]) AS suits,
           whole.title = ANY(%(came)s::int[]) AS is_new
    FROM asked
    JOIN segments_book AS whole
      ON whole.library_id = %(library_id)s AND whole.branch = 0 AND whole.title = asked.title
    LEFT JOIN segments_book AS here
      ON here.library_id = %(library_id)s AND here.branch = %(branch)s AND here.title = asked.title
)
SELECT title AS number
FROM standing
WHERE (copies_all > 0 OR NOT %(has_copies)s OR is_new)
  AND (suits OR NOT %(must_suit)s)
  AND NOT (title = ANY(%(without)s::int[]))
  AND NOT (%(is_rest)s AND suits AND (
      is_new OR is_quiet OR lent > 0 AND (copies > 0 OR NOT %(has_copies)s)))
  AND (%(only_codes)s::int[] IS NULL OR genre_code = ANY(%(only_codes)s::int[]))
  AND (is_new OR NOT %(only_new)s)
  AND (is_quiet OR NOT %(only_quiet)s)
  AND (NOT %(no_queue)s OR reservations = 0 OR reservations < copies_all)
  AND (NOT %(on_shelf)s OR CASE WHEN %(places)s::int[] IS NULL THEN copies > 0 ELSE (
      -- Looked up per title: for EXISTS all that stands there would be read first.
      SELECT true FROM segments_stock AS stock
      WHERE stock.library_id = %(library_id)s AND stock.title = standing.title
        AND stock.branch = ANY(%(places)s::int[])
      LIMIT 1) END)
ORDER BY CASE WHEN %(is_rest)s THEN lent END DESC,
         CASE WHEN NOT %(is_rest)s THEN place END,
         title
LIMIT %(limit)s OFFSET %(offset)s
