-- One row per title, in all branches together (0) and in each that has it, lends it or waits for it.
WITH file AS (
    SELECT id, kind, coalesce(exported_on, created_at::date) AS made_on
    FROM segments_loanimport
    WHERE library_id = %(library_id)s AND status = 'done'
), waiting AS (
    SELECT branch, title, reservations
    FROM segments_reservation
    WHERE library_id = %(library_id)s
      AND import_id = (SELECT id FROM file WHERE kind = 'reservations'
                       ORDER BY made_on DESC, id DESC LIMIT 1)
), said AS (
    SELECT DISTINCT ON (fact.title) fact.title, fact.loans, fact.last_loan_on
    FROM segments_title_fact AS fact
    JOIN file ON file.id = fact.import_id
    WHERE fact.library_id = %(library_id)s
      AND (fact.loans IS NOT NULL OR fact.last_loan_on IS NOT NULL)
    ORDER BY fact.title, file.made_on DESC, file.id DESC
), part (branch, title, copies, branches, loans, loans_before, reservations, last_on, first_on,
         acquired_on) AS (
    SELECT branch, title, copies, 1, 0, 0, 0, NULL::date, first_on, acquired_on
    FROM segments_stock WHERE library_id = %(library_id)s AND branch > 0
    UNION ALL
    SELECT 0, title, copies, (branch > 0)::int, 0, 0, 0, NULL, first_on, acquired_on
    FROM segments_stock WHERE library_id = %(library_id)s
    UNION ALL
    SELECT branch, title, 0, 0,
           CASE WHEN year = %(year)s THEN loans ELSE 0 END,
           CASE WHEN year = %(year)s - 1 THEN loans ELSE 0 END, 0, last_on, NULL, NULL
    FROM segments_title_year WHERE library_id = %(library_id)s
    UNION ALL
    SELECT branch, title, 0, 0, 0, 0, reservations, NULL, NULL, NULL
    FROM waiting WHERE branch > 0
    UNION ALL
    SELECT 0, title, 0, 0, 0, 0, reservations, NULL, NULL, NULL
    FROM waiting
    UNION ALL
    SELECT 0, title, 0, 0, CASE WHEN %(is_said)s THEN coalesce(loans, 0) ELSE 0 END, 0, 0,
           last_loan_on, NULL, NULL
    FROM said
    UNION ALL
    SELECT 0, number, 0, 0, 0, 0, 0, NULL, NULL, NULL
    FROM segments_title WHERE library_id = %(library_id)s
), whole AS (
    SELECT branch, title, sum(copies) AS copies, sum(branches) AS branches, sum(loans) AS loans,
           sum(loans_before) AS loans_before, sum(reservations) AS reservations,
           max(last_on) AS last_on, min(first_on) AS first_on, max(acquired_on) AS acquired_on
    FROM part
    WHERE title > 0
    GROUP BY branch, title
    HAVING branch = 0 OR sum(copies) + sum(loans) + sum(loans_before) + sum(reservations) > 0
), named AS (
    SELECT number, genre_code, published,
           row_number() OVER (ORDER BY title = '', regexp_replace(
               lower(translate(title, 'ÀÁÂÃÄÅàáâãäåÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕÖØòóôõöøÙÚÛÜùúûüÝýÿ''‘’“”"«»',
                                      'AAAAAAaaaaaaCcEEEEeeeeIIIIiiiiNnOOOOOOooooooUUUUuuuuYyy')),
               '^(de|het|een|t|the|a|an) ', ''), author, number) AS place
    FROM segments_title
    WHERE library_id = %(library_id)s
)
INSERT INTO segments_book (library_id, branch, title, genre_code, place, copies, branches, loans,
    loans_before, reservations, last_on, first_on, acquired_on, published, is_sleeper)
SELECT %(library_id)s, whole.branch, whole.title, named.genre_code, named.place, whole.copies,
       whole.branches, whole.loans, whole.loans_before, whole.reservations, whole.last_on,
       whole.first_on, whole.acquired_on, named.published,
       whole.copies > 0 AND %(year)s > 0
       AND coalesce(whole.first_on < make_date(greatest(%(year)s - 1, 1), 1, 1), true)
       -- A date of the last loan says enough; no date does only where all loans are known.
       AND coalesce(whole.last_on < make_date(greatest(%(year)s - 1, 1), 1, 1), %(is_long)s)
FROM whole
JOIN named ON named.number = whole.title
