from pathlib import Path

from django.db import migrations

from planning import tenancy

SQL = Path(__file__).resolve().parents[1] / "sql"
TABLES = [
    "segments_area",
    "segments_genre",
    "segments_genrecode",
    "segments_households",
    "segments_importprofile",
    "segments_loanimport",
    "segments_material",
    "segments_monitortotal",
    "segments_reject",
    "segments_segment",
    "segments_segmentscheme",
]
BULK = [
    "segments_member",
    "segments_member_profile",
    "segments_title",
    "segments_postcode",
    "segments_loan",
    "segments_loan_version",
    "segments_loan_count",
    "segments_rollup",
]
FUNCTIONS = ["segments_create_stage", "segments_attach_stage", "segments_key_stage",
             "segments_drop_stages"]
DROP = "".join(f"DROP TABLE {table} CASCADE;" for table in BULK)
DROP_FUNCTIONS = "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("segments", "0001_initial"), ("planning", "0002_fences")]
    operations = [
        migrations.RunSQL((SQL / "bulk_tables.sql").read_text(), DROP),
        migrations.RunSQL((SQL / "month_functions.sql").read_text(), DROP_FUNCTIONS),
        *(migrations.RunSQL(*tenancy.fence(table)) for table in TABLES + BULK),
    ]
