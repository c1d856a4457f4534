"""Who takes one title, as far as that may be told: it was settled when it was counted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments.lattice import ADULTS, YOUTH
from segments.queries import names
from segments.queries.names import Entry

SQL = Path(__file__).resolve().parents[1] / "sql"
ANY = -1


@dataclass(frozen=True)
class Taker:
    """A segment, or all readers of these ages; loans and borrowers are rounded to 5."""

    segment: Entry | None
    loans: int
    borrowers: int
    share: float | None  # of the loans to these ages, per cent


@dataclass(frozen=True)
class Takers:
    """Of a year: by ages, those that may be told."""

    year: int
    adults: Sequence[Taker]
    youth: Sequence[Taker]


@dataclass(frozen=True)
class _Row:
    year: int
    age: int
    segment: int
    loans: int
    borrowers: int


def takers(library: Library, number: int) -> Takers | None:
    """Of the newest year in which anything may be told of this title; else None."""
    params = {"library_id": library.pk, "title": number, "threshold": library.threshold}
    rows = sql.fetch(SQL / "title_takers.sql", _Row, params)
    if not rows:
        return None
    year = rows[0].year
    segments = {each.position: each for each in names.segments(library, years=[year])}
    found: dict[int, list[Taker]] = defaultdict(list)
    whole = {row.age: row.loans for row in rows if row.year == year and row.segment == ANY}
    for row in rows:
        if row.year == year:
            found[row.age].append(_taker(row, segments, whole.get(row.age)))
    return Takers(year, found[ADULTS], found[YOUTH])


def _taker(row: _Row, segments: dict[int, Entry], whole: int | None) -> Taker:
    if row.segment == ANY:
        return Taker(None, row.loans, row.borrowers, None)
    segment = segments.get(row.segment, names.unknown())
    share = min(100.0, 100 * row.loans / whole) if whole else None
    return Taker(segment, row.loans, row.borrowers, share)
