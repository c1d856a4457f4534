-- What web and worker may do, run by the owner after every migration.
-- The web process never needs a borrower's code nor a row that a newer export replaced, and it
-- writes no loans: only workers import.
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
        IF found.relname ~ '^segments_(member|member_profile|loan_version|stage_.*)$' THEN
            CONTINUE;
        ELSIF found.relname ~ '^segments_(loan|loan_[0-9]+_[0-9]+|loan_count|rollup|title|postcode)$'
        THEN
            EXECUTE format('GRANT SELECT ON %I TO samenplan_web', found.relname);
        ELSE
            EXECUTE format(
                'GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO samenplan_web', found.relname);
        END IF;
    END LOOP;
END
$$;
