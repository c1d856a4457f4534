-- One row: whether there are loans that were counted before they reached us.
SELECT EXISTS (
    SELECT FROM segments_loan_count WHERE library_id = %(library_id)s AND is_current
) AS is_there
