-- One row per row of a matrix with figures of too few borrowers, and the places of these figures.
SELECT rollup.level, rollup.period, rollup.branch, rollup.age, rollup.kind, rollup.row,
       array_agg(figure.place - 1 ORDER BY figure.place)::int[] AS places
FROM unnest(%(levels)s::int[], %(periods)s::int[]) AS wanted (level, period)
JOIN segments_rollup AS rollup
  ON rollup.library_id = %(library_id)s
 AND rollup.level = wanted.level
 AND rollup.period = wanted.period
 AND rollup.branch = ANY(%(branches)s)
 AND rollup.age = ANY(%(ages)s)
 AND rollup.kind = ANY(%(kinds)s)
CROSS JOIN unnest(rollup.loans, rollup.borrowers) WITH ORDINALITY
  AS figure (loans, borrowers, place)
WHERE figure.loans > 0 AND figure.borrowers < %(threshold)s
GROUP BY rollup.level, rollup.period, rollup.branch, rollup.age, rollup.kind, rollup.row
ORDER BY rollup.level, rollup.period, rollup.branch, rollup.age, rollup.kind, rollup.row
