-- One row: how many titles were lent in a year, of one genre if one is given (0: no genre known);
-- it says nothing about readers. Of the newest two years a list of books has the loans at hand.
WITH newest AS (
    SELECT coalesce(max(year), 0) AS year FROM segments_shelf WHERE library_id = %(library_id)s
), codes AS (
    SELECT array_agg(code.position::smallint) || CASE WHEN %(genre)s = 0 THEN 0::smallint END AS codes
    FROM segments_genrecode AS code
    LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
    WHERE code.library_id = %(library_id)s AND coalesce(genre.position, 0) = %(genre)s::int
)
SELECT CASE
    WHEN %(year)s = newest.year THEN (
        SELECT count(*)
        FROM segments_book AS book
        WHERE book.library_id = %(library_id)s AND book.branch = 0 AND book.loans > 0
          AND (%(genre)s::int IS NULL OR book.genre_code = ANY((SELECT codes FROM codes)::smallint[])))
    WHEN %(year)s = newest.year - 1 THEN (
        SELECT count(*)
        FROM segments_book AS book
        WHERE book.library_id = %(library_id)s AND book.branch = 0 AND book.loans_before > 0
          AND (%(genre)s::int IS NULL OR book.genre_code = ANY((SELECT codes FROM codes)::smallint[])))
    ELSE (
        SELECT coalesce(sum(lent.titles), 0)
        FROM segments_shelf_year AS lent
        WHERE lent.library_id = %(library_id)s AND lent.year = %(year)s AND lent.branch = 0
          AND (%(genre)s::int IS NULL
               OR lent.genre_code = ANY((SELECT codes FROM codes)::smallint[])))
    END::int AS titles
FROM newest
