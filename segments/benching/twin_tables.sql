-- One row per loan of a good line, with what its reader is, worked out by DuckDB from the files.
-- All is read as text, and bad lines are left out by their number: DuckDB is not asked about them.
CREATE TABLE place AS
SELECT postcode, area, coalesce(nullif(parent, ''), scheme.code) AS segment
FROM read_csv(getvariable('postcodes'), delim = ';', all_varchar = true) AS postcodes
JOIN read_csv(getvariable('scheme'), delim = ';', all_varchar = true) AS scheme
    ON scheme.code = postcodes.code;

CREATE TABLE loan AS
WITH good AS (
    SELECT strptime(UITL_DATUM, '%d-%m-%Y %H:%M:%S')::date AS day,
           VESTIGING AS branch,
           coalesce(nullif(trim(RUBRIEK), ''), 'onbekend') AS genre,
           PASNUMMER AS member,
           PPN AS title,
           coalesce(segment, 'onbekend') AS segment,
           coalesce(area, 'onbekend') AS area,
           try_cast(GEBOORTEJAAR AS int) AS born
    FROM read_csv(getvariable('loans'), delim = ';', header = true, all_varchar = true) AS row
    LEFT JOIN place ON place.postcode = replace(row.POSTCODE, ' ', '')
    WHERE ACTIE = '1'
)
SELECT *,
       CASE WHEN born IS NULL OR year(day) - born NOT BETWEEN 0 AND 110 THEN 0
            WHEN year(day) - born < 7 THEN 1
            WHEN year(day) - born < 13 THEN 2
            WHEN year(day) - born < 18 THEN 3
            WHEN year(day) - born < 30 THEN 4
            WHEN year(day) - born < 45 THEN 5
            WHEN year(day) - born < 60 THEN 6
            WHEN year(day) - born < 75 THEN 7
            ELSE 8
       END AS band
FROM good;
