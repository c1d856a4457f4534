-- One row per title, branch and week: loans of these titles. Weeks are counted from the first day
-- of the campaign, those after it from the day after its last one.
SELECT title, branch,
       CASE WHEN day < %(after_first)s THEN floor((day - %(start)s) / 7.0)
            ELSE %(weeks)s + floor((day - %(after_first)s) / 7.0) END::int AS week,
       sum(loans)::int AS loans
FROM segments_loan
WHERE library_id = %(library_id)s
  AND day >= %(first)s AND day < %(until)s
  AND loans > 0
  AND title = ANY(%(titles)s::int[])
  AND (%(branches)s::int[] IS NULL OR branch = ANY(%(branches)s::int[]))
GROUP BY title, branch, 3
ORDER BY title, branch, 3
