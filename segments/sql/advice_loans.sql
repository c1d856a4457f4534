-- One row: loans of books in the weeks before and after a day, and in the same weeks a year
-- earlier, with the first and the last day of which any loan is known.
WITH known AS (
    SELECT min(day) AS first_on, max(day) AS last_on
    FROM segments_loan
    WHERE library_id = %(library_id)s AND loans > 0
), counted AS (
    SELECT coalesce(sum(loans) FILTER (WHERE day >= %(before)s AND day < %(decided)s), 0) AS before,
           coalesce(sum(loans) FILTER (WHERE day >= %(decided)s AND day < %(until)s), 0) AS after,
           coalesce(sum(loans) FILTER (
               WHERE day >= %(before)s - 364 AND day < %(decided)s - 364), 0) AS before_then,
           coalesce(sum(loans) FILTER (
               WHERE day >= %(decided)s - 364 AND day < %(until)s - 364), 0) AS after_then
    FROM segments_loan
    WHERE library_id = %(library_id)s
      AND day >= %(before)s - 364
      AND day < %(until)s
      AND loans > 0
      AND (%(titles)s::int[] IS NULL OR title = ANY(%(titles)s::int[]))
      AND (%(codes)s::int[] IS NULL OR genre_code = ANY(%(codes)s::int[]))
      AND (%(branch)s = 0 OR branch = %(branch)s)
)
SELECT counted.before, counted.after, counted.before_then, counted.after_then, known.first_on,
       known.last_on
FROM counted CROSS JOIN known
ORDER BY known.last_on
