-- One row per title and branch of the newest weeding list, with what is known of the book there
-- and in all branches.
WITH list AS (
    SELECT id
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'weeding' AND status = 'done'
    ORDER BY coalesce(exported_on, created_at::date) DESC, id DESC
    LIMIT 1
)
SELECT weed.title AS number, weed.branch::int AS branch, weed.copies AS copies,
       coalesce(genre.position, -1)::int AS genre, coalesce(book.published, 0) AS published,
       coalesce(here.copies, 0) AS copies_here, coalesce(book.copies, 0) AS copies_all,
       coalesce(book.reservations, 0) AS reservations,
       coalesce(here.loans + here.loans_before, 0) AS loans_here,
       coalesce(book.loans + book.loans_before, 0) AS loans_all,
       CASE WHEN weed.branch > 0 AND here.last_on IS NOT NULL THEN here.last_on
            ELSE book.last_on END AS last_on
FROM segments_weeding AS weed
JOIN list ON list.id = weed.import_id
-- One after another, by their keys: a list is short beside all books, which a join would read.
LEFT JOIN LATERAL (
    SELECT * FROM segments_book AS whole
    WHERE whole.library_id = %(library_id)s AND whole.branch = 0 AND whole.title = weed.title
    OFFSET 0
) AS book ON true
LEFT JOIN LATERAL (
    SELECT * FROM segments_book AS part
    WHERE part.library_id = %(library_id)s AND part.branch = weed.branch AND part.title = weed.title
    OFFSET 0
) AS here ON true
LEFT JOIN segments_genrecode AS code
  ON code.library_id = weed.library_id AND code.position = book.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
WHERE weed.library_id = %(library_id)s
ORDER BY coalesce(book.place, 2147483647), weed.title, weed.branch
