-- One row per reader, segment, genre code and age band of a period: how many loans.
SELECT member, segment, genre_code, band, sum(loans)::int AS loans
FROM segments_loan
WHERE library_id = %s
  AND day >= %s
  AND day < %s
  AND loans > 0
  AND member > 0
GROUP BY member, segment, genre_code, band
ORDER BY member, segment, genre_code, band
