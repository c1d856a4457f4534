"""Mark the figures of a year that have to stay hidden beside their sibling views."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from planning.models import Branch, Library
from segments import siblings
from segments.loading import copying, store
from segments.siblings import Views

# By the periods themselves, so that the index finds them however many years there are.
OF_YEAR = (
    "library_id = %s AND (level, period) IN (SELECT part.level, part.number"
    " FROM (SELECT %s::int AS year) AS given, LATERAL ("
    "  SELECT 0 AS level, given.year * 12 + month AS number FROM generate_series(0, 11) AS month"
    "  UNION ALL SELECT 1, given.year * 4 + quarter FROM generate_series(0, 3) AS quarter"
    "  UNION ALL SELECT 2, given.year) AS part)"
)
TYPES = {
    **dict.fromkeys(("kind", "row", "level"), "int2"),
    "period": "int4",
    **dict.fromkeys(("branch", "age"), "int2"),
    **dict.fromkeys(("loans", "borrowers"), copying.INT_ARRAY),
}
TOTAL = (0, 0)  # kind and row
SEGMENT, PART = 1, 3
Row = tuple[int, int]


def guard_year(library: Library, year: int, groups: Mapping[int, int]) -> None:
    """Work out anew what follows from what in this calendar year, row by row of the matrices.

    groups: branch position → group id.
    """
    rows, genres = _rows(library, year)
    if TOTAL not in rows:
        return
    branches = [0, *_positions(library), *(-group for group in sorted(set(groups.values())))]
    totals = Views.collect(year, branches, genres, rows[TOTAL])
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    parts = {place: rows.pop(place) for place in sorted(rows) if place[0] == PART}
    for place, guard in _guard_parts(library, year, genres, rows, parts):
        key = (guard.level, guard.period, guard.branch, guard.age, *place)
        found[key].append(guard.genre)
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


def _guard_parts(
    library: Library,
    year: int,
    genres: int,
    rows: Mapping[Row, list[Any]],
    parts: Mapping[Row, list[Any]],
) -> Iterator[tuple[Row, siblings.Guard]]:
    """The same for the parts of each segment, which is the total of their table."""
    whole_of = store.top_segment(library) if parts else ()
    by_whole: dict[int, list[Row]] = defaultdict(list)
    for place in parts:
        by_whole[int(whole_of[place[1]]) if place[1] < len(whole_of) else 0].append(place)
    wholes = {
        whole: Views.collect(year, [0], genres, rows[SEGMENT, whole])
        for whole in by_whole
        if (SEGMENT, whole) in rows
    }
    listed = [(whole, place) for whole in wholes for place in by_whole[whole]]
    pairs = (
        (Views.collect(year, [0], genres, parts[place]), wholes[whole]) for whole, place in listed
    )
    for number, guard in siblings.part_guards(pairs, k=library.threshold):
        yield listed[number][1], guard


def _positions(library: Library) -> list[int]:
    branches = Branch.objects.filter(library=library).order_by("position")
    return list(branches.values_list("position", flat=True))


def _rows(library: Library, year: int) -> tuple[dict[Row, list[Any]], int]:
    """The rollup of a year by row of the matrices, and how many places its arrays have."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT max(cardinality(loans)) FROM segments_rollup WHERE {OF_YEAR}",
            [library.pk, year],
        )
        width = cursor.fetchone()[0] or 0
    # Arrays of before a genre was added are shorter.
    padded = "|| array_fill(0, ARRAY[%s - cardinality(loans)])"
    columns = store.copy_out(
        f"SELECT kind, row, level, period, branch, age, loans {padded}, borrowers {padded}"
        f" FROM segments_rollup WHERE {OF_YEAR}",
        [width, width, library.pk, year],
        TYPES,
        width=width,
    )
    rows: dict[Row, list[Any]] = defaultdict(list)
    numbers = (columns[name].tolist() for name in tuple(TYPES)[:6])
    for kind, row, *rollup in zip(*numbers, columns["loans"], columns["borrowers"], strict=True):
        rows[kind, row].append(rollup)
    return rows, width


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
