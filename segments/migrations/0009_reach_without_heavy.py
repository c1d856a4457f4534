from django.db import migrations

# How many of the readers of a segment borrow much was counted and told on no page: it need not be.
DROP = "ALTER TABLE segments_reach DROP COLUMN heavy;"
ADD = "ALTER TABLE segments_reach ADD COLUMN heavy integer NOT NULL DEFAULT 0;"


class Migration(migrations.Migration):
    dependencies = [("segments", "0008_book_orders")]
    operations = [migrations.RunSQL(DROP, ADD)]
