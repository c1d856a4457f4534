-- One row per branch (0 all) and genre code: sums over its books, and over loans of unknown titles.
WITH summed AS (
    SELECT branch, genre_code, count(*) AS books,
           count(*) FILTER (WHERE copies > 0) AS titles, sum(copies) AS copies,
           sum(loans) AS loans, sum(loans_before) AS loans_before,
           sum(reservations) AS reservations,
           count(*) FILTER (WHERE copies > 0 AND loans = 0 AND coalesce(
               first_on < make_date(greatest(%(year)s, 1), 1, 1), true)) AS never_loaned,
           count(*) FILTER (WHERE copies > 0 AND loans_before = 0 AND coalesce(
               first_on < make_date(greatest(%(year)s - 1, 1), 1, 1), true)) AS never_before,
           count(*) FILTER (WHERE is_sleeper) AS sleepers,
           count(*) FILTER (WHERE copies > 0 AND (published > 0 OR first_on IS NOT NULL)) AS dated,
           count(*) FILTER (WHERE copies > 0 AND coalesce(
               nullif(published, 0), extract(year FROM first_on)) >= %(stock_year)s - 2) AS fresh,
           count(*) FILTER (WHERE reservations > 0) AS waiting,
           count(*) FILTER (WHERE copies = 0 AND loans + loans_before + reservations > 0) AS gone,
           count(*) FILTER (WHERE copies > 0 AND last_on IS NOT NULL) AS told
    FROM segments_book
    WHERE library_id = %(library_id)s
    GROUP BY branch, genre_code
), nameless AS (
    SELECT coalesce(branch, 0) AS branch, genre_code,
           sum(loans) FILTER (WHERE day >= make_date(greatest(%(year)s, 1), 1, 1)) AS loans,
           sum(loans) FILTER (WHERE day < make_date(greatest(%(year)s, 1), 1, 1)) AS loans_before
    FROM segments_loan
    WHERE library_id = %(library_id)s AND title = 0 AND loans > 0 AND %(year)s > 1
      AND day >= make_date(greatest(%(year)s - 1, 1), 1, 1)
      AND day < make_date(greatest(%(year)s + 1, 1), 1, 1)
    GROUP BY GROUPING SETS ((genre_code), (genre_code, branch))
    HAVING branch IS NULL OR branch > 0
)
INSERT INTO segments_shelf (library_id, branch, genre_code, year, stock_year, books, titles,
    copies, loans, loans_before, reservations, never_loaned, never_before, sleepers, dated, fresh,
    waiting, gone)
SELECT %(library_id)s, branch, genre_code, %(year)s, %(stock_year)s, coalesce(summed.books, 0),
       coalesce(summed.titles, 0), coalesce(summed.copies, 0),
       coalesce(summed.loans, 0) + coalesce(nameless.loans, 0),
       coalesce(summed.loans_before, 0) + coalesce(nameless.loans_before, 0),
       coalesce(summed.reservations, 0), coalesce(summed.never_loaned, 0),
       coalesce(summed.never_before, 0),
       CASE WHEN %(is_long)s OR summed.told > 0 THEN coalesce(summed.sleepers, 0) END,
       coalesce(summed.dated, 0), coalesce(summed.fresh, 0), coalesce(summed.waiting, 0),
       coalesce(summed.gone, 0)
FROM summed
FULL JOIN nameless USING (branch, genre_code)
