-- One row per period, branch, genre code and borrower dimension of the files that were counted
-- before they reached us. Distinct borrowers do not add up: of several keys taken together only
-- the largest number is certain.
SELECT counted.import_id,
       counted.level,
       counted.period,
       counted.branch,
       counted.genre_code,
       counted.segment,
       counted.area,
       counted.band,
       sum(counted.loans)::bigint AS loans,
       sum(counted.renewals)::bigint AS renewals,
       max(counted.borrowers) AS borrowers,
       count(*) = 1 AS is_one_key,
       coalesce((imported.options ->> 'supplier_threshold')::int, 0) AS supplier_threshold
FROM segments_loan_count AS counted
JOIN segments_loanimport AS imported
  ON imported.id = counted.import_id AND imported.library_id = counted.library_id
WHERE counted.library_id = %(library_id)s AND counted.is_current
GROUP BY counted.import_id, counted.level, counted.period, counted.branch, counted.genre_code,
         counted.segment, counted.area, counted.band, imported.options
ORDER BY counted.level DESC, counted.period DESC, counted.branch, loans DESC, counted.genre_code,
         counted.segment, counted.area, counted.band, counted.import_id
