-- One row per row of a matrix: loans and distinct borrowers per genre, not fit to be published yet.
SELECT period, branch, age, kind, row, loans, borrowers, guarded
FROM segments_rollup
WHERE library_id = %(library_id)s
  AND level = %(level)s
  AND period = ANY(%(periods)s)
  AND branch = ANY(%(branches)s)
  AND age = ANY(%(ages)s)
  AND kind = ANY(%(kinds)s)
ORDER BY period, branch, age, kind, row
