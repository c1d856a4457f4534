-- One row per title: its loans and its last loan, of the newest file that tells either of them.
SELECT DISTINCT ON (fact.title) fact.title, coalesce(fact.loans, 0) AS loans,
       coalesce(fact.last_loan_on, '-infinity') AS last_on
FROM segments_title_fact AS fact
JOIN segments_loanimport AS file ON file.id = fact.import_id AND file.status = 'done'
WHERE fact.library_id = %(library_id)s
  AND fact.title > 0
  AND (fact.loans IS NOT NULL OR fact.last_loan_on IS NOT NULL)
ORDER BY fact.title, coalesce(file.exported_on, file.created_at::date) DESC, file.id DESC
