-- What files say of books, each row under the import that brought it, and what is made of loans
-- and books together after an import (segments/loading/insights). Numbers and positions mean
-- something within one library only; 0 is unknown, or all of them where a comment says so.

-- Of a title, from the newest file that names it, else from its loans.
ALTER TABLE segments_title
    ADD COLUMN genre_code smallint NOT NULL DEFAULT 0,
    ADD COLUMN material smallint NOT NULL DEFAULT 0,
    ADD COLUMN language text NOT NULL DEFAULT '',
    ADD COLUMN audience text NOT NULL DEFAULT '',
    ADD COLUMN published smallint NOT NULL DEFAULT 0;  -- year

CREATE TABLE segments_title_fact (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    title integer NOT NULL,
    genre_code smallint NOT NULL,
    material smallint NOT NULL,
    language text NOT NULL,
    audience text NOT NULL,
    published smallint NOT NULL,
    loans integer,                    -- of the year, as the file says
    last_loan_on date,
    PRIMARY KEY (library_id, import_id, title)
);

-- Copies: one row per title, branch, place and day of acquisition.
CREATE TABLE segments_holding (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    title integer NOT NULL,
    branch smallint NOT NULL,
    place text NOT NULL,              -- bookcase or shelf, as the file says
    acquired_on date,
    copies integer NOT NULL,
    cents integer                     -- of one copy
);

CREATE TABLE segments_acquisition (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    title integer NOT NULL,
    branch smallint NOT NULL,
    acquired_on date NOT NULL,        -- in the future: expected
    copies integer NOT NULL,
    cents integer
);

CREATE TABLE segments_reservation (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    title integer NOT NULL,
    branch smallint NOT NULL,         -- where it is to be collected, 0 unknown
    reservations integer NOT NULL,
    PRIMARY KEY (library_id, import_id, title, branch)
);

CREATE TABLE segments_weeding (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    title integer NOT NULL,
    branch smallint NOT NULL,
    copies integer NOT NULL,
    PRIMARY KEY (library_id, import_id, title, branch)
);

CREATE TABLE segments_membership (
    library_id integer NOT NULL,
    import_id integer NOT NULL,
    segment smallint NOT NULL,
    area smallint NOT NULL,           -- 0: of all areas
    age smallint NOT NULL,            -- as segments_rollup.age; 10 all
    members integer NOT NULL,
    zero_borrowers integer,
    heavy_borrowers integer,
    PRIMARY KEY (library_id, import_id, segment, area, age)
);

-- Made of the tables above: what stands where, by the newest file that names the branch.
CREATE TABLE segments_stock (
    library_id integer NOT NULL,
    branch smallint NOT NULL,
    title integer NOT NULL,
    copies integer NOT NULL,
    acquired_on date,                 -- of the newest copy
    first_on date,                    -- of the oldest
    cents integer,
    PRIMARY KEY (library_id, branch, title)
);
CREATE INDEX segments_stock_title ON segments_stock (library_id, title);

-- Loans of a title, exact: they say nothing about readers.
CREATE TABLE segments_title_year (
    library_id integer NOT NULL,
    year smallint NOT NULL,
    branch smallint NOT NULL,         -- 0 all
    title integer NOT NULL,
    loans integer NOT NULL,
    last_on date NOT NULL,
    PRIMARY KEY (library_id, year, branch, title)
);
CREATE INDEX segments_title_year_title ON segments_title_year (library_id, title);

-- Who took a title in a year: only cells that may be shown, settled when they were counted.
CREATE TABLE segments_title_reader (
    library_id integer NOT NULL,
    year smallint NOT NULL,
    age smallint NOT NULL,            -- 11 adults, 12 youth
    segment smallint NOT NULL,        -- -1 every reader of these ages
    title integer NOT NULL,
    loans integer NOT NULL,
    borrowers integer NOT NULL,
    PRIMARY KEY (library_id, year, age, segment, title)
);
CREATE INDEX segments_title_reader_title ON segments_title_reader (library_id, title);

-- Distinct borrowers of a segment where they live; exact, published through suppression.
CREATE TABLE segments_reach (
    library_id integer NOT NULL,
    level smallint NOT NULL,          -- 1 quarter, 2 year
    period integer NOT NULL,
    age smallint NOT NULL,            -- 10 all, 11 adults, 12 youth
    place_kind smallint NOT NULL,     -- 0 everywhere, 1 area, 2 municipality, 3 catchment
    place smallint NOT NULL,
    segment smallint NOT NULL,        -- -1 all
    loans integer NOT NULL,
    borrowers integer NOT NULL,
    heavy integer NOT NULL,           -- of these, with many loans
    is_guarded boolean NOT NULL DEFAULT false,
    PRIMARY KEY (library_id, level, period, age, place_kind, place, segment)
);
