-- One row per title that these segments take more of than others do: an index of at least %(least)s,
-- the highest first. Sums of cells that were settled as publishable and still are; what may not be
-- told of all readers of these ages is no more than what everybody took, and then the index is
-- at least this.
WITH taken AS (
    SELECT reader.title, sum(reader.loans)::integer AS loans, count(*) AS told
    FROM segments_title_reader AS reader
    WHERE reader.library_id = %(library_id)s
      AND reader.year = %(year)s
      AND reader.age = %(age)s
      AND reader.segment = ANY(%(segments)s::integer[])
      AND reader.least >= %(threshold)s
      AND NOT EXISTS (
          SELECT FROM segments_wipedyear AS wiped
          WHERE wiped.library_id = reader.library_id AND wiped.year = reader.year
            AND wiped.threshold < %(threshold)s)
    GROUP BY reader.title
), beside AS (
    SELECT taken.title, taken.loans, taken.told,
           everybody.loans IS NULL AS is_unsaid,
           greatest(taken.loans, coalesce(everybody.loans, lent.loans)) AS whole
    FROM taken
    LEFT JOIN segments_title_reader AS everybody
      ON everybody.library_id = %(library_id)s
     AND everybody.year = %(year)s
     AND everybody.age = %(age)s
     AND everybody.segment = -1
     AND everybody.title = taken.title
     AND everybody.least >= %(threshold)s
    LEFT JOIN segments_title_year AS lent
      ON lent.library_id = %(library_id)s
     AND lent.year = %(year)s
     AND lent.branch = 0
     AND lent.title = taken.title
    WHERE coalesce(everybody.loans, lent.loans) > 0
), indexed AS (
    SELECT title AS number, loans,
           round(100.0 * loans * %(everything)s / (%(ours)s::bigint * whole))::integer AS index,
           is_unsaid OR told < cardinality(%(segments)s::integer[]) AS is_at_least
    FROM beside
)
SELECT number, loans, index, is_at_least
FROM indexed
WHERE index >= %(least)s
ORDER BY index DESC, loans DESC, number
LIMIT %(limit)s
