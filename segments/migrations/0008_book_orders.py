from django.db import migrations

# The orders in which long lists of books begin, so that a first page need not read them all.
CREATE = """
CREATE INDEX segments_book_by_title ON segments_book (library_id, branch, place);
CREATE INDEX segments_book_waiting ON segments_book (library_id, branch, reservations DESC)
    WHERE reservations > 0;
CREATE INDEX segments_book_sleeping ON segments_book (library_id, branch, last_on NULLS FIRST)
    WHERE is_sleeper;
"""
DROP = """
DROP INDEX segments_book_by_title;
DROP INDEX segments_book_waiting;
DROP INDEX segments_book_sleeping;
"""


class Migration(migrations.Migration):
    dependencies = [("segments", "0007_clusters")]
    operations = [migrations.RunSQL(CREATE, DROP)]
