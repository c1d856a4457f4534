from django.db import migrations, models

TABLES = ("segments_title_reader", "segments_wipedyear", "segments_advice")
# Rows of all libraries at once: even the owner of a table sees none of them through its fence.
OPEN = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in TABLES)
CLOSE = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in TABLES)
# Until now nothing said under which threshold a row was made: it is taken to be that of today.
FILL = """
UPDATE segments_title_reader AS reader SET least = greatest(reader.borrowers - 2, library.threshold)
    FROM planning_library AS library WHERE library.id = reader.library_id;
UPDATE segments_wipedyear AS wiped SET threshold = library.threshold
    FROM planning_library AS library WHERE library.id = wiped.library_id;
UPDATE segments_advice AS advice SET threshold = library.threshold
    FROM planning_library AS library WHERE library.id = advice.library_id;
"""
# How many borrowers there are at least, whatever the rounding.
ADD = "ALTER TABLE segments_title_reader ADD COLUMN least integer NOT NULL DEFAULT 0;"
DROP = "ALTER TABLE segments_title_reader DROP COLUMN least;"


class Migration(migrations.Migration):
    dependencies = [("segments", "0009_reach_without_heavy")]
    operations = [
        migrations.AddField("wipedyear", "threshold", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("advice", "threshold", models.PositiveSmallIntegerField(default=0)),
        migrations.RunSQL(ADD, DROP),
        migrations.RunSQL(OPEN + FILL + CLOSE, migrations.RunSQL.noop),
    ]
