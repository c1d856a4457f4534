-- One row per title that one of these numbers means: its own number, or its ISBN.
SELECT number, key, isbn
FROM segments_title
WHERE library_id = %(library_id)s
  AND (md5(key) = ANY(SELECT md5(wanted) FROM unnest(%(wanted)s::text[]) AS wanted)
       OR isbn = ANY(%(wanted)s::text[]))
ORDER BY number
