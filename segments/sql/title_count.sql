-- One row: how many titles have a word in this range; a word alone knows its number.
WITH found AS MATERIALIZED (
    SELECT titles
    FROM segments_title_word
    WHERE library_id = %(library_id)s
      AND word >= %(start)s COLLATE "C"
      AND word < %(until)s COLLATE "C"
)
SELECT CASE WHEN count(*) > 1 THEN (
           SELECT count(DISTINCT number) FROM found AS each CROSS JOIN unnest(each.titles) AS number
       ) ELSE coalesce(max(cardinality(titles)), 0) END::int AS number
FROM found
