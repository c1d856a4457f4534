-- What web and worker may do, run by the owner after every migration.
-- The web process never needs a borrower's code nor a row that a newer export replaced, and it
-- writes no loans: only workers import. Of a loan it sees the book and the branch, not the reader:
-- what is counted about readers comes from the rollups, through segments/suppression.py.
DO $$
DECLARE
    found record;
BEGIN
    GRANT USAGE ON SCHEMA public TO samenplan_web, samenplan_worker;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO samenplan_web, samenplan_worker;
    FOR found IN
        SELECT relname FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM samenplan_web', found.relname);
        EXECUTE format(
            'GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO samenplan_worker', found.relname);
        -- A worker that fills a table has the planner look at it in the same transaction.
        IF found.relname ~ '^segments_(title|title_fact|holding|rollup|stock|title_year|title_reader|reach|book|shelf|shelf_year|title_word|weeding_line)$'
        THEN
            EXECUTE format('GRANT MAINTAIN ON %I TO samenplan_worker', found.relname);
        END IF;
        IF found.relname ~ '^segments_(member|member_profile|loan_version|stage_.*)$'
            OR found.relname ~ '^segments_loan_[0-9]+_[0-9]+$'
        THEN
            CONTINUE;
        ELSIF found.relname = 'segments_loan' THEN
            GRANT SELECT (library_id, day, import_id, branch, title, genre_code, material, loans,
                renewals, returned_on, acquired_on) ON segments_loan TO samenplan_web;
        ELSIF found.relname ~ '^(segments_(loan_count|rollup|title|postcode|title_fact|holding|acquisition|reservation|weeding|membership|stock|title_year|title_reader|reach|book|shelf|shelf_year|weeding_line|title_word)|django_migrations)$'
        THEN
            EXECUTE format('GRANT SELECT ON %I TO samenplan_web', found.relname);
        ELSE
            EXECUTE format(
                'GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO samenplan_web', found.relname);
        END IF;
    END LOOP;
END
$$;
