-- One row per title that came in lately or is expected: from files with acquisitions, and from the
-- copies themselves. A line that two files name is one.
WITH file AS (
    SELECT id, coalesce(exported_on, created_at::date) AS made_on
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'acquisitions' AND status = 'done'
), ordered AS (
    SELECT DISTINCT ON (came.title, came.branch, came.acquired_on)
           came.title, came.branch, came.acquired_on, came.copies
    FROM segments_acquisition AS came
    JOIN file ON file.id = came.import_id
    WHERE came.library_id = %(library_id)s AND came.acquired_on >= %(since)s
      AND (%(titles)s::int[] IS NULL OR came.title = ANY (%(titles)s))
    ORDER BY came.title, came.branch, came.acquired_on, file.made_on DESC, file.id DESC
), standing AS (
    -- Of the few books that have such a copy, one after another: nothing finds copies by their day.
    SELECT stock.title, stock.branch, stock.acquired_on, stock.copies
    FROM segments_book AS book
    CROSS JOIN LATERAL (
        SELECT copy.title, copy.branch, copy.acquired_on, copy.copies
        FROM segments_stock AS copy
        WHERE copy.library_id = %(library_id)s AND copy.title = book.title
          AND copy.acquired_on >= %(since)s
        OFFSET 0
    ) AS stock
    WHERE book.library_id = %(library_id)s AND book.branch = 0 AND book.acquired_on >= %(since)s
      AND (%(titles)s::int[] IS NULL OR book.title = ANY (%(titles)s))
      AND book.title NOT IN (SELECT title FROM ordered)
), every AS (
    SELECT * FROM ordered UNION ALL SELECT * FROM standing
), whole AS (
    SELECT title, max(acquired_on) AS acquired_on, sum(copies)::int AS copies,
           array_to_string(array_agg(DISTINCT branch::int ORDER BY branch::int), ' ') AS places
    FROM every
    WHERE (%(branch)s::int IS NULL OR branch = %(branch)s)
    GROUP BY title
)
SELECT whole.title AS number, coalesce(genre.position, -1)::int AS genre, whole.acquired_on,
       whole.copies, whole.places
FROM whole
JOIN segments_title AS named ON named.library_id = %(library_id)s AND named.number = whole.title
LEFT JOIN segments_genrecode AS code
  ON code.library_id = named.library_id AND code.position = named.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
ORDER BY whole.acquired_on DESC, whole.title
