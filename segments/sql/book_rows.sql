-- One row per book of one page of a list, in its order: in all branches (0), or as one has it.
WITH page AS (
    SELECT book.*,
           CASE %(which)s WHEN 0 THEN book.loans WHEN 1 THEN book.loans_before
                ELSE coalesce(earlier.loans, 0) END AS lent
    FROM segments_book AS book
    LEFT JOIN segments_title_year AS earlier
      ON earlier.library_id = book.library_id AND earlier.branch = book.branch
     AND earlier.title = book.title AND earlier.year = %(year)s
    WHERE book.library_id = %(library_id)s
      AND book.branch = %(branch)s
      AND (%(codes)s::int[] IS NULL OR book.genre_code = ANY(%(codes)s::int[]))
      AND (%(numbers)s::int[] IS NULL OR book.title = ANY(%(numbers)s::int[]))
      -- Of a word that very many titles have: each book on the way is held against all of these.
      AND (%(start)s::text IS NULL OR book.title IN (
          SELECT number
          FROM segments_title_word AS word
          CROSS JOIN LATERAL unnest(word.titles) AS number
          WHERE word.library_id = %(library_id)s
            AND word.word >= %(start)s COLLATE "C"
            AND word.word < %(until)s COLLATE "C"))
      AND CASE %(only)s
          WHEN 'new' THEN book.acquired_on >= %(since)s
          WHEN 'sleepers' THEN book.is_sleeper
          WHEN 'never' THEN book.copies > 0
              AND CASE %(which)s WHEN 0 THEN book.loans WHEN 1 THEN book.loans_before
                  ELSE coalesce(earlier.loans, 0) END = 0
              AND coalesce(book.first_on < make_date(greatest(%(year)s, 1), 1, 1), true)
          WHEN 'fresh' THEN book.copies > 0 AND coalesce(
              nullif(book.published, 0), extract(year FROM book.first_on)) >= %(fresh)s
          WHEN 'waiting' THEN book.reservations > 0
          WHEN 'gone' THEN book.copies = 0
              AND book.loans + book.loans_before + book.reservations > 0
          WHEN 'present' THEN book.copies > 0
          ELSE true END
    -- What is not asked for is a constant, of which the planner takes no notice.
    ORDER BY CASE WHEN %(sort)s = 'loans' AND %(which)s = 0 THEN book.loans END DESC,
             CASE WHEN %(sort)s = 'loans' AND %(which)s = 1 THEN book.loans_before END DESC,
             CASE WHEN %(sort)s = 'loans' AND %(which)s = 2 THEN coalesce(earlier.loans, 0) END DESC,
             CASE WHEN %(sort)s = '-loans' AND %(which)s = 0 THEN book.loans END,
             CASE WHEN %(sort)s = '-loans' AND %(which)s = 1 THEN book.loans_before END,
             CASE WHEN %(sort)s = '-loans' AND %(which)s = 2 THEN coalesce(earlier.loans, 0) END,
             CASE WHEN %(sort)s = 'copies' THEN book.copies END DESC,
             CASE WHEN %(sort)s = 'waiting' THEN book.reservations END DESC,
             CASE WHEN %(sort)s = 'new' THEN book.acquired_on END DESC NULLS LAST,
             CASE WHEN %(sort)s = 'last' THEN book.last_on END NULLS FIRST,
             CASE WHEN %(sort)s = 'title' THEN book.place END,
             book.title
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.title AS number, named.key, named.isbn, named.title, named.author,
       page.genre_code, page.published, named.audience, page.copies, page.branches,
       page.lent AS loans, page.loans AS loans_newest, page.loans_before, page.last_on,
       page.reservations, page.first_on, page.acquired_on, page.is_sleeper
FROM page
JOIN segments_title AS named
  ON named.library_id = page.library_id AND named.number = page.title
WHERE named.library_id = %(library_id)s
ORDER BY CASE %(sort)s WHEN 'loans' THEN page.lent END DESC,
         CASE %(sort)s WHEN '-loans' THEN page.lent END,
         CASE %(sort)s WHEN 'copies' THEN page.copies END DESC,
         CASE %(sort)s WHEN 'waiting' THEN page.reservations END DESC,
         CASE %(sort)s WHEN 'new' THEN page.acquired_on END DESC NULLS LAST,
         CASE %(sort)s WHEN 'last' THEN page.last_on END NULLS FIRST,
         CASE %(sort)s WHEN 'title' THEN page.place END,
         page.title
