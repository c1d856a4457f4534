-- One row per title of which copies are on their way: the first day on which they are to come.
SELECT came.title, min(came.acquired_on) AS expected_on
FROM segments_acquisition AS came
JOIN segments_loanimport AS file
  ON file.id = came.import_id AND file.library_id = came.library_id AND file.status = 'done'
WHERE came.library_id = %(library_id)s
  AND came.title = ANY(%(titles)s::int[])
  AND came.acquired_on > %(today)s
GROUP BY came.title
ORDER BY came.title
