"""Makes exact counts fit to leave the server: the one place where figures about readers are hidden.

1. A cell or total with fewer than k distinct borrowers is suppressed, loans and borrowers alike.
2. Complements: as long as a hidden cell would follow from exact totals, the smallest cell that
   prevents it is suppressed too. (Rounding alone leaves intervals that can be intersected; totals
   alone can be known from elsewhere. Each covers for the other.)
3. A true zero is told only in a row and a column whose totals are shown. Otherwise the pattern of
   zeros would be a portrait of the few readers in that row, and the number of cells that are not
   zero a lower bound for what is hidden: with all zeros told, 3 % of the hidden cells of a small
   library could be worked out; with this rule none (tests/segments/test_attack.py).
4. What is shown is rounded to the nearest 5: a published r means r - 2 to r + 2, never less than
   k borrowers. With k ≥ 5 nothing shown rounds to 0, and half never occurs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

K = 10
LEAST_K = 5
STEP = 5

Label = int | str
Grid = Sequence[Sequence[int]]
Place = tuple[int, int]


class State(StrEnum):
    """Whether a figure may be seen."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """A publishable figure; counts are rounded to 5, and None unless the cell is shown."""

    state: State
    loans: int | None = None
    borrowers: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.state is State.SHOWN


SUPPRESSED = Cell(State.SUPPRESSED)
NONE = Cell(State.NONE)


@dataclass(frozen=True)
class ExactTable:
    """Exact counts; the borrowers of a total are distinct borrowers, not a sum.

    Labels are stable codes, each used once: they settle ties, so that sorting a table never
    changes what it hides. Give all rows and columns, and leave out what is not wanted afterwards.
    """

    rows: Sequence[Label]
    columns: Sequence[Label]
    loans: Grid
    borrowers: Grid
    row_loans: Sequence[int]
    row_borrowers: Sequence[int]
    column_loans: Sequence[int]
    column_borrowers: Sequence[int]
    all_loans: int
    all_borrowers: int


@dataclass(frozen=True)
class PublishedTable:
    """What may be seen of a table, in the order in which it was asked."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell

    @property
    def suppressed(self) -> int:
        """How many cells, totals not counted, are too small to show."""
        return sum(cell.state is State.SUPPRESSED for row in self.cells for cell in row)

    @property
    def size(self) -> int:
        return len(self.rows) * len(self.columns)


def rounded(count: int) -> int:
    """The nearest multiple of 5; a remainder of 1 or 2 goes down, 3 or 4 goes up."""
    return (count + STEP // 2) // STEP * STEP


def publish(exact: ExactTable, *, k: int = K) -> PublishedTable:
    """Hide what k asks for and what would give it away, and round the rest.

    Raises ValueError for k under 5 and for tables whose shape or counts cannot be right.
    """
    if k < LEAST_K:
        raise ValueError(f"k must be at least {LEAST_K}, not {k}")
    loans = _bordered(exact, exact.loans, exact.row_loans, exact.column_loans, exact.all_loans)
    borrowers = _bordered(
        exact, exact.borrowers, exact.row_borrowers, exact.column_borrowers, exact.all_borrowers
    )
    if any(b > n for ns, bs in zip(loans, borrowers, strict=True) for n, b in zip(ns, bs, strict=True)):
        raise ValueError("a cell has more borrowers than loans")
    hidden = _hidden(exact, loans, borrowers, k)
    cells = [
        [
            _cell(loans, borrowers, hidden, (row, column))
            for column in range(len(exact.columns) + 1)
        ]
        for row in range(len(exact.rows) + 1)
    ]
    return PublishedTable(
        rows=tuple(exact.rows),
        columns=tuple(exact.columns),
        cells=tuple(tuple(row[:-1]) for row in cells[:-1]),
        row_totals=tuple(row[-1] for row in cells[:-1]),
        column_totals=tuple(cells[-1][:-1]),
        total=cells[-1][-1],
    )


def _bordered(
    exact: ExactTable, inner: Grid, row_totals: Sequence[int], column_totals: Sequence[int], total: int
) -> list[list[int]]:
    """The grid with row totals as last column and column totals as last row."""
    if len(set(exact.rows)) != len(inner) or len(set(exact.columns)) != len(column_totals):
        raise ValueError("a table needs one distinct label for each row and column")
    grid = [[*row, end] for row, end in zip(inner, row_totals, strict=True)]
    grid.append([*column_totals, total])
    if len({len(row) for row in grid}) != 1 or min(map(min, grid)) < 0:
        raise ValueError("rows differ in length, or a count is negative")
    return grid


def _cell(loans: Grid, borrowers: Grid, hidden: set[Place], place: Place) -> Cell:
    row, column = place
    if place in hidden:
        return SUPPRESSED
    if loans[row][column]:
        return Cell(State.SHOWN, rounded(loans[row][column]), rounded(borrowers[row][column]))
    return NONE if _tells_zero(loans, hidden, place) else SUPPRESSED


def _tells_zero(loans: Grid, hidden: set[Place], place: Place) -> bool:
    """Rule 3; in a row or column that has nothing at all every zero is told, if that itself is."""
    row_total, column_total, total = (place[0], -1), (-1, place[1]), (-1, -1)
    last_row, last_column = len(loans) - 1, len(loans[0]) - 1

    def is_hidden(at: Place) -> bool:
        return (at[0] % (last_row + 1), at[1] % (last_column + 1)) in hidden

    if is_hidden(total):
        return False
    for end in (row_total, column_total):
        if not loans[end[0]][end[1]]:
            return True
    return not is_hidden(row_total) and not is_hidden(column_total)


def _hidden(exact: ExactTable, loans: Grid, borrowers: Grid, k: int) -> set[Place]:
    """Places, totals included, that are suppressed though something was lent there."""
    ...
