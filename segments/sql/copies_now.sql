-- One row per branch: its copies by the newest other file with holdings that names it, as long as
-- a file of this day would come after that one.
WITH file AS (
    SELECT id, coalesce(exported_on, created_at::date) AS made_on
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'holdings' AND status = 'done'
), counted AS (
    SELECT branch, import_id, sum(copies) AS copies
    FROM segments_holding
    WHERE library_id = %(library_id)s AND import_id <> %(import_id)s AND branch > 0
    GROUP BY branch, import_id
), newest AS (
    SELECT DISTINCT ON (counted.branch) counted.branch, counted.copies, file.made_on
    FROM counted
    JOIN file ON file.id = counted.import_id
    ORDER BY counted.branch, file.made_on DESC, file.id DESC
)
SELECT branch, copies::bigint FROM newest WHERE made_on <= %(made_on)s::date
