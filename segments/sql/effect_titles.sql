-- One row per title of the genres asked that stands or was lent in the branches asked: what it is,
-- and its loans there in each window. Of books, never of readers.
WITH asked AS (
    SELECT DISTINCT named.number AS title, named.genre_code, named.material, named.audience
    FROM segments_title AS named
    JOIN segments_book AS book
      ON book.library_id = named.library_id AND book.title = named.number
     AND (book.branch = ANY(%(branches)s::int[])
          OR %(branches)s::int[] IS NULL AND book.branch = 0)
    WHERE named.library_id = %(library_id)s
      AND (named.genre_code = ANY(%(codes)s::int[]) OR named.number = ANY(%(promoted)s::int[]))
), lent AS (
    SELECT loan.title,
           sum(loans) FILTER (WHERE day >= %(matched_first)s AND day < %(start)s) AS matched,
           sum(loans) FILTER (WHERE day >= %(recent_first)s AND day < %(start)s) AS recent,
           sum(loans) FILTER (WHERE day >= %(base_first)s AND day < %(matched_first)s) AS base,
           sum(loans) FILTER (WHERE day >= %(before_first)s AND day < %(start)s) AS before,
           sum(loans) FILTER (WHERE day >= %(start)s AND day < %(during_until)s) AS during,
           sum(loans) FILTER (WHERE day >= %(after_first)s AND day < %(after_until)s) AS after,
           sum(loans) FILTER (WHERE day >= %(year_first)s AND day < %(year_until)s) AS last_year,
           sum(loans) FILTER (
               WHERE day >= %(earlier_first)s AND day < %(earlier_until)s) AS earlier
    FROM segments_loan AS loan
    JOIN asked ON asked.title = loan.title
    WHERE loan.library_id = %(library_id)s
      AND loan.day >= %(first)s AND loan.day < %(until)s
      AND loan.loans > 0
      AND (%(branches)s::int[] IS NULL OR loan.branch = ANY(%(branches)s::int[]))
    GROUP BY loan.title
)
SELECT asked.title AS number, asked.genre_code, asked.material, asked.audience, stock.first_on,
       coalesce(lent.matched, 0)::int AS matched, coalesce(lent.recent, 0)::int AS recent,
       coalesce(lent.base, 0)::int AS base, coalesce(lent.before, 0)::int AS before,
       coalesce(lent.during, 0)::int AS during, coalesce(lent.after, 0)::int AS after,
       coalesce(lent.last_year, 0)::int AS last_year, coalesce(lent.earlier, 0)::int AS earlier
FROM asked
LEFT JOIN lent ON lent.title = asked.title
LEFT JOIN segments_book AS stock
  ON stock.library_id = %(library_id)s AND stock.branch = 0 AND stock.title = asked.title
ORDER BY asked.title
