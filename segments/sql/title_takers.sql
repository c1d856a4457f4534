-- One row per year, ages and segment (-1 all) of a title, settled and rounded when it was counted.
SELECT year, age, segment, loans, borrowers
FROM segments_title_reader
WHERE library_id = %(library_id)s
  AND title = %(title)s
  AND least >= %(threshold)s
ORDER BY year DESC, age, loans DESC, segment
