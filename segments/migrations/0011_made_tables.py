from pathlib import Path

from django.db import migrations

from planning import tenancy

SQL = Path(__file__).resolve().parents[1] / "sql"
TABLES = ["segments_shelf_year", "segments_weeding_line"]
DROP = "".join(f"DROP TABLE {table};" for table in TABLES)
DROP += "DROP INDEX segments_title_year_most_lent;"
# Filled by the next renewal, of every library; its table of what is stale has a fence of its own.
MARK = """
ALTER TABLE segments_staleyear NO FORCE ROW LEVEL SECURITY;
INSERT INTO segments_staleyear (library_id, year, asked_at)
    SELECT id, 0, now() FROM planning_library
    ON CONFLICT (library_id, year) DO UPDATE SET asked_at = excluded.asked_at;
UPDATE planning_library SET insights_stale_at = now();
ALTER TABLE segments_staleyear FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("segments", "0010_thresholds_of_then")]
    operations = [
        migrations.RunSQL((SQL / "made_tables.sql").read_text(), DROP),
        *(migrations.RunSQL(*tenancy.fence(table)) for table in TABLES),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
