-- One row per period, branch, genre code and borrower dimension of files that were counted before
-- they reached us. Where two files hold the same key, the later one is believed. Distinct borrowers
-- do not add up: of several keys together only the largest number is certain.
WITH believed AS (
    SELECT DISTINCT ON (level, period, branch, title, genre_code, material, segment, area, band)
           counted.*
    FROM segments_loan_count AS counted
    JOIN segments_loanimport AS imported
      ON imported.id = counted.import_id AND imported.status = 'done'
    WHERE counted.library_id = %(library_id)s
    ORDER BY level, period, branch, title, genre_code, material, segment, area, band,
             import_id DESC
)
SELECT import_id,
       level,
       period,
       branch,
       genre_code,
       segment,
       area,
       band,
       sum(loans)::bigint AS loans,
       sum(renewals)::bigint AS renewals,
       max(borrowers) AS borrowers,
       count(*) = 1 AS is_distinct
FROM believed
GROUP BY import_id, level, period, branch, genre_code, segment, area, band
ORDER BY level DESC, period DESC, branch, loans DESC, genre_code, segment, area, band, import_id
