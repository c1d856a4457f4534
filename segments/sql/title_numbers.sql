-- One row: how many titles have a word in each of these ranges, and their numbers. As text, because
-- they go back to the database and Python need not read them.
WITH asked AS (
    SELECT at, start, until
    FROM unnest(%(starts)s::text[], %(ends)s::text[]) WITH ORDINALITY AS word (start, until, at)
), hit AS (
    SELECT DISTINCT asked.at, number AS title
    FROM asked
    CROSS JOIN LATERAL (
        SELECT titles
        FROM segments_title_word
        WHERE library_id = %(library_id)s
          AND word >= asked.start COLLATE "C"
          AND word < asked.until COLLATE "C"
        -- So that words are looked up in the index, whatever the planner makes of such a range.
        ORDER BY word
        LIMIT 1000000
    ) AS found
    CROSS JOIN unnest(found.titles) AS number
    WHERE %(numbers)s::int[] IS NULL OR number = ANY(%(numbers)s::int[])
), matching AS (
    SELECT title FROM hit GROUP BY title HAVING count(*) = (SELECT count(*) FROM asked)
)
SELECT count(*)::int AS total, coalesce(array_agg(title ORDER BY title)::text, '{}') AS numbers
FROM matching
