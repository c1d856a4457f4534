from pathlib import Path

from django.db import migrations

from planning import tenancy

SQL = Path(__file__).resolve().parents[1] / "sql"
TABLES = ["segments_book", "segments_shelf", "segments_title_word"]
DROP = "".join(f"DROP TABLE {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("segments", "0005_insight_fences")]
    operations = [
        migrations.RunSQL((SQL / "book_tables.sql").read_text(), DROP),
        *(migrations.RunSQL(*tenancy.fence(table)) for table in TABLES),
    ]
