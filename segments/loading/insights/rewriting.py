"""A table that is made anew: only the rows that differ from what is there are written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from planning.models import Library
from segments.loading import copying

if TYPE_CHECKING:
    from numpy.typing import NDArray


def start(table: str) -> str:
    """An empty table of this transaction, like one of ours; its name."""
    fresh = f"fresh_{table.removeprefix('segments_')}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE IF NOT EXISTS {fresh} (LIKE {table}) ON COMMIT DROP"
        )
        cursor.execute(f"TRUNCATE {fresh}")
    return fresh


def fill(fresh: str, columns: Mapping[str, "NDArray[Any]"], types: Mapping[str, str]) -> None:
    """Rows of numpy columns into a table of this transaction."""
    names = ", ".join(types)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {fresh} ({names}) FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(copying.HEADER)
        copy.write(copying.encode(columns, types))
        copy.write(copying.TRAILER)


def replace(
    table: str, library: Library, key: Sequence[str], values: Sequence[str], *, year: int = 0
) -> None:
    """Let a table hold what was started for it: of the library, or of one year of it.

    The key is what tells rows apart within the library. Rows that stay as they are stay where they
    are, so that an import of a day does not write a million rows and all their indexes again.
    """
    fresh = f"fresh_{table.removeprefix('segments_')}"
    same_key = " AND ".join(f"new.{name} = old.{name}" for name in key)
    same = " AND ".join(f"new.{name} IS NOT DISTINCT FROM old.{name}" for name in values)
    part = " AND old.year = %(year)s" if year else ""
    names = ", ".join(("library_id", *key, *values))
    given = {"library_id": library.pk, "year": year}
    old = f"{table} AS old WHERE old.library_id = %(library_id)s{part}"
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {fresh}")
        cursor.execute(
            f"DELETE FROM {old}"
            f" AND NOT EXISTS (SELECT FROM {fresh} AS new WHERE {same_key} AND {same})",
            given,
        )
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {fresh} AS new"
            f" WHERE NOT EXISTS (SELECT FROM {old} AND {same_key})",
            given,
        )
