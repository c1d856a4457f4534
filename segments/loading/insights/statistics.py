"""What the planner knows of tables that were filled in this very transaction."""

from django.db import connection

TABLES = (
    *("segments_title", "segments_title_fact", "segments_holding", "segments_rollup"),
    *("segments_stock", "segments_title_year", "segments_title_reader", "segments_reach"),
    *("segments_book", "segments_weeding_line"),
)
# A table of which the planner knows less than half; of a small one it does not matter.
GROWN = (
    "SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[])"
    " AND pg_relation_size(oid) > 2 * relpages::bigint * current_setting('block_size')::int"
    " AND pg_relation_size(oid) > 1000000 ORDER BY relname"
)


def catch_up() -> None:
    """Have the planner look at tables that have doubled, as after the first import of a library.

    The server does it by itself a minute after the end of a transaction; until then it takes such a
    table for empty, and a question over all titles would loop over them for minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute(GROWN, [list(TABLES)])
        for (table,) in cursor.fetchall():
            # Somebody else who is at it does it for us.
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {table}")
