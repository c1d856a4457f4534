"""Totals that a supplier counted: kept apart from our own counts, and published just as carefully.

Without a borrower dimension they are about books, and exact. With one, a figure is shown from the
library's threshold on, rounded. Where figures are hidden of what together makes up a whole, more
are hidden, the smallest first, until there are two or more with as many borrowers as the threshold
asks: a whole may be known exactly. Wholes are a period, branch and genre of one file; the months
of a quarter, the quarters of a year; and all branches, also when they come from different files.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments import suppression
from segments.lattice import YEAR, Period
from segments.models import GenreCode
from segments.queries import names

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class SuppliedTotal:
    """A line of the table; loans and renewals are None where they are too small to show."""

    period: Period
    branch: str
    genre: str
    readers: str  # segment, area and age, where the file has them
    loans: int | None
    renewals: int | None
    borrowers: int | None
    kind: str = "total"  # what sets it apart: segment, age, area, branch, or nothing
    name: str = ""  # of that
    band: int = 0


@dataclass(frozen=True)
class SuppliedRow:
    """One group of readers, or one branch, in a year: what may be told of it, added up."""

    name: str
    band: int
    loans: int
    hidden: int  # totals that are too small
    borrowers: int | None


@dataclass(frozen=True)
class SuppliedYear:
    """The newest year of which totals came in, by the finest division that they have."""

    period: Period
    kind: str
    rows: tuple[SuppliedRow, ...]

    @property
    def loans(self) -> int | None:
        """All of it; None where a part is too small to tell."""
        return None if any(row.hidden for row in self.rows) else sum(r.loans for r in self.rows)

    @property
    def top(self) -> SuppliedRow | None:
        return max(self.rows, key=lambda row: row.loans, default=None)


@dataclass(frozen=True)
class _Counted:
    import_id: int
    level: int
    period: int
    branch: int
    genre_code: int
    segment: int
    area: int
    band: int
    loans: int
    renewals: int
    borrowers: int | None
    is_one_key: bool
    supplier_threshold: int

    @property
    def has_readers(self) -> bool:
        return bool(self.segment or self.area or self.band)

    @property
    def total(self) -> tuple[int, ...]:
        """What the rows of one total have in common."""
        return self.import_id, self.level, self.period, self.branch, self.genre_code


def has_supplied_totals(library: Library) -> bool:
    """Whether a file with counted loans has been read in."""
    return bool(sql.fetch(SQL / "supplied_any.sql", _Any, {"library_id": library.pk})[0].is_there)


def supplied_totals(library: Library) -> list[SuppliedTotal]:
    """Every period, from new to old, and in it the largest totals of each branch first."""
    rows = sql.fetch(SQL / "supplied_totals.sql", _Counted, {"library_id": library.pk})
    hidden = _hidden(rows, library.threshold)
    labels = _Labels(library)
    return [_line(row, labels, is_hidden=place in hidden) for place, row in enumerate(rows)]


KINDS = ("segment", "age", "area", "branch", "total")


def newest_year(library: Library) -> SuppliedYear | None:
    """What the newest yearly totals say: by segment, else age, area, branch, or all together."""
    lines = [each for each in supplied_totals(library) if each.period.level == YEAR]
    if not lines:
        return None
    newest = max(each.period for each in lines)
    lines = [each for each in lines if each.period == newest]
    kind = min((each.kind for each in lines), key=KINDS.index)
    groups: dict[tuple[int, str], list[SuppliedTotal]] = defaultdict(list)
    for each in lines:
        if each.kind == kind:
            groups[each.band, each.name].append(each)
    return SuppliedYear(newest, kind, tuple(_row(*key, found) for key, found in groups.items()))


def _row(band: int, name: str, found: list[SuppliedTotal]) -> SuppliedRow:
    # People of several totals may be the same: only of one total their number is known.
    borrowers = found[0].borrowers if len(found) == 1 else None
    loans = sum(each.loans or 0 for each in found)
    return SuppliedRow(name, band, loans, sum(each.loans is None for each in found), borrowers)


@dataclass(frozen=True)
class _Any:
    is_there: bool


class _Labels:
    """Names of the positions that counted rows carry."""

    def __init__(self, library: Library) -> None:
        self.branches = {entry.position: entry.name for entry in names.branches(library)}
        self.segments = {entry.position: entry.name for entry in names.all_segments(library)}
        self.areas = {entry.position: entry.name for entry in names.areas(library)}
        codes = GenreCode.objects.filter(library=library).select_related("genre")
        self.genres = {code.position: str(code.genre or code.code) for code in codes}


def _line(row: _Counted, labels: _Labels, *, is_hidden: bool) -> SuppliedTotal:
    round_ = suppression.rounded if row.has_readers else int
    readers = [
        labels.segments.get(row.segment, ""),
        labels.areas.get(row.area, ""),
        names.band(row.band).name if row.band else "",
    ]
    borrowers = row.borrowers if row.is_one_key else None
    branch = labels.branches.get(row.branch, "")
    named = dict(zip(KINDS, [*_named(readers), branch, ""], strict=True))
    kind = next((each for each in KINDS if named[each]), "total")
    return SuppliedTotal(
        period=Period(row.level, row.period),
        branch=branch,
        genre=labels.genres.get(row.genre_code, ""),
        readers=", ".join(filter(None, readers)),
        loans=None if is_hidden else round_(row.loans),
        renewals=None if is_hidden else round_(row.renewals),
        borrowers=None if is_hidden or borrowers is None else suppression.rounded(borrowers),
        kind=kind,
        name=named[kind],
        band=row.band,
    )


def _named(readers: list[str]) -> list[str]:
    """Segment, age and area, in the order of what tells most."""
    segment, area, age = readers
    return [segment, age, area]


def _hidden(rows: list[_Counted], threshold: int) -> set[int]:
    """The places of rows about readers that are too small, and of those that keep them company."""
    filled = [place for place, row in enumerate(rows) if row.loans or row.renewals]
    hidden = {place for place in filled if _is_small(rows[place], threshold)}
    wholes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in filled:
        for whole in _wholes(rows[place]):
            wholes[whole].append(place)
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for places in wholes.values():
            hidden |= _company(rows, places, hidden, threshold)
    return hidden


def _wholes(row: _Counted) -> Iterator[tuple[object, ...]]:
    """What a row is a part of, or is itself the whole of, together with other rows."""
    yield "readers", *row.total
    if not row.has_readers:
        return
    same = (row.genre_code, row.segment, row.area, row.band)
    yield "branches", row.level, row.period, *same
    period = Period(row.level, row.period)
    for longer in (period, *period.wider())[:2]:
        yield "periods", longer, row.branch, *same


def _company(rows: list[_Counted], places: list[int], hidden: set[int], threshold: int) -> set[int]:
    """What more to hide of one whole: figures about readers first, and of these the smallest."""
    found = {place for place in places if place in hidden}
    if not found:
        return found
    spare = sorted(
        set(places) - found,
        key=lambda place: (not rows[place].has_readers, rows[place].loans, place),
    )
    while spare and (
        len(found) == 1 or sum(rows[place].borrowers or 0 for place in found) < threshold
    ):
        found.add(spare.pop(0))
    return found


def _is_small(row: _Counted, threshold: int) -> bool:
    if not row.has_readers:
        return False
    if row.borrowers is None:
        # The administrator vouched for what the supplier had hidden already.
        return row.supplier_threshold < threshold
    return row.borrowers < threshold
