-- One row per segment and place: distinct borrowers of a year, not fit to be published yet.
SELECT place_kind, place, segment, borrowers, is_guarded
FROM segments_reach
WHERE library_id = %(library_id)s
  AND level = 2
  AND period = %(year)s
  AND age = %(age)s
  AND place_kind = ANY(%(kinds)s)
ORDER BY place_kind, place, segment
