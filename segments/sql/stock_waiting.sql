-- One row per title and branch (0: nobody said where) of the newest file with reservations.
SELECT title, branch, reservations
FROM segments_reservation
WHERE library_id = %(library_id)s
  AND title > 0
  AND import_id = (
      SELECT id
      FROM segments_loanimport
      WHERE library_id = %(library_id)s AND status = 'done' AND kind = 'reservations'
      ORDER BY coalesce(exported_on, created_at::date) DESC, id DESC
      LIMIT 1)
