"""Mark the figures of a year that have to stay hidden beside their sibling views."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection

from planning.models import Branch, Library
from segments import siblings
from segments.siblings import Views

OF_YEAR = (
    "library_id = %s AND CASE level WHEN 0 THEN period / 12 WHEN 1 THEN period / 4"
    " ELSE period END = %s"
)
TOTAL = (0, 0)  # kind and row
Row = tuple[int, int]


def guard_year(library: Library, year: int, groups: Mapping[int, int]) -> None:
    """Work out anew what follows from what in this calendar year, row by row of the matrices.

    groups: branch position → group id.
    """
    rows = _rows(library, year)
    if TOTAL not in rows:
        return
    branches = [0, *_positions(library), *(-group for group in sorted(set(groups.values())))]
    genres = max(len(rollup[4]) for rollup in rows[TOTAL])
    totals = Views.collect(year, branches, genres, rows[TOTAL])
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    places = sorted(rows)
    views = (
        totals if place == TOTAL else Views.collect(year, branches, genres, rows[place])
        for place in places
    )
    for number, guard in siblings.guards(
        views, totals, groups, k=library.threshold, known_totals=True
    ):
        key = (guard.level, guard.period, guard.branch, guard.age, *places[number])
        found[key].append(guard.genre)
    _store(library, year, found)


def _positions(library: Library) -> list[int]:
    branches = Branch.objects.filter(library=library).order_by("position")
    return list(branches.values_list("position", flat=True))


def _rows(library: Library, year: int) -> dict[Row, list[Any]]:
    rows: dict[Row, list[Any]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, row, level, period, branch, age, loans, borrowers"
            f" FROM segments_rollup WHERE {OF_YEAR}",
            [library.pk, year],
        )
        for kind, row, *rollup in cursor.fetchall():
            rows[kind, row].append(tuple(rollup))
    return rows


def _store(library: Library, year: int, found: Mapping[tuple[int, ...], list[int]]) -> None:
    keys = [list(column) for column in zip(*found, strict=True)] or [[]] * 6
    places = ["{" + ",".join(map(str, sorted(genres))) + "}" for genres in found.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE segments_rollup SET guarded = '{{}}' WHERE {OF_YEAR} AND guarded <> '{{}}'",
            [library.pk, year],
        )
        cursor.execute(
            "UPDATE segments_rollup AS rollup SET guarded = given.places::smallint[]"
            " FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[],"
            " %s::text[]) AS given (level, period, branch, age, kind, row, places)"
            " WHERE rollup.library_id = %s AND rollup.level = given.level"
            " AND rollup.period = given.period AND rollup.branch = given.branch"
            " AND rollup.age = given.age AND rollup.kind = given.kind AND rollup.row = given.row",
            [*keys, places, library.pk],
        )
