-- One row per age and per segment and area that has loans in one period, all branches together.
SELECT age, kind, row
FROM segments_rollup
WHERE library_id = %(library_id)s
  AND level = %(level)s
  AND period = %(period)s
  AND branch = 0
  AND (age = 10 OR kind = 0)
  AND loans[1] > 0
ORDER BY age, kind, row
