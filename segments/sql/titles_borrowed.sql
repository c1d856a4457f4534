-- One row per segment that took some of these titles: only cells that were settled as publishable,
-- and still are.
SELECT segment, sum(loans)::integer AS loans, count(*)::integer AS titles
FROM segments_title_reader AS readers
WHERE library_id = %(library_id)s
  AND year = %(year)s
  AND age = %(age)s
  AND title = ANY(%(titles)s::integer[])
  AND least >= %(threshold)s
  AND NOT EXISTS (
      SELECT FROM segments_wipedyear AS wiped
      WHERE wiped.library_id = readers.library_id AND wiped.year = readers.year
        AND wiped.threshold < %(threshold)s)
GROUP BY segment
ORDER BY segment
