"""Distinct borrowers of a segment where they live: segments_reach.

Whole years of adults and of youth, since nothing else is ever told of places. A year whose loans
have no member any more keeps what was counted before.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from planning.models import Library
from segments import placing
from segments.lattice import ADULTS, YEAR, YOUTH, Ask, Period
from segments.loading import store
from segments.models import WipedYear
from segments.placing import ANY, Key, Told, Within
from segments.queries import homes, loans
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

BANDS = {ADULTS: (4, 8), YOUTH: (1, 3)}
READERS = (
    "SELECT member, segment, area, band, sum(loans)::int4 AS loans FROM segments_loan"
    " WHERE library_id = %s AND day >= %s AND day < %s AND loans > 0 AND member > 0"
    " GROUP BY member, segment, area, band"
)
READER_TYPES = {
    "member": "int4",
    "segment": "int2",
    "area": "int2",
    "band": "int2",
    "loans": "int4",
}
# Rows of the matrices with a figure that is too small, one step away from the total of a segment
# or an area: another age of the year, a branch, or a quarter or month.
SMALL = (
    "SELECT DISTINCT kind, row FROM segments_rollup WHERE library_id = %s AND kind IN (0, 1, 2)"
    " AND (level, period) IN (SELECT 2, %s UNION ALL SELECT 1, generate_series(%s, %s)"
    " UNION ALL SELECT 0, generate_series(%s, %s)) AND loans[1] > 0 AND borrowers[1] < %s"
    " AND (level = 2)::int + (branch = 0)::int + (age = %s)::int >= 2"
)
INSERT = (
    "INSERT INTO segments_reach (library_id, level, period, age, place_kind, place, segment, loans,"
    " borrowers, is_guarded) SELECT %s, %s, %s, *"
    " FROM unnest(%s::smallint[], %s::smallint[], %s::smallint[], %s::smallint[], %s::int[],"
    " %s::int[], %s::boolean[])"
)


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
    wiped = WipedYear.objects.filter(library=library, year__in=years)
    gone = set(wiped.values_list("year", flat=True))
    within = homes.within(library)
    for year in sorted(set(years) - gone - {0}):
        rows = _readers(library, year)
        counted = {age: _counts(rows, bands, within) for age, bands in BANDS.items()}
        _replace(library, year, counted, within)


def _readers(library: Library, year: int) -> dict[str, "Ints"]:
    """A row per member, segment, area and age band, with the loans of the year."""
    columns = store.copy_out(
        READERS, [library.pk, date(year, 1, 1), date(year + 1, 1, 1)], READER_TYPES
    )
    rows = {name: column.astype(np.int64) for name, column in columns.items()}
    rows["segment"] = store.top_segment(library)[rows["segment"]]
    return rows


@dataclass(frozen=True)
class _Count:
    loans: int
    borrowers: int


def _counts(
    rows: Mapping[str, "Ints"], bands: tuple[int, int], within: Within
) -> dict[Key, _Count]:
    """By kind of place, place and segment; each kind only where there is more than one place."""
    inside = (rows["band"] >= bands[0]) & (rows["band"] <= bands[1])
    chosen = {name: column[inside] for name, column in rows.items()}
    area, segment = chosen["area"], chosen["segment"]
    lies_in = [within.get(one, (0, 0)) for one in range(int(area.max(initial=0)) + 1)]
    towns, branches = np.array(lies_in, np.int64).T
    places = {EVERYWHERE: np.zeros_like(area)}
    if area.any():
        places |= {AREA: area, MUNICIPALITY: towns[area], CATCHMENT: branches[area]}
    found: dict[Key, _Count] = {}
    for kind, place in places.items():
        if kind in (EVERYWHERE, AREA) or place.any():
            for code in (segment, np.full_like(segment, ANY)):
                found |= _of_kind(kind, place, code, chosen["member"], chosen["loans"])
    return found


def _of_kind(
    kind: int, place: "Ints", segment: "Ints", member: "Ints", loans: "Ints"
) -> dict[Key, _Count]:
    """Distinct members and their loans by place and segment."""
    width, people = int(segment.max(initial=0)) + 2, int(member.max(initial=0)) + 1
    cell = place * width + segment + 1
    pairs, which = np.unique(cell * people + member, return_inverse=True)
    of_pair = np.bincount(which, weights=loans, minlength=len(pairs))
    cells, where = np.unique(pairs // people, return_inverse=True)
    columns = np.bincount(where, weights=of_pair), np.bincount(where)
    return {
        (kind, at // width, at % width - 1): _Count(int(lent), int(readers))
        for at, lent, readers in zip(cells.tolist(), *columns, strict=True)
    }


def _replace(
    library: Library, year: int, counted: Mapping[int, Mapping[Key, _Count]], within: Within
) -> None:
    lines: list[tuple[int, ...]] = []
    for age, counts in counted.items():
        readers = {key: count.borrowers for key, count in counts.items()}
        guarded = placing.guards(
            readers, within, _told(library, year, age, readers), k=library.threshold
        )
        lines += [
            (age, *key, count.loans, count.borrowers, key in guarded)
            for key, count in counts.items()
        ]
    columns = [list(column) for column in zip(*lines, strict=True)] or [[]] * 7
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM segments_reach WHERE library_id = %s AND level = %s AND period = %s",
            [library.pk, YEAR, year],
        )
        cursor.execute(INSERT, [library.pk, YEAR, year, *columns])


def _told(library: Library, year: int, age: int, readers: Collection[Key]) -> Told:
    """The totals of segments, of areas and of all, as the matrices show or hide them."""
    totals = {key for key in readers if key[0] == EVERYWHERE or (key[0] == AREA and key[2] == ANY)}
    with connection.cursor() as cursor:
        quarters, months = (year * 4, year * 4 + 3), (year * 12, year * 12 + 11)
        cursor.execute(SMALL, [library.pk, year, *quarters, *months, library.threshold, age])
        delicate = {_key(kind, row) for kind, row in cursor.fetchall()}
    return Told(totals, totals.difference(_shown(library, year, age)), delicate)


def _shown(library: Library, year: int, age: int) -> Iterator[Key]:
    """The totals that can be read; one that goes along with a small one is hidden as well."""
    for kind, rows in ((1, "segment"), (2, "area")):
        matrix = loans.matrix(library, Ask(Period(YEAR, year), age=age, rows=rows))
        for row in (ANY, *(each.position for each in matrix.all_rows)):
            if matrix.cell(row).is_shown:
                yield _key(0 if row == ANY else kind, row)


def _key(kind: int, row: int) -> Key:
    """Of a row of a matrix: total, segment or area."""
    return {0: (EVERYWHERE, 0, ANY), 1: (EVERYWHERE, 0, row)}.get(kind, (AREA, row, ANY))
