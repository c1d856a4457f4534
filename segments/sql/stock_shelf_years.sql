-- One row per year, branch (0 all) and genre code: the loans of its titles, of all years that are
-- known; a title has one genre, and of titles that nobody named there are loans alone.
WITH named AS (
    SELECT lent.year, lent.branch, book.genre_code, count(*) AS titles, sum(lent.loans) AS loans
    FROM segments_title_year AS lent
    JOIN segments_book AS book
      ON book.library_id = lent.library_id AND book.branch = 0 AND book.title = lent.title
    WHERE lent.library_id = %(library_id)s
    GROUP BY lent.year, lent.branch, book.genre_code
), nameless AS (
    SELECT extract(year FROM day)::smallint AS year, coalesce(branch, 0) AS branch, genre_code,
           0 AS titles, sum(loans) AS loans
    FROM segments_loan
    WHERE library_id = %(library_id)s AND title = 0 AND loans > 0
    GROUP BY extract(year FROM day), GROUPING SETS ((genre_code), (genre_code, branch))
    HAVING branch IS NULL OR branch > 0
)
INSERT INTO segments_shelf_year (library_id, year, branch, genre_code, titles, loans)
SELECT %(library_id)s, year, branch, genre_code, sum(titles), sum(loans)
FROM (SELECT * FROM named UNION ALL SELECT * FROM nameless) AS every
GROUP BY year, branch, genre_code
