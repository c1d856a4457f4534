-- One row per title of a part of the collection, with its copies in all branches.
SELECT title.number,
       title.key,
       title.isbn,
       title.title,
       title.author,
       coalesce(sum(stock.copies), 0)::integer AS copies
FROM segments_collectionparttitle AS chosen
JOIN segments_title AS title
  ON title.library_id = chosen.library_id AND title.number = chosen.title
LEFT JOIN segments_stock AS stock
  ON stock.library_id = title.library_id AND stock.title = title.number
WHERE chosen.library_id = %(library_id)s AND chosen.part_id = %(part)s
GROUP BY title.number, title.key, title.isbn, title.title, title.author
ORDER BY lower(title.title), title.number
