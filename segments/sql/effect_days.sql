-- One row per day on which anything was lent: loans of all books, of these in the branches asked
-- (all of them where none is), and there of the genres asked.
SELECT day, sum(loans)::int AS loans,
       coalesce(sum(loans) FILTER (
           WHERE %(branches)s::int[] IS NULL OR branch = ANY(%(branches)s::int[])), 0)::int AS here,
       coalesce(sum(loans) FILTER (
           WHERE (%(branches)s::int[] IS NULL OR branch = ANY(%(branches)s::int[]))
             AND genre_code = ANY(%(codes)s::int[])), 0)::int AS part
FROM segments_loan
WHERE library_id = %(library_id)s AND day >= %(first)s AND day < %(until)s AND loans > 0
GROUP BY day
ORDER BY day
