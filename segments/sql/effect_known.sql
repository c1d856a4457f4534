-- One row: the first and the last day of which any loan is known.
SELECT min(day) AS first_on, max(day) AS last_on
FROM segments_loan
WHERE library_id = %(library_id)s AND loans > 0
ORDER BY 1
