-- Made of loans and files after an import (segments/loading/insights/stock.py), so that lists and
-- sums over all books are one range of an index.

-- A title, in all branches together (0) or in one: what there is and what was lent of it.
CREATE TABLE segments_book (
    library_id integer NOT NULL,
    branch smallint NOT NULL,
    title integer NOT NULL,
    genre_code smallint NOT NULL,
    place integer NOT NULL,           -- in the order of the alphabet
    copies integer NOT NULL,
    branches smallint NOT NULL,       -- that have copies
    loans integer NOT NULL,           -- of the newest year with loans
    loans_before integer NOT NULL,    -- of the year before that
    reservations integer NOT NULL,
    last_on date,                     -- of the last loan that is known
    first_on date,                    -- of the oldest copy
    acquired_on date,                 -- of the newest copy
    published smallint NOT NULL,      -- year
    is_sleeper boolean NOT NULL,
    PRIMARY KEY (library_id, branch, title)
);
CREATE INDEX segments_book_most_lent ON segments_book (library_id, branch, loans DESC, title);
CREATE INDEX segments_book_most_lent_before
    ON segments_book (library_id, branch, loans_before DESC, title);
CREATE INDEX segments_book_genre ON segments_book (library_id, branch, genre_code);
CREATE INDEX segments_book_acquired ON segments_book (library_id, branch, acquired_on);

-- Sums over the books of a genre code, in all branches together (0) or in one.
CREATE TABLE segments_shelf (
    library_id integer NOT NULL,
    branch smallint NOT NULL,
    genre_code smallint NOT NULL,
    year smallint NOT NULL,           -- the newest year with loans, 0 none
    stock_year smallint NOT NULL,     -- of the newest file with holdings, else that year
    books integer NOT NULL,           -- rows of segments_book
    titles integer NOT NULL,          -- with copies
    copies integer NOT NULL,
    loans integer NOT NULL,
    loans_before integer NOT NULL,
    reservations integer NOT NULL,
    never_loaned integer NOT NULL,    -- there all year, and nobody took it
    never_before integer NOT NULL,
    sleepers integer,                 -- not known: too few years of loans
    dated integer NOT NULL,           -- titles of which the age is known
    fresh integer NOT NULL,           -- of these, two years old at most
    waiting integer NOT NULL,         -- titles with reservations
    gone integer NOT NULL,            -- titles without a copy that somebody wants
    PRIMARY KEY (library_id, branch, genre_code)
);

-- Which titles have a word, small and without accents; ISBN and number are words too. A word is
-- looked up by < and >=, which row-level security lets an index answer, as full text is not. The
-- row of the empty word holds the digest of the texts that this was made of.
CREATE TABLE segments_title_word (
    library_id integer NOT NULL,
    word text COLLATE "C" NOT NULL,
    titles integer[] NOT NULL,
    PRIMARY KEY (library_id, word)
);
