-- What a worker needs of the owner's power: make a month's table, and attach it. Table names are
-- built from integers only. The search path ends in pg_temp: left out, a caller's temporary table
-- of the same name would be found first.

-- A plain table to copy one import's rows of one month into (COPY into a table under row-level
-- security is refused, so the fence comes at attaching; nobody but the worker may touch it).
CREATE OR REPLACE FUNCTION segments_create_stage(import_id integer, month integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    name text := format('segments_stage_%s_%s', import_id, month);
BEGIN
    IF month NOT BETWEEN 12000 AND 36000
        OR NOT EXISTS (SELECT FROM segments_loanimport AS known WHERE known.id = import_id)
    THEN
        RAISE EXCEPTION 'not a month of an import';
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS %I', name);
    EXECUTE format('CREATE TABLE %I (LIKE segments_loan)', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, samenplan_web', name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE, MAINTAIN ON %I TO samenplan_worker', name);
    RETURN name;
END
$$;

-- Make a stage table the partition of its month (month = year * 12 + month number - 1).
CREATE OR REPLACE FUNCTION segments_attach_stage(import_id integer, month integer, library integer)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stage text := format('segments_stage_%s_%s', import_id, month);
    name text := format('segments_loan_%s_%s', library, month);
    first date := make_date(month / 12, month % 12 + 1, 1);
    after date := (make_date(month / 12, month % 12 + 1, 1) + interval '1 month')::date;
BEGIN
    -- Without a scope the setting is NULL, and <> would let that pass.
    IF library IS DISTINCT FROM nullif(current_setting('app.library_id', true), '')::int THEN
        RAISE EXCEPTION 'not the library of this scope';
    END IF;
    IF NOT EXISTS (
        SELECT FROM segments_loanimport AS known
        WHERE known.id = import_id AND known.library_id = library
    ) THEN
        RAISE EXCEPTION 'not an import of this library';
    END IF;
    EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', stage, stage || '_pkey',
                   name || '_pkey');
    EXECUTE format('ALTER TABLE %I RENAME TO %I', stage, name);
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT %I CHECK (library_id = %s AND day >= %L AND day < %L)',
        name, name || '_range', library, first, after);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
        'CREATE POLICY tenant ON %I USING'
        ' (library_id = nullif(current_setting(''app.library_id'', true), '''')::int)'
        ' WITH CHECK'
        ' (library_id = nullif(current_setting(''app.library_id'', true), '''')::int)', name);
    -- Through the table of all loans only: nobody else reads a month directly.
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO samenplan_worker', name);
    EXECUTE format(
        'ALTER TABLE segments_loan ATTACH PARTITION %I FOR VALUES FROM (%s, %L) TO (%s, %L)',
        name, library, first, library, after);
    RETURN name;
END
$$;

-- Give a stage table its key before the short transaction that attaches it.
CREATE OR REPLACE FUNCTION segments_key_stage(import_id integer, month integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stage text := format('segments_stage_%s_%s', import_id, month);
BEGIN
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I PRIMARY KEY (library_id, loan_key)',
                   stage, stage || '_pkey');
END
$$;

-- Drop what an import left behind, and what other imports left that no job needs any more.
CREATE OR REPLACE FUNCTION segments_drop_stages(import_id integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found text;
    dropped integer := 0;
BEGIN
    FOR found IN
        SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname ~ format('^segments_stage_%s_[0-9]+$', import_id)
    LOOP
        EXECUTE format('DROP TABLE %I', found);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

REVOKE ALL ON FUNCTION segments_create_stage, segments_attach_stage, segments_key_stage,
    segments_drop_stages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION segments_create_stage, segments_attach_stage, segments_key_stage,
    segments_drop_stages TO samenplan_worker;
