-- One row per title that these segments take together, the most taken first: sums of cells that
-- were settled as publishable and still are, beside what all readers of these ages took where that
-- may be told.
SELECT reader.title AS number,
       title.key,
       title.title,
       title.author,
       sum(reader.loans)::integer AS loans,
       max(everybody.loans) AS of_all
FROM segments_title_reader AS reader
JOIN segments_title AS title
  ON title.library_id = reader.library_id AND title.number = reader.title
LEFT JOIN segments_title_reader AS everybody
  ON everybody.library_id = reader.library_id
 AND everybody.year = reader.year
 AND everybody.age = reader.age
 AND everybody.segment = -1
 AND everybody.title = reader.title
WHERE reader.library_id = %(library_id)s
  AND reader.year = %(year)s
  AND reader.age = %(age)s
  AND reader.segment = ANY(%(segments)s::integer[])
  AND reader.least >= %(threshold)s
  AND NOT EXISTS (
      SELECT FROM segments_wipedyear AS wiped
      WHERE wiped.library_id = reader.library_id AND wiped.year = reader.year
        AND wiped.threshold < %(threshold)s)
GROUP BY reader.title, title.key, title.title, title.author
ORDER BY sum(reader.loans) DESC, reader.title
LIMIT %(limit)s
