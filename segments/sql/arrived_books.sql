-- Rows of one file about books on their way in: of this transaction only, filled by COPY.
CREATE TEMPORARY TABLE arrived_books (
    title integer NOT NULL,
    branch smallint NOT NULL,
    place text NOT NULL,
    acquired_on date,
    count integer NOT NULL,
    cents integer NOT NULL            -- -1 without a price
) ON COMMIT DROP;
CREATE TEMPORARY TABLE arrived_facts (
    title integer NOT NULL,
    genre_code smallint NOT NULL,
    material smallint NOT NULL,
    language integer NOT NULL,        -- numbers of texts
    audience integer NOT NULL,
    published smallint NOT NULL,
    loans integer NOT NULL,           -- -1 without a number
    last_loan_on date
) ON COMMIT DROP;
CREATE TEMPORARY TABLE arrived_texts (number integer NOT NULL, text text NOT NULL)
    ON COMMIT DROP;
