-- One row per year, ages and segment (-1 all) of a title, settled and rounded when it was counted,
-- and not for good under a lower threshold than now.
SELECT year, age, segment, loans, borrowers
FROM segments_title_reader AS readers
WHERE library_id = %(library_id)s
  AND title = %(title)s
  AND least >= %(threshold)s
  AND NOT EXISTS (
      SELECT FROM segments_wipedyear AS wiped
      WHERE wiped.library_id = readers.library_id AND wiped.year = readers.year
        AND wiped.threshold < %(threshold)s)
ORDER BY year DESC, age, loans DESC, segment
