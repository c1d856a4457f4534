-- One row: how many books the same question has, on all its pages together.
SELECT count(*) AS number
FROM segments_book AS book
LEFT JOIN segments_title_year AS earlier
  ON earlier.library_id = book.library_id AND earlier.branch = book.branch
 AND earlier.title = book.title AND earlier.year = %(year)s
WHERE book.library_id = %(library_id)s
  AND book.branch = %(branch)s
  AND (%(codes)s::int[] IS NULL OR book.genre_code = ANY(%(codes)s::int[]))
  AND (%(numbers)s::int[] IS NULL OR book.title = ANY(%(numbers)s::int[]))
  AND (%(start)s::text IS NULL OR book.title IN (
      SELECT number
      FROM segments_title_word AS word
      CROSS JOIN LATERAL unnest(word.titles) AS number
      WHERE word.library_id = %(library_id)s
        AND word.word >= %(start)s COLLATE "C"
        AND word.word < %(until)s COLLATE "C"))
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
