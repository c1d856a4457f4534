from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from planning import tenancy

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("segments", "0002_bulk"), ("planning", "0003_people_and_groups")]
    operations = [
        # With arguments that are looked at, and a search path without a caller's own tables.
        migrations.RunSQL((SQL / "month_functions.sql").read_text(), migrations.RunSQL.noop),
        migrations.CreateModel(
            name="WipedYear",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("wiped_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="planning.library"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("library", "year"), name="year_wiped_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(*tenancy.fence("segments_wipedyear")),
    ]
