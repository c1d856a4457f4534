-- One row: what is known about the loans of one period, all branches together.
SELECT coalesce(bool_or(age BETWEEN 1 AND 8), false) AS has_ages,
       coalesce(bool_or(age = 0), false) AS has_unknown_ages,
       coalesce(bool_or(kind = 1 AND row > 0), false) AS has_segments,
       coalesce(bool_or(kind = 2 AND row > 0), false) AS has_areas,
       coalesce(bool_or(borrowers[1] > 0), false) AS has_borrowers
FROM segments_rollup
WHERE library_id = %(library_id)s
  AND level = %(level)s
  AND period = %(period)s
  AND branch = 0
  AND (age = 10 OR kind = 0)
