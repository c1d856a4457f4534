-- One row per title and branch of the newest weeding list, with what is known of the book there
-- and in all branches.
WITH list AS (
    SELECT id
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND kind = 'weeding' AND status = 'done'
    ORDER BY coalesce(exported_on, created_at::date) DESC, id DESC
    LIMIT 1
)
SELECT weed.title, weed.branch::int AS branch, weed.import_id,
       coalesce(book.genre_code, 0)::int AS genre_code,
       coalesce(book.place, 2147483647) AS place, coalesce(book.published, 0)::int AS published,
       weed.copies AS copies,
       coalesce(here.copies, 0) AS copies_here, coalesce(book.copies, 0) AS copies_all,
       coalesce(book.reservations, 0) AS reservations,
       coalesce(here.loans + here.loans_before, 0) AS loans_here,
       coalesce(book.loans + book.loans_before, 0) AS loans_all,
       CASE WHEN weed.branch > 0 AND here.last_on IS NOT NULL THEN here.last_on
            ELSE book.last_on END AS last_on
FROM segments_weeding AS weed
JOIN list ON list.id = weed.import_id
LEFT JOIN segments_book AS book
  ON book.library_id = weed.library_id AND book.branch = 0 AND book.title = weed.title
LEFT JOIN segments_book AS here
  ON here.library_id = weed.library_id AND here.branch = weed.branch AND here.title = weed.title
WHERE weed.library_id = %(library_id)s
ORDER BY weed.title, weed.branch
