-- One row per title and year, in all branches together (0) and in each: its loans, exact.
INSERT INTO segments_title_year (library_id, year, branch, title, loans, last_on)
SELECT %(library_id)s, %(year)s, coalesce(loan.branch, 0), loan.title, sum(loan.loans),
       max(loan.day)
FROM segments_loan AS loan
WHERE loan.library_id = %(library_id)s
  AND loan.day >= make_date(%(year)s, 1, 1)
  AND loan.day < make_date(%(year)s + 1, 1, 1)
  AND loan.loans > 0
  AND loan.title > 0
GROUP BY GROUPING SETS ((loan.title), (loan.title, loan.branch))
-- The unknown branch (0) is part of all branches and nothing of its own.
HAVING loan.branch IS NULL OR loan.branch > 0
