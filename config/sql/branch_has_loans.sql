-- One row: whether any loan of this branch was ever read in, as rows or as counts.
SELECT EXISTS (
           SELECT FROM segments_rollup
           WHERE library_id = %(library_id)s AND branch = %(position)s
       ) OR EXISTS (
           SELECT FROM segments_loan_count
           WHERE library_id = %(library_id)s AND branch = %(position)s
       ) AS has_loans
