"""Members per segment and place as the newest file counts them, fit to be published.

The file tells adults from youth, or age bands that make these up; where it does neither, all
members together are told and the answer says so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.utils import timezone

from config import sql
from planning.models import Library
from segments import editions, placing, suppression
from segments.lattice import ALL, BANDS_OF
from segments.models import LoanImport
from segments.placing import ANY, UNKNOWN, At, Key, Told, Within
from segments.queries import homes, schemes
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY
from segments.suppression import SUPPRESSED, Cell, ExactTable, PublishedTable

SQL = Path(__file__).resolve().parents[1] / "sql"
PARTS = ("zero", "heavy", "other")


@dataclass(frozen=True)
class MemberParts:
    """Members of a segment (ANY: all), and how many of them borrow nothing or much."""

    members: Cell
    zero: Cell
    heavy: Cell


@dataclass(frozen=True)
class _Row:
    segment: int
    area: int
    age: int
    members: int
    zero_borrowers: int | None
    heavy_borrowers: int | None


@dataclass(frozen=True)
class _Counted:
    """Exact counts by (segment, area), each member in one of them; an area of 0 is unknown."""

    age: int
    rows: Sequence[_Row]

    @property
    def has_parts(self) -> bool:
        """Whether of every row it is known who borrow nothing and who much."""
        return bool(self.rows) and not any(
            None in (row.zero_borrowers, row.heavy_borrowers) for row in self.rows
        )


def day(library: Library) -> date | None:
    """The day on which the newest file of members per segment was read."""
    files = LoanImport.objects.current().filter(library=library, kind="memberships")
    newest = files.order_by("-pk").first()
    return timezone.localdate(newest.finished_at) if newest and newest.finished_at else None


def told_age(library: Library, age: int) -> int:
    """These ages, or ALL where the file does not tell them apart."""
    return _counted(library, age).age


def per_place(library: Library, age: int, place_kind: int) -> dict[At, Cell]:
    """By (segment, place); what is not in it is hidden."""
    counted = _counted(library, age)
    totals = _totals(_published_parts(library, counted))
    everywhere = {(segment, ANY): _readers(cell) for segment, cell in totals.items()}
    if place_kind == EVERYWHERE:
        return everywhere
    within = homes.within(library)
    counts = _by_place(counted, within)
    told = Told(
        {key for key in counts if key[0] == EVERYWHERE},
        {(EVERYWHERE, 0, segment) for segment, cell in totals.items() if not cell.is_shown},
    )
    guarded = placing.guards(counts, within, told, k=library.threshold)
    found = placing.published(
        placing.of_kind(counts, place_kind),
        k=library.threshold,
        guarded={(segment, place) for kind, place, segment in guarded if kind == place_kind},
        hidden_elsewhere={at for at, cell in everywhere.items() if not cell.is_shown},
    )
    return {at: cell for at, cell in found.items() if at[1] != ANY} | everywhere


def _by_place(counted: _Counted, within: Within) -> dict[Key, int]:
    counts: dict[Key, int] = defaultdict(int)
    for row in counted.rows:
        town, branch = within.get(row.area, (UNKNOWN, UNKNOWN))
        places = ((EVERYWHERE, 0), (AREA, row.area), (MUNICIPALITY, town), (CATCHMENT, branch))
        for kind, place in places:
            for segment in (row.segment, ANY):
                counts[kind, place, segment] += row.members
    return dict(counts)


def parts(library: Library, age: int) -> dict[int, MemberParts]:
    """By segment, ANY for all of them."""
    counted = _counted(library, age)
    table = _published_parts(library, counted)
    rows = zip(
        [*table.rows, ANY],
        [*table.cells, table.column_totals],
        [*table.row_totals, table.total],
        strict=True,
    )
    found = {}
    for segment, line, total in rows:
        cells = dict(zip(table.columns, map(_readers, line), strict=True))
        found[int(segment)] = MemberParts(
            _readers(total), cells.get("zero", SUPPRESSED), cells.get("heavy", SUPPRESSED)
        )
    return found


def _counted(library: Library, age: int) -> _Counted:
    rows = sql.fetch(SQL / "membership_rows.sql", _Row, {"library_id": library.pk})
    for told, ages in ((age, (age,)), (age, BANDS_OF[age]), (ALL, (ALL,))):
        if found := [row for row in rows if row.age in ages]:
            top = editions.tops(schemes.segment_links(library))
            return _Counted(told, [_under(row, top) for row in _apart(found)])
    return _Counted(age, [])


def _apart(rows: Sequence[_Row]) -> list[_Row]:
    """Where a file gives a segment as a whole and by area, of the whole what is in no area."""
    within: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.area:
            within[row.segment, row.age].append(row)
    return [row if row.area else _rest(row, within[row.segment, row.age]) for row in rows]


def _rest(whole: _Row, parts: Sequence[_Row]) -> _Row:
    def left(of_all: int | None, of_parts: list[int | None]) -> int | None:
        return None if of_all is None else max(0, of_all - sum(part or 0 for part in of_parts))

    return replace(
        whole,
        members=max(0, whole.members - sum(part.members for part in parts)),
        zero_borrowers=left(whole.zero_borrowers, [part.zero_borrowers for part in parts]),
        heavy_borrowers=left(whole.heavy_borrowers, [part.heavy_borrowers for part in parts]),
    )


def _under(row: _Row, top: Mapping[int, int]) -> _Row:
    segment = top.get(row.segment, row.segment)
    return _Row(segment, row.area, row.age, row.members, row.zero_borrowers, row.heavy_borrowers)


def _readers(cell: Cell) -> Cell:
    return Cell(cell.state, borrowers=cell.borrowers)


def _totals(table: PublishedTable) -> dict[int, Cell]:
    at = {int(row): cell for row, cell in zip(table.rows, table.row_totals, strict=True)}
    return at | {ANY: table.total}


def _published_parts(library: Library, counted: _Counted) -> PublishedTable:
    """Segments by what their members borrow; one column where the file does not say."""
    columns = PARTS if counted.has_parts else PARTS[-1:]
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for row in counted.rows:
        zero, heavy = row.zero_borrowers or 0, row.heavy_borrowers or 0
        if not counted.has_parts:
            zero = heavy = 0
        for column, count in zip(PARTS, (zero, heavy, row.members - zero - heavy), strict=True):
            if column in columns:
                counts[row.segment, column] += count
    segments = sorted({row.segment for row in counted.rows})
    grid = [[counts[segment, column] for column in columns] for segment in segments]
    return suppression.publish(_table(segments, columns, grid), k=library.threshold)


def _table(rows: Sequence[int], columns: Sequence[int | str], grid: list[list[int]]) -> ExactTable:
    """Members are in one place only, so that totals are sums."""
    ends = [sum(line) for line in grid]
    feet = [sum(line[at] for line in grid) for at in range(len(columns))]
    total = sum(ends)
    return ExactTable(rows, columns, grid, grid, ends, ends, feet, feet, total, total)
