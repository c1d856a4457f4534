-- One row: the newest year with loans (0: none), whether it comes from a file with titles alone,
-- whether the loans of the year before are known from its first month on, and the year of the
-- newest file with holdings.
WITH lent AS (
    SELECT max(year) AS year FROM segments_title_year WHERE library_id = %(library_id)s
), counted AS (
    SELECT max(period) / 12 AS year, min(period) AS first_month
    FROM segments_rollup
    WHERE library_id = %(library_id)s AND level = 0 AND branch = 0 AND age = 10 AND kind = 0
      AND row = 0
), said AS (
    SELECT extract(year FROM max(fact.last_loan_on))::int AS year
    FROM segments_title_fact AS fact
    JOIN segments_loanimport AS file ON file.id = fact.import_id AND file.status = 'done'
    WHERE fact.library_id = %(library_id)s
), held AS (
    SELECT extract(year FROM max(coalesce(exported_on, created_at::date)))::int AS year
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'holdings' AND status = 'done'
)
SELECT coalesce(greatest(lent.year, counted.year), said.year, 0)::int AS year,
       coalesce(greatest(lent.year, counted.year) IS NULL, true) AS is_said,
       coalesce(counted.first_month <= (greatest(lent.year, counted.year) - 1) * 12, false)
           AS is_long,
       coalesce(held.year, lent.year, counted.year, said.year, 0)::int AS stock_year
FROM lent, counted, said, held
