-- One row: the copies of all branches as they are now; null where no file tells.
SELECT sum(copies)::int AS copies
FROM segments_stock
WHERE library_id = %(library_id)s
