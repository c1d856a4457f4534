-- One row per month, quarter and year of which loans are known.
SELECT level, period AS number
FROM segments_rollup
WHERE library_id = %(library_id)s
  AND level IN (0, 1, 2)
  AND branch = 0
  AND age = 10
  AND kind = 0
  AND row = 0
ORDER BY level DESC, period DESC
