"""How much was borrowed by whom: the one module that answers counts, and only published ones.

Whoever asks gets figures that may leave the server: suppressed, rounded, and on the closed lattice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from config import sql
from planning.models import Library
from segments.lattice import ALL, YOUTH, Ask, NotOnTheLattice, Period
from segments.queries import interim, names
from segments.queries.names import Entry

SQL = Path(__file__).resolve().parents[1] / "sql"
ANY = -1  # every row, or every genre, together
TOTAL = 0
KINDS = {"segment": 1, "area": 2}


@dataclass(frozen=True)
class Figure:
    """A cell that may be seen; what must not be is None. state: shown, suppressed or none."""

    state: str
    loans: int | None = None
    borrowers: int | None = None
    index: int | None = None
    share: float | None = None  # of the loans of its row


NOTHING = Figure("none")


@dataclass(frozen=True)
class Matrix:
    """Published figures by (row, genre); ANY stands for all rows, or all genres, together."""

    ask: Ask
    rows: tuple[Entry, ...]
    genres: tuple[Entry, ...]
    figures: Mapping[tuple[int, int], Figure]

    def figure(self, row: int = ANY, genre: int = ANY) -> Figure:
        return self.figures.get((row, genre), NOTHING)

    @property
    def base(self) -> Figure:
        """All loans of these readers at these branches in this period."""
        return self.figure()


@dataclass(frozen=True)
class _RollupRow:
    period: int
    branch: int
    age: int
    kind: int
    row: int
    loans: list[int]
    borrowers: list[int]


def matrix(library: Library, ask: Ask) -> Matrix:
    """The figures of one question; raises NotOnTheLattice for a branch or group not of this library."""
    return matrices(library, ask, [ask.period])[ask.period]


def matrices(library: Library, ask: Ask, periods: Iterable[Period]) -> dict[Period, Matrix]:
    """The same question for several periods of the same length, each published on its own."""
    periods = list(periods)
    branches = names.branches(library)
    place = _place(library, ask, branches)
    entries = _entries(library, ask, branches, place)
    keys = {entry.position: _key(ask, place, entry.position) for entry in entries}
    found = sql.fetch(
        SQL / "rollup_rows.sql",
        _RollupRow,
        {
            "library_id": library.pk,
            "level": ask.period.level,
            "periods": [period.number for period in periods],
            "branches": [place, *(key[0] for key in keys.values())],
            "ages": [ask.age, *(key[1] for key in keys.values())],
            "kinds": [TOTAL, KINDS.get(ask.rows, TOTAL)],
        },
    )
    kind = KINDS.get(ask.rows)
    keys |= {row.row: row.key for row in found if row.kind == kind}
    has_loans = {row.key for row in found if row.loans[0]}
    rows = [
        entry
        for entry in names.with_strangers(entries, keys)
        if keys[entry.position] in has_loans or not (entry.is_optional or entry.position == 0)
    ]
    keys = {ANY: (place, ask.age, TOTAL, 0)} | {row.position: keys[row.position] for row in rows}
    genres = _genres(library, ask, [row for row in found if row.key == keys[ANY]])
    return {
        period: _matrix(
            replace(ask, period=period),
            rows,
            genres,
            _raw({row.key: row for row in found if row.period == period.number}, keys, genres),
            threshold=library.threshold,
        )
        for period in periods
    }
