-- One row per segment, area (0: all of them) and age of the newest file of members per segment, not
-- fit to be published yet.
SELECT segment, area, age, members, zero_borrowers, heavy_borrowers
FROM segments_membership
WHERE library_id = %(library_id)s
  AND import_id = (
      SELECT max(import_id) FROM segments_membership WHERE library_id = %(library_id)s
  )
ORDER BY segment, area, age
