-- One row per title that this segment took, of one genre where one is asked (0: none that we know),
-- settled and rounded when it was counted, and not for good under a lower threshold: with the loans of all readers of these ages where those
-- may be told, and those of everybody; shown: how many rows there are without a limit.
-- Most lent first, or in order 'own' the highest index, for which the published loans of the segment
-- and of all readers are given (NULL: there is no index).
WITH taken AS (
    SELECT readers.title, readers.loans, readers.borrowers
    FROM segments_title_reader AS readers
    WHERE readers.library_id = %(library_id)s
      AND readers.year = %(year)s
      AND readers.age = %(age)s
      AND readers.segment = %(segment)s
      AND readers.least >= %(threshold)s
      AND NOT EXISTS (
          SELECT FROM segments_wipedyear AS wiped
          WHERE wiped.library_id = readers.library_id AND wiped.year = readers.year
            AND wiped.threshold < %(threshold)s)
      AND (%(genre)s::int IS NULL OR %(genre)s = (
          SELECT CASE WHEN genre.position = ANY(%(genres)s::int[]) THEN genre.position ELSE 0 END
          FROM segments_title AS title
          LEFT JOIN segments_genrecode AS code
            ON code.library_id = %(library_id)s AND code.position = title.genre_code
          LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
          WHERE title.library_id = %(library_id)s AND title.number = readers.title))
), compared AS (
    SELECT taken.*,
           (SELECT everybody.loans
            FROM segments_title_reader AS everybody
            WHERE everybody.library_id = %(library_id)s AND everybody.year = %(year)s
              AND everybody.age = %(age)s AND everybody.segment = -1
              AND everybody.title = taken.title) AS of_all,
           (SELECT lent.loans
            FROM segments_title_year AS lent
            WHERE lent.library_id = %(library_id)s AND lent.year = %(year)s AND lent.branch = 0
              AND lent.title = taken.title) AS lent
    FROM taken
), placed AS (
    SELECT compared.*,
           row_number() OVER (ORDER BY
               -- In double precision and with halves to even, as Python rounds it.
               CASE WHEN %(order)s = 'own' AND coalesce(nullif(of_all, 0), lent) > 0
                    THEN coalesce(round(
                        100::float8 * loans * %(every)s::bigint / (%(ours)s::bigint
                            * greatest(loans, coalesce(nullif(of_all, 0), lent))::float8)), 0)
                    ELSE 0 END DESC,
               loans DESC, title) AS place
    FROM compared
), page AS (
    SELECT placed.*, (SELECT count(*) FROM taken)::int AS shown
    FROM placed
    ORDER BY place
    LIMIT %(limit)s
)
SELECT page.title AS number, named.key, named.isbn, named.title, named.author,
       coalesce(genre.position, 0) AS genre, page.loans, page.borrowers, page.of_all, page.lent,
       page.shown
FROM page
JOIN segments_title AS named ON named.library_id = %(library_id)s AND named.number = page.title
LEFT JOIN segments_genrecode AS code
  ON code.library_id = %(library_id)s AND code.position = named.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
ORDER BY page.place
