"""Count the lattice again for months that changed, with their quarters and years."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection

from planning.models import Branch, Library
from segments.loading import copying, guarding, lattice_counts, store
from segments.models import Genre

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOURCE_TYPES = {
    "month": "int4",
    "member": "int4",
    "branch": "int2",
    "genre_code": "int2",
    "segment": "int2",
    "area": "int2",
    "band": "int2",
    "loans": "int2",
}
ROLLUP_TYPES = {
    "library_id": "int4",
    "level": "int2",
    "period": "int4",
    "branch": "int2",
    "age": "int2",
    "kind": "int2",
    "row": "int2",
    "loans": copying.INT_ARRAY,
    "borrowers": copying.INT_ARRAY,
}
MONTHS_PER_PERIOD = (1, 3, 12)  # by level: month, quarter, year
SELECT = (
    "SELECT (extract(year from day) * 12 + extract(month from day) - 1)::int4, member, branch,"
    " genre_code, segment, area, band, loans FROM {table} WHERE library_id = %s AND loans > 0"
)


def refresh(library: Library, months: Iterable[int], *, staged: Iterable[str] = ()) -> None:
    """Replace the counts of these months and of every quarter and year that holds one.

    months: year * 12 + month - 1. staged: tables of months that are not attached yet.
    """
    touched = set(months)
    dimensions = _Dimensions(library)
    for year in sorted({month // 12 for month in touched}):
        columns = _columns(library, year, staged)
        for level, length in enumerate(MONTHS_PER_PERIOD):
            for period in sorted({m // length for m in touched if m // 12 == year}):
                chosen = columns["month"] // length == period
                _replace(library, level, period, dimensions.rows(columns, chosen), dimensions)
        guarding.guard_year(library, year, dimensions.groups)


class _Dimensions:
    """What turns stored codes into the rows and columns that are counted."""

    def __init__(self, library: Library) -> None:
        self.genre = store.genre_of_code(library)
        self.segment = store.top_segment(library)
        positions = Genre.objects.filter(library=library).values_list("position", flat=True)
        self.genres = max(positions, default=0)
        self.groups = dict(
            Branch.objects.filter(library=library, group__isnull=False).values_list(
                "position", "group_id"
            )
        )

    def rows(
        self, columns: dict[str, "NDArray[Any]"], chosen: "NDArray[np.bool_]"
    ) -> lattice_counts.Rows:
        part = {name: column[chosen].astype(np.int64) for name, column in columns.items()}
        return lattice_counts.Rows(
            member=part["member"],
            branch=part["branch"],
            genre=self.genre[part["genre_code"]],
            segment=self.segment[part["segment"]],
            area=part["area"],
            band=part["band"],
            loans=part["loans"],
        )


def _columns(library: Library, year: int, staged: Iterable[str]) -> dict[str, "NDArray[Any]"]:
    first, after = f"{year}-01-01", f"{year + 1}-01-01"
    sql = SELECT.format(table="segments_loan") + " AND day >= %s AND day < %s"
    parameters: list[Any] = [library.pk, first, after]
    for table in staged:
        sql += " UNION ALL " + SELECT.format(table=table) + " AND day >= %s AND day < %s"
        parameters += [library.pk, first, after]
    return store.copy_out(sql, parameters, SOURCE_TYPES)


def _replace(
    library: Library, level: int, period: int, rows: lattice_counts.Rows, dimensions: _Dimensions
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM segments_rollup WHERE library_id = %s AND level = %s AND period = %s",
            [library.pk, level, period],
        )
        if not len(rows):
            return
        counted = lattice_counts.count(rows, dimensions.groups, dimensions.genres)
        size = len(counted.branch)
        columns = {
            "library_id": np.full(size, library.pk),
            "level": np.full(size, level),
            "period": np.full(size, period),
            **vars(counted),
        }
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS fresh_rollup"
            " (LIKE segments_rollup INCLUDING DEFAULTS)"
            " ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE fresh_rollup")
        names = ", ".join(ROLLUP_TYPES)
        with cursor.copy(f"COPY fresh_rollup ({names}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(copying.HEADER + copying.encode(columns, ROLLUP_TYPES) + copying.TRAILER)
        cursor.execute(copying.insert_sql("segments_rollup", "fresh_rollup", list(ROLLUP_TYPES)))
