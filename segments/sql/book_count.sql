-- One row: how many books the same question has, on all its pages together.
WITH asked AS (
    SELECT at, start, until
    FROM unnest(%(starts)s::text[], %(ends)s::text[]) WITH ORDINALITY AS word (start, until, at)
), hit AS (
    SELECT DISTINCT asked.at, number AS title
    FROM asked
    JOIN segments_title_word AS found
      ON found.library_id = %(library_id)s
     AND found.word >= asked.start COLLATE "C"
     AND found.word < asked.until COLLATE "C"
    CROSS JOIN unnest(found.titles) AS number
), matching AS (
    SELECT title FROM hit GROUP BY title HAVING count(*) = (SELECT count(*) FROM asked)
)
SELECT count(*) AS number
FROM segments_book AS book
LEFT JOIN segments_title_year AS earlier
  ON earlier.library_id = book.library_id AND earlier.branch = book.branch
 AND earlier.title = book.title AND earlier.year = %(year)s
WHERE book.library_id = %(library_id)s
  AND book.branch = %(branch)s
  AND (%(codes)s::int[] IS NULL OR book.genre_code = ANY(%(codes)s::int[]))
  AND (%(numbers)s::int[] IS NULL OR book.title = ANY(%(numbers)s::int[]))
  AND (%(starts)s::text[] IS NULL OR book.title IN (SELECT title FROM matching))
  AND CASE %(only)s
      WHEN 'new' THEN book.acquired_on >= %(since)s
      WHEN 'sleepers' THEN book.is_sleeper
      WHEN 'never' THEN book.copies > 0
          AND CASE %(which)s WHEN 0 THEN book.loans WHEN 1 THEN book.loans_before
              ELSE coalesce(earlier.loans, 0) END = 0
          AND coalesce(book.first_on < make_date(greatest(%(year)s, 1), 1, 1), true)
      WHEN 'fresh' THEN book.copies > 0 AND coalesce(
          nullif(book.published, 0), extract(year FROM book.first_on)) >= %(fresh)s
      WHEN 'waiting' THEN book.reservations > 0
      WHEN 'gone' THEN book.copies = 0
          AND book.loans + book.loans_before + book.reservations > 0
      WHEN 'present' THEN book.copies > 0
      ELSE true END
