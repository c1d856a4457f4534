-- Of each title: what the newest file says that says anything, else what most of its loans say
-- (fresh_most, of this transaction).
WITH file AS (
    SELECT id, coalesce(exported_on, created_at::date) AS made_on
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND status = 'done'
), said AS (
    SELECT fact.title,
           (array_agg(fact.genre_code ORDER BY file.made_on DESC, file.id DESC)
               FILTER (WHERE fact.genre_code > 0))[1] AS genre_code,
           (array_agg(fact.material ORDER BY file.made_on DESC, file.id DESC)
               FILTER (WHERE fact.material > 0))[1] AS material,
           (array_agg(fact.language ORDER BY file.made_on DESC, file.id DESC)
               FILTER (WHERE fact.language <> ''))[1] AS language,
           (array_agg(fact.audience ORDER BY file.made_on DESC, file.id DESC)
               FILTER (WHERE fact.audience <> ''))[1] AS audience,
           (array_agg(fact.published ORDER BY file.made_on DESC, file.id DESC)
               FILTER (WHERE fact.published > 0))[1] AS published
    FROM segments_title_fact AS fact
    JOIN file ON file.id = fact.import_id
    WHERE fact.library_id = %(library_id)s
    GROUP BY fact.title
), now AS (
    SELECT book.number,
           coalesce(said.genre_code, most.genre_code, 0) AS genre_code,
           coalesce(said.material, most.material, 0) AS material,
           coalesce(said.language, '') AS language,
           coalesce(said.audience, '') AS audience,
           coalesce(said.published, 0) AS published
    FROM segments_title AS book
    LEFT JOIN said ON said.title = book.number
    LEFT JOIN fresh_most AS most ON most.title = book.number
    WHERE book.library_id = %(library_id)s
)
UPDATE segments_title AS book
SET genre_code = now.genre_code, material = now.material, language = now.language,
    audience = now.audience, published = now.published
FROM now
WHERE book.library_id = %(library_id)s
  AND book.number = now.number
  AND (book.genre_code, book.material, book.language, book.audience, book.published)
      <> (now.genre_code, now.material, now.language, now.audience, now.published)
