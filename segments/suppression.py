"""Makes exact counts fit to leave the server: the one place where figures about readers are hidden.

1. A cell or total with fewer than k distinct borrowers is suppressed, loans and borrowers alike.
2. Complements: a row or column with hidden cells has at least two, with at least k borrowers
   together, and no hidden cell follows from exact totals; the smallest cells are added until that
   is so. (Rounding alone leaves intervals that can be intersected; totals may be known from
   elsewhere. Each covers for the other.)
3. A true zero is told only in a row and a column whose totals are shown. Otherwise the pattern of
   zeros would be a portrait of the few readers in that row, and the number of cells that are not
   zero a lower bound for what is hidden: with all zeros told, 3 % of the hidden cells of a small
   library could be worked out; with this rule none (tests/segments/test_attack.py). Nor is it
   told where the same figure of a longer period, more branches or more ages is too small: who
   knows that one loan from the library system would know to whom it went. These are `unsaid`.
4. What is shown is rounded to the nearest 5: a published r means r - 2 to r + 2, never less than
   k borrowers. With k ≥ 5 nothing shown rounds to 0, and half never occurs.
5. Sibling views (other months, branches, ages) are not seen here: `siblings.py` finds the few
   figures to hide because of them, which come in as `also`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from segments import loops
from segments.loops import Place

K = 10
LEAST_K = 5
STEP = 5

Label = int | str
Labels = tuple[Label | None, Label | None]  # row and column, None for a total
Grid = Sequence[Sequence[int]]


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


def publish(
    exact: ExactTable,
    *,
    k: int = K,
    also: Collection[Labels] = (),
    unsaid: Collection[Labels] = (),
    hidden_elsewhere: Collection[Labels] = (),
) -> PublishedTable:
    """Hide what k asks for and what would give it away, and round the rest.

    `also` are places (row, column) that sibling views ask to hide, `unsaid` those of which a zero
    is not told, `hidden_elsewhere` those that another table hides: here they need complements as
    well. Raises ValueError for k under 5 and for tables that cannot be right.
    """
    if k < LEAST_K:
        raise ValueError(f"k must be at least {LEAST_K}, not {k}")
    figures = _Figures.of(exact, frozenset(unsaid))
    hidden = figures.small(k) | figures.labelled(hidden_elsewhere)
    figures.add_seconds(hidden, k)
    figures.add_ways_around(hidden)
    hidden |= figures.labelled(also)
    cells = [
        tuple(figures.cell((row, column), hidden) for column in range(len(figures.columns)))
        for row in range(len(figures.rows))
    ]
    return PublishedTable(
        rows=tuple(exact.rows),
        columns=tuple(exact.columns),
        cells=tuple(row[:-1] for row in cells[:-1]),
        row_totals=tuple(row[-1] for row in cells[:-1]),
        column_totals=cells[-1][:-1],
        total=cells[-1][-1],
    )


def _bordered(
    inner: Grid, row_totals: Sequence[int], column_totals: Sequence[int], total: int
) -> list[list[int]]:
    """The grid with row totals as last column and column totals as last row."""
    grid = [[*row, end] for row, end in zip(inner, row_totals, strict=True)]
    grid.append([*column_totals, total])
    if {len(row) for row in grid} != {len(column_totals) + 1} or min(map(min, grid)) < 0:
        raise ValueError("rows differ in length, or a count is negative")
    return grid


def _by_label(labels: Sequence[Label | None]) -> list[int]:
    return sorted(range(len(labels)), key=lambda at: (labels[at] is None, str(labels[at])))


@dataclass(frozen=True)
class _Figures:
    """Cells and totals alike: the last row and the last column, labelled None, are totals."""

    rows: tuple[Label | None, ...]
    columns: tuple[Label | None, ...]
    loans: list[list[int]]
    borrowers: list[list[int]]
    unsaid: frozenset[Labels]

    @classmethod
    def of(cls, exact: ExactTable, unsaid: frozenset[Labels]) -> "_Figures":
        loans = _bordered(exact.loans, exact.row_loans, exact.column_loans, exact.all_loans)
        borrowers = _bordered(
            exact.borrowers, exact.row_borrowers, exact.column_borrowers, exact.all_borrowers
        )
        rows, columns = (*exact.rows, None), (*exact.columns, None)
        if (len(set(rows)), len(set(columns))) != (len(loans), len(loans[0])):
            raise ValueError("a table needs one label of its own for each row and column")
        lines = zip(loans, borrowers, strict=True)
        if any(b > n for line in lines for n, b in zip(*line, strict=True)):
            raise ValueError("a cell has more borrowers than loans")
        return cls(rows, columns, loans, borrowers, unsaid)

    def places(self) -> Iterator[Place]:
        for row in range(len(self.rows)):
            for column in range(len(self.columns)):
                yield row, column

    def labels(self, place: Place) -> Labels:
        return self.rows[place[0]], self.columns[place[1]]

    def loans_at(self, place: Place) -> int:
        return self.loans[place[0]][place[1]]

    def borrowers_at(self, place: Place) -> int:
        return self.borrowers[place[0]][place[1]]

    def small(self, k: int) -> set[Place]:
        return {
            place
            for place in self.places()
            if self.loans_at(place) and self.borrowers_at(place) < k
        }

    def labelled(self, labels: Collection[Labels]) -> set[Place]:
        """The places of these labels where something was lent."""
        return {
            place
            for place in self.places()
            if self.labels(place) in labels and self.loans_at(place)
        }

    def _rank(self, place: Place) -> tuple[int, int, str, str]:
        """Smallest first; labels settle ties, never the order of rows."""
        row, column = place
        return (
            self.borrowers[row][column],
            self.loans[row][column],
            str(self.rows[row]),
            str(self.columns[column]),
        )

    def _lines(self) -> list[tuple[int, list[Place]]]:
        """Every row and column of what was lent, its total last, after the axis along it."""
        rows, columns = _by_label(self.rows), _by_label(self.columns)
        lines = [(1, [(row, column) for column in columns]) for row in rows]
        lines += [(0, [(row, column) for row in rows]) for column in columns]
        return [(axis, [place for place in line if self.loans_at(place)]) for axis, line in lines]

    def add_seconds(self, hidden: set[Place], k: int) -> None:
        """In each line hide two cells or more with k borrowers together, its total last of all.

        The smallest one goes, but first of those whose other line has a hidden cell already:
        otherwise that line would need a second one too, and so on.
        """
        lines, before = self._lines(), -1
        while before != len(hidden):
            before = len(hidden)
            for axis, line in lines:
                found = [place for place in line if place in hidden]
                if not found or (len(found) > 1 and sum(map(self.borrowers_at, found)) >= k):
                    continue
                crossed = {place[axis] for place in hidden}
                spare = [
                    (place == line[-1], place[axis] not in crossed, self._rank(place), place)
                    for place in line
                    if place not in hidden
                ]
                if spare:
                    hidden.add(min(spare)[-1])

    def add_ways_around(self, hidden: set[Place]) -> None:
        """Hide until every hidden cell lies on a loop of hidden cells: then none can be solved."""
        height = len(self.rows)
        while bridge := loops.first_bridge(sorted(hidden, key=self._rank), height):
            others = hidden - {bridge}
            side = loops.reached(others, bridge[0], height)
            opposite = loops.reached(others, height + bridge[1], height)
            joining = [
                (row, column)
                for row, column in self.places()
                if self.loans[row][column]
                and (
                    (row in side and height + column in opposite)
                    or (row in opposite and height + column in side)
                )
                and (row, column) != bridge
            ]
            more = {min(joining, key=self._rank)} if joining else self._ends(bridge, hidden)
            if more <= hidden:
                return
            hidden |= more

    def _ends(self, bridge: Place, hidden: set[Place]) -> set[Place]:
        """The totals with which the cells beside a bridge make loops; they are never zero."""
        last_row, last_column = len(self.rows) - 1, len(self.columns) - 1
        beside = [place for place in hidden if place[0] == bridge[0] or place[1] == bridge[1]]
        ends = {(row, last_column) for row, _ in beside} | {
            (last_row, column) for _, column in beside
        }
        return ends | {(last_row, last_column)}

    def cell(self, place: Place, hidden: set[Place]) -> Cell:
        if place in hidden:
            return SUPPRESSED
        if loans := self.loans_at(place):
            return Cell(State.SHOWN, rounded(loans), rounded(self.borrowers_at(place)))
        return NONE if self._tells_zero(place, hidden) else SUPPRESSED

    def _tells_zero(self, place: Place, hidden: set[Place]) -> bool:
        """Where a total is zero and told, so is each zero that it is made of."""
        last_row, last_column = len(self.rows) - 1, len(self.columns) - 1
        ends = (place[0], last_column), (last_row, place[1])
        wholes = (place, *ends, (last_row, last_column))
        if any(not self.loans_at(each) and self.labels(each) in self.unsaid for each in wholes):
            return False
        if (last_row, last_column) in hidden:
            return False
        return not all(map(self.loans_at, ends)) or not any(end in hidden for end in ends)
