-- More of what is made after an import, so that no page adds up or judges a whole table.

-- Loans of a year over the titles of a genre code, in all branches together (0) or in one.
CREATE TABLE segments_shelf_year (
    library_id integer NOT NULL,
    year smallint NOT NULL,
    branch smallint NOT NULL,
    genre_code smallint NOT NULL,
    titles integer NOT NULL,          -- that were lent
    loans integer NOT NULL,           -- of these, and of titles that nobody named
    PRIMARY KEY (library_id, year, branch, genre_code)
);
-- The order in which a list of titles by their loans of an earlier year begins.
CREATE INDEX segments_title_year_most_lent
    ON segments_title_year (library_id, year, branch, loans DESC, title);

-- A line of the newest weeding list, with what is known of the book and what may become of it.
CREATE TABLE segments_weeding_line (
    library_id integer NOT NULL,
    title integer NOT NULL,
    branch smallint NOT NULL,         -- 0: none was named
    import_id integer NOT NULL,       -- whose list it is
    genre_code smallint NOT NULL,
    place integer NOT NULL,           -- in the order of the alphabet
    copies integer NOT NULL,          -- on the list
    copies_here integer NOT NULL,
    copies_all integer NOT NULL,
    reservations integer NOT NULL,
    loans_here integer NOT NULL,      -- of the newest two years
    loans_all integer NOT NULL,
    last_on date,
    published smallint NOT NULL,      -- year, 0 unknown
    years_old smallint,
    unliked smallint NOT NULL,        -- the verdict while no segment wants its genre, by place in
    liked smallint NOT NULL,          -- VERDICTS, and the verdict while one does
    PRIMARY KEY (library_id, title, branch)
);
