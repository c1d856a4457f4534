-- The bulk tables: keys begin with library_id, no foreign key points at them, so that they can be
-- spread by library. Numbers (member, title) and positions (branch, genre, …) mean something
-- within one library only; 0 is unknown.

CREATE TABLE segments_member (
    library_id integer NOT NULL,
    number integer NOT NULL,
    code bytea NOT NULL,              -- keyed BLAKE2b of the member number
    PRIMARY KEY (library_id, number),
    UNIQUE (library_id, code)
);

-- What a members file said of a member, for exports without it; of several files the last counts.
CREATE TABLE segments_member_profile (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    number integer NOT NULL,
    segment smallint NOT NULL,
    area smallint NOT NULL,
    first_year smallint NOT NULL,     -- the calendar year of the first of these age bands
    bands smallint[] NOT NULL,
    PRIMARY KEY (library_id, import_id, number)
);

CREATE TABLE segments_title (
    library_id integer NOT NULL,
    number integer NOT NULL,
    key text NOT NULL,
    isbn text NOT NULL DEFAULT '',
    title text NOT NULL DEFAULT '',
    author text NOT NULL DEFAULT '',
    PRIMARY KEY (library_id, number)
);
CREATE UNIQUE INDEX segments_title_key ON segments_title (library_id, md5(key));

CREATE TABLE segments_postcode (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    postcode text NOT NULL,           -- 1234AB or 1234
    house_number integer NOT NULL,    -- -1: the whole postcode
    segment smallint NOT NULL,
    area smallint NOT NULL,
    households integer,
    PRIMARY KEY (library_id, import_id, postcode, house_number)
);

-- One row per loan or renewal. Partitioned in one level: a month of a library.
CREATE TABLE segments_loan (
    library_id integer NOT NULL,
    day date NOT NULL,
    loan_key bigint NOT NULL,
    row_digest bigint NOT NULL,
    import_id integer NOT NULL,
    member integer NOT NULL,
    branch smallint NOT NULL,
    title integer NOT NULL,
    genre_code smallint NOT NULL,
    material smallint NOT NULL,
    segment smallint NOT NULL,
    area smallint NOT NULL,
    band smallint NOT NULL,
    loans smallint NOT NULL,
    renewals smallint NOT NULL,
    returned_on date,
    acquired_on date
) PARTITION BY RANGE (library_id, day);

-- Rows of imports that are not the ones to believe: an older export of the same loan, or the same
-- row again. They come back when the winning import is undone.
CREATE TABLE segments_loan_version (LIKE segments_loan);
ALTER TABLE segments_loan_version ADD PRIMARY KEY (library_id, loan_key, import_id);
CREATE INDEX segments_loan_version_import ON segments_loan_version (library_id, import_id);

-- Loans that were counted before they reached us, one row per key of dimensions.
CREATE TABLE segments_loan_count (
    library_id integer NOT NULL,
    level smallint NOT NULL,          -- 0 month, 1 quarter, 2 year
    period integer NOT NULL,
    branch smallint NOT NULL,
    title integer NOT NULL,
    genre_code smallint NOT NULL,
    material smallint NOT NULL,
    segment smallint NOT NULL,
    area smallint NOT NULL,
    band smallint NOT NULL,
    import_id integer NOT NULL,
    loans bigint NOT NULL,
    renewals bigint NOT NULL,
    borrowers integer,
    is_current boolean NOT NULL,      -- of several exports with the same key the newest one
    PRIMARY KEY (library_id, level, period, branch, title, genre_code, material, segment, area,
                 band, import_id)
);
CREATE INDEX segments_loan_count_import ON segments_loan_count (library_id, import_id);

-- The closed lattice, counted ahead: loans and distinct borrowers of one row of a matrix.
-- Element 1 of the arrays is every genre together, element 2 + p the genre at position p.
CREATE TABLE segments_rollup (
    library_id integer NOT NULL,
    level smallint NOT NULL,
    period integer NOT NULL,
    branch smallint NOT NULL,         -- 0 all, > 0 a branch's position, < 0 minus a group's id
    age smallint NOT NULL,            -- 0..8 a band, 10 all, 11 adults, 12 youth
    kind smallint NOT NULL,           -- 0 total, 1 segment, 2 area
    row smallint NOT NULL,
    loans integer[] NOT NULL,
    borrowers integer[] NOT NULL,
    -- Places in the arrays that stay hidden because a small figure would follow from them.
    guarded smallint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (library_id, level, period, branch, age, kind, row)
);
