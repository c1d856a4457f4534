-- One row per title that this segment took, settled and rounded when it was counted: with the loans
-- of all readers of these ages where those may be told, and those of everybody.
SELECT readers.title AS number,
       title.key,
       title.isbn,
       title.title,
       title.author,
       coalesce(genre.position, 0) AS genre,
       readers.loans,
       readers.borrowers,
       everybody.loans AS of_all,
       lent.loans AS lent
FROM segments_title_reader AS readers
JOIN segments_title AS title
  ON title.library_id = readers.library_id AND title.number = readers.title
LEFT JOIN segments_genrecode AS code
  ON code.library_id = readers.library_id AND code.position = title.genre_code
LEFT JOIN segments_genre AS genre ON genre.id = code.genre_id
LEFT JOIN segments_title_reader AS everybody
  ON everybody.library_id = readers.library_id
 AND everybody.year = readers.year
 AND everybody.age = readers.age
 AND everybody.segment = -1
 AND everybody.title = readers.title
LEFT JOIN segments_title_year AS lent
  ON lent.library_id = readers.library_id
 AND lent.year = readers.year
 AND lent.branch = 0
 AND lent.title = readers.title
WHERE readers.library_id = %(library_id)s
  AND readers.year = %(year)s
  AND readers.age = %(age)s
  AND readers.segment = %(segment)s
  AND readers.least >= %(threshold)s
ORDER BY readers.loans DESC, readers.title
