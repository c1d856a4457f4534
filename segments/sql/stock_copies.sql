-- One row per branch and title with copies, by the newest file with holdings that names the branch.
WITH file AS (
    SELECT id, coalesce(exported_on, created_at::date) AS made_on
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'holdings' AND status = 'done'
), named AS (
    SELECT DISTINCT import_id, branch FROM segments_holding WHERE library_id = %(library_id)s
), newest AS (
    SELECT DISTINCT ON (named.branch) named.branch, named.import_id
    FROM named
    JOIN file ON file.id = named.import_id
    ORDER BY named.branch, file.made_on DESC, file.id DESC
)
INSERT INTO fresh_stock (library_id, branch, title, copies, acquired_on, first_on, cents)
SELECT %(library_id)s, holding.branch, holding.title, sum(holding.copies),
       max(holding.acquired_on), min(holding.acquired_on),
       round(sum(holding.cents::bigint * holding.copies)
             / nullif(sum(holding.copies) FILTER (WHERE holding.cents IS NOT NULL), 0))
FROM segments_holding AS holding
JOIN newest ON newest.branch = holding.branch AND newest.import_id = holding.import_id
WHERE holding.library_id = %(library_id)s AND holding.copies > 0 AND holding.title > 0
GROUP BY holding.branch, holding.title
