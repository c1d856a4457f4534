-- One row per row and genre of a table, and per total ('*'): loans and distinct members.
WITH chosen AS (
    SELECT CASE $rows
               WHEN 'segment' THEN segment
               WHEN 'area' THEN area
               WHEN 'branch' THEN branch
               ELSE band::text
           END AS row,
           genre,
           member
    FROM loan
    WHERE day BETWEEN $first AND $last
      AND (len($branches::text[]) = 0 OR branch IN (SELECT unnest($branches::text[])))
      AND band IN (SELECT unnest($bands::int[]))
)
SELECT CASE WHEN grouping(row) = 1 THEN '*' ELSE row END AS row,
       CASE WHEN grouping(genre) = 1 THEN '*' ELSE genre END AS genre,
       count(*) AS loans,
       count(DISTINCT member) AS borrowers
FROM chosen
GROUP BY CUBE (row, genre)
HAVING count(*) > 0
ORDER BY row, genre
