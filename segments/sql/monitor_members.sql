-- One row: members of all segments together by the newest file that counts them everywhere, all of
-- them where the file says so, else adults and youth; null where no file does.
SELECT coalesce(
         sum(members) FILTER (WHERE age = 10),
         sum(members) FILTER (WHERE age IN (0, 11, 12))
       )::int AS members,
       sum(members) FILTER (WHERE age = 12)::int AS youth
FROM segments_membership
WHERE library_id = %(library_id)s
  AND area = 0
  AND import_id = (
    SELECT max(import_id) FROM segments_membership
    WHERE library_id = %(library_id)s AND area = 0
  )
