"""How much was borrowed by whom: the one module that answers counts, and only published ones.

Whoever asks gets figures that may leave the server: suppressed, rounded, and on the closed lattice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from config import sql
from planning.models import Library
from segments import suppression
from segments.lattice import ALL, MONTH, YOUTH, Ask, Period
from segments.queries import above, exact, names, remembered, rows_asked
from segments.queries.above import Key
from segments.queries.names import Entry
from segments.suppression import NONE, Cell, ExactTable, Labels, PublishedTable, State

SQL = Path(__file__).resolve().parents[1] / "sql"
ANY = exact.ANY  # every row, or every genre, together
TOTAL, KINDS = rows_asked.TOTAL, rows_asked.KINDS


@dataclass(frozen=True)
class Matrix:
    """Published cells by (row, genre); ANY stands for all rows, or all genres, together.

    `rows` and `genres` are those with something to show; `all_rows` and `all_genres` all of them.
    """

    ask: Ask
    all_rows: tuple[Entry, ...]
    all_genres: tuple[Entry, ...]
    cells: Mapping[tuple[int, int], Cell]
    published: PublishedTable  # the same by its labels: positions of rows and of genres

    @cached_property
    def rows(self) -> tuple[Entry, ...]:
        return tuple(row for row in self.all_rows if not _is_absent(row, self.cell(row.position)))

    @cached_property
    def genres(self) -> tuple[Entry, ...]:
        genres = self.all_genres
        return tuple(g for g in genres if not _is_absent(g, self.cell(genre=g.position)))

    def cell(self, row: int = ANY, genre: int = ANY) -> Cell:
        return self.cells.get((row, genre), NONE)

    @property
    def total(self) -> Cell:
        """All loans of these readers at these branches in this period."""
        return self.cell()


@dataclass(frozen=True)
class _RollupRow:
    period: int
    branch: int
    age: int
    kind: int
    row: int
    loans: list[int]
    borrowers: list[int]
    guarded: list[int]  # elements that have to stay hidden beside their sibling views

    @property
    def key(self) -> Key:
        return self.branch, self.age, self.kind, self.row


@dataclass(frozen=True)
class Known:
    """What is known of the loans of a period, and so which questions have an answer."""

    has_ages: bool = False
    has_unknown_ages: bool = False
    has_segments: bool = False
    has_areas: bool = False
    has_borrowers: bool = False


def known_periods(library: Library) -> list[Period]:
    """The years, then the quarters, then the months that have loans, each from new to old."""
    params = {"library_id": library.pk}
    found = remembered.once(
        ("periods", library.pk), lambda: sql.fetch(SQL / "rollup_periods.sql", Period, params)
    )
    return list(found)


def known(library: Library, period: Period) -> Known:
    """Which dimensions the loans of this period have."""
    params = {"library_id": library.pk, "level": period.level, "period": period.number}
    return sql.fetch(SQL / "rollup_known.sql", Known, params)[0]


def total_loans(library: Library, period: Period) -> int:
    """All loans of a period, rounded; they say nothing about readers."""
    found = _found(library, Ask(period, rows="branch"), [period], [(0, ALL, TOTAL, 0)])
    return suppression.rounded(sum(row.loans[0] for row in found))


def matrix(library: Library, ask: Ask) -> Matrix:
    """The figures of one question; NotOnTheLattice for a branch or group the library has not."""
    return matrices(library, ask, [ask.period])[ask.period]


def matrices(library: Library, ask: Ask, periods: Iterable[Period]) -> dict[Period, Matrix]:
    """The same question for several periods of the same length, each published on its own."""
    known = remembered.answers()
    keys = {period: (library.pk, replace(ask, period=period)) for period in periods}
    if missing := [period for period, key in keys.items() if key not in known]:
        branches = names.branches(library)
        place = rows_asked.place(library, ask, branches)
        for (period, _place), each in _published(library, missing, {place: ask}, branches).items():
            known[keys[period]] = each
    return {period: known[key] for period, key in keys.items()}


def by_branch(library: Library, ask: Ask) -> dict[int, Matrix]:
    """The same question for each branch by its position, as asked of that branch alone."""
    branches = names.branches(library)
    asks = {branch.position: replace(ask, branch=branch.code, group="") for branch in branches}
    found = _published(library, [ask.period], asks, branches) if asks else {}
    return {place: matrix for (_period, place), matrix in found.items()}


def _published(
    library: Library,
    periods: Sequence[Period],
    asks: Mapping[int, Ask],
    branches: Sequence[Entry],
) -> dict[tuple[Period, int], Matrix]:
    """Matrices by period and place: of one place, or of several where rows are no branches."""
    first, ask = next(iter(asks.items()))
    years = {period.year for period in periods}
    entries = rows_asked.entries(library, ask, branches, first, years)
    keys = {place: rows_asked.keys(ask, place, entries) for place in asks}
    wholes = _wholes(library, periods, ask, branches)
    wanted = [key for of_place in keys.values() for key in of_place.values()]
    found = _found(library, ask, periods, wanted)
    for row in found:
        if row.kind and row.kind == KINDS.get(ask.rows) and ask.rows != "part":
            keys[row.branch][row.row] = row.key
    genres = names.with_strangers(
        names.genres(library, youth_first=ask.age == YOUTH),
        range(max((len(row.loans) for row in found), default=1) - 1),
    )
    at = {(row.period, row.key): row for row in found}
    groups = {branch.position: branch.group for branch in branches}
    every = [key for of_place in keys.values() for key in of_place.values()]
    unsaid = above.unsaid(library, periods, every, groups)
    return {
        (period, place): _matrix(
            replace(asks[place], period=period),
            names.with_strangers(entries, set(of_place) - {ANY}),
            genres,
            {
                position: at[period.number, key]
                for position, key in of_place.items()
                if (period.number, key) in at
            },
            unsaid=_labelled(
                {position: unsaid.get((period, key), ()) for position, key in of_place.items()}
            ),
            threshold=library.threshold,
            elsewhere=wholes.get(period, set()),
        )
        for period in periods
        for place, of_place in keys.items()
    }


def _wholes(
    library: Library, periods: Sequence[Period], ask: Ask, branches: Sequence[Entry]
) -> dict[Period, set[Labels]]:
    """What the table of segments hides of the segment whose parts are asked, by period."""
    if ask.rows != "part":
        return {}
    of_segments = replace(ask, rows="segment", segment="")
    position = names.parts(library, ask.segment)[-1].position
    return {
        period: {
            (None, genre)
            for genre in (ANY, *(entry.position for entry in matrix.all_genres))
            if matrix.cell(position, genre).state is State.SUPPRESSED
        }
        for (period, _place), matrix in _published(
            library, periods, {0: of_segments}, branches
        ).items()
    }


def _found(
    library: Library, ask: Ask, periods: Sequence[Period], keys: Sequence[Key]
) -> list[_RollupRow]:
    params = {
        "library_id": library.pk,
        "level": ask.period.level,
        "periods": [period.number for period in periods],
        "branches": sorted({branch for branch, _age, _kind, _row in keys}),
        "ages": sorted({age for _branch, age, _kind, _row in keys}),
        "kinds": sorted({kind for _branch, _age, kind, _row in keys}),
    }
    return sql.fetch(SQL / "rollup_rows.sql", _RollupRow, params)


def _matrix(
    ask: Ask,
    rows: Sequence[Entry],
    genres: Sequence[Entry],
    counts: Mapping[int, _RollupRow],
    *,
    unsaid: set[Labels],
    threshold: int,
    elsewhere: set[Labels],
) -> Matrix:
    """Publish the counts of one period."""
    if ask.rows == "part" and not _adds_up(counts):
        # Parts of another whole: a year that is wiped, or waits to be counted, has those of then.
        counts, unsaid = {}, {(None, None)}
    table = exact.exact_table(rows, genres, counts)
    guarded = _labelled({position: row.guarded for position, row in counts.items()})
    elsewhere = {(row, None if genre == ANY else genre) for row, genre in elsewhere}
    published = suppression.publish(
        table,
        k=threshold,
        also=guarded,
        unsaid=unsaid | elsewhere,
        hidden_elsewhere=elsewhere,
    )
    if _is_about_books(ask, table):
        published = _with_all_loans(table, published)
    cells = {(ANY, ANY): published.total}
    for row, line, end in zip(rows, published.cells, published.row_totals, strict=True):
        cells[row.position, ANY] = end
        cells |= {
            (row.position, genre.position): cell for genre, cell in zip(genres, line, strict=True)
        }
    for genre, cell in zip(genres, published.column_totals, strict=True):
        cells[ANY, genre.position] = cell
    return Matrix(
        ask,
        tuple(rows),
        tuple(genres),
        cells,
        published,
    )


def _adds_up(parts: Mapping[int, _RollupRow]) -> bool:
    """Whether these parts make up this whole: else what is hidden of one lies open in the other."""
    whole = parts[ANY].loans[0] if ANY in parts else 0
    return whole == sum(row.loans[0] for place, row in parts.items() if place != ANY)


def _labelled(places: Mapping[int, Iterable[int]]) -> set[Labels]:
    """Places of the rollups' arrays, by row, as rows and columns of a table; None for a total."""
    return {
        (None if position == ANY else position, element - 1 if element else None)
        for position, elements in places.items()
        for element in elements
    }


def _is_about_books(ask: Ask, table: ExactTable) -> bool:
    """Whether loans say nothing about readers: by quarter at the finest, or of nobody we know."""
    if ask.rows != "branch" or ask.age != ALL:
        return False
    return ask.period.level != MONTH or not table.all_borrowers


def _is_absent(entry: Entry, total: Cell) -> bool:
    # Only a zero that may be told; a hidden total stays in sight as hidden.
    return entry.is_optional and total.state is State.NONE


def _with_all_loans(table: ExactTable, published: PublishedTable) -> PublishedTable:
    """Loans per branch and genre say nothing about readers, so only borrowers stay hidden."""

    def opened(loans: Sequence[int], cells: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(
            Cell(State.SHOWN, suppression.rounded(count), cell.borrowers) if count else NONE
            for count, cell in zip(loans, cells, strict=True)
        )

    return PublishedTable(
        rows=published.rows,
        columns=published.columns,
        cells=tuple(map(opened, table.loans, published.cells)),
        row_totals=opened(table.row_loans, published.row_totals),
        column_totals=opened(table.column_loans, published.column_totals),
        total=opened([table.all_loans], [published.total])[0],
    )
