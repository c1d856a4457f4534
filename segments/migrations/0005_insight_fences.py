from pathlib import Path

from django.db import migrations

from planning import tenancy

SQL = Path(__file__).resolve().parents[1] / "sql"
TABLES = [
    "segments_advice",
    "segments_collectionpart",
    "segments_collectionpartgenre",
    "segments_collectionparttitle",
    "segments_cover",
    "segments_floorquote",
    "segments_municipality",
    "segments_segmentchannel",
    "segments_segmentsheet",
    "segments_segmentstance",
    "segments_staleyear",
    "segments_targetgroupsegment",
]
BULK = [
    "segments_title_fact",
    "segments_holding",
    "segments_acquisition",
    "segments_reservation",
    "segments_weeding",
    "segments_membership",
    "segments_stock",
    "segments_title_year",
    "segments_title_reader",
    "segments_reach",
]
DROP = "".join(f"DROP TABLE {table};" for table in BULK) + (
    "ALTER TABLE segments_title DROP COLUMN genre_code, DROP COLUMN material,"
    " DROP COLUMN language, DROP COLUMN audience, DROP COLUMN published;"
)


class Migration(migrations.Migration):
    dependencies = [("segments", "0004_insights")]
    operations = [
        migrations.RunSQL((SQL / "insight_tables.sql").read_text(), DROP),
        *(migrations.RunSQL(*tenancy.fence(table)) for table in TABLES + BULK),
    ]
