-- One row per title of these that was lent in the branches asked: its loans there in each window.
-- Of books, never of readers. An array instead of a join: no plan of it can go wrong.
SELECT title AS number,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(matched_first)s AND day < %(start)s), 0)::int AS matched,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(recent_first)s AND day < %(start)s), 0)::int AS recent,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(base_first)s AND day < %(matched_first)s), 0)::int AS base,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(before_first)s AND day < %(start)s), 0)::int AS before,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(start)s AND day < %(during_until)s), 0)::int AS during,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(after_first)s AND day < %(after_until)s), 0)::int AS after,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(year_first)s AND day < %(year_until)s), 0)::int AS last_year,
       coalesce(sum(loans) FILTER (
           WHERE day >= %(earlier_first)s AND day < %(earlier_until)s), 0)::int AS earlier
FROM segments_loan
WHERE library_id = %(library_id)s
  AND day >= %(first)s AND day < %(until)s
  AND loans > 0
  AND title = ANY(%(titles)s::int[])
  AND (%(branches)s::int[] IS NULL OR branch = ANY(%(branches)s::int[]))
GROUP BY title
ORDER BY title
