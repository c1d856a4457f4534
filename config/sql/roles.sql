-- The three roles: owner migrates and keeps, web answers people, worker imports.
-- Only the owner may look past row-level security; run by a superuser, any number of times.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samenplan_owner') THEN
        CREATE ROLE samenplan_owner LOGIN BYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samenplan_web') THEN
        CREATE ROLE samenplan_web LOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samenplan_worker') THEN
        CREATE ROLE samenplan_worker LOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
END
$$;
