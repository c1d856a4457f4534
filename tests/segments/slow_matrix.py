"""The matrix of one question counted straight from the loans, without rollups: slow and obvious."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from segments import suppression
from segments.lattice import ALL, BANDS_OF, MONTH, Ask, Period
from segments.suppression import Cell, ExactTable, State
from tests.segments.slow_rollups import Loan

EVERY = None  # every row, or every genre


def slow_cells(
    loans: Iterable[Loan],
    ask: Ask,
    *,
    branches: set[int] | None,
    rows: int,
    genres: int,
    group: frozenset[int] = frozenset(),
    k: int = 10,
) -> dict[tuple[int | None, int | None], Cell]:
    """What may be seen of each (row, genre); `branches` are those asked about, None for all."""
    loans = [loan for loan in loans if not loan["renewal"]]
    asked = [loan for loan in loans if _is_asked(loan, ask, branches)]
    exact = _exact(asked, ask.rows, list(range(rows + 1)), list(range(genres + 1)))
    unsaid = {
        place
        for place in product([*range(rows + 1), EVERY], [*range(genres + 1), EVERY])
        for wider in _wider(loans, ask, branches, group, place)
        if wider and len({loan["member"] for loan in wider} - {0}) < k
    }
    published = suppression.publish(exact, k=k, unsaid=unsaid)
    cells: dict[tuple[Any, Any], Cell] = {(EVERY, EVERY): published.total}
    for row, line, end in zip(published.rows, published.cells, published.row_totals, strict=True):
        cells[row, EVERY] = end
        cells |= {(row, g): c for g, c in zip(published.columns, line, strict=True)}
    feet = zip(published.columns, published.column_totals, strict=True)
    cells |= {(EVERY, genre): cell for genre, cell in feet}
    is_about_books = ask.rows == "branch" and ask.age == ALL and ask.period.level != MONTH
    if is_about_books:
        return {place: _opened(cell, asked, place) for place, cell in cells.items()}
    return cells


def _wider(
    loans: list[Loan],
    ask: Ask,
    branches: set[int] | None,
    group: frozenset[int],
    place: tuple[int | None, int | None],
) -> Iterator[list[Loan]]:
    """The loans of every figure that this one is a part of."""
    row, genre = place
    where = {row} if ask.rows == "branch" and row is not EVERY else branches
    ages = (row,) if ask.rows == "age" and row is not EVERY else BANDS_OF.get(ask.age, (ask.age,))
    dimension = ask.rows if ask.rows in ("segment", "area") and row is not EVERY else ""
    same = [
        loan
        for loan in loans
        if genre in (EVERY, loan["genre"]) and (not dimension or loan[dimension] == row)
    ]
    all_ages = [ages, *(each for each in BANDS_OF.values() if {*ages} < {*each})]
    places = [where, group if where and where < group else where, None]
    for period, inside, who in product(Period.containing(ask.period.first_day), places, all_ages):
        if period.level < ask.period.level or (period, inside, who) == (ask.period, where, ages):
            continue
        yield [
            loan
            for loan in same
            if period in Period.containing(loan["day"])
            and (inside is None or loan["branch"] in inside)
            and loan["band"] in who
        ]


def _is_asked(loan: Loan, ask: Ask, branches: set[int] | None) -> bool:
    if ask.period not in Period.containing(loan["day"]):
        return False
    if branches is not None and loan["branch"] not in branches:
        return False
    return loan["band"] in BANDS_OF.get(ask.age, (ask.age,))


def _exact(loans: list[Loan], name: str, rows: list[int], genres: list[int]) -> ExactTable:
    name = {"age": "band"}.get(name, name)

    def count(row: int | None, genre: int | None) -> tuple[int, int]:
        found = [
            loan for loan in loans if row in (EVERY, loan[name]) and genre in (EVERY, loan["genre"])
        ]
        return len(found), len({loan["member"] for loan in found} - {0})

    grid = [[count(row, genre) for genre in genres] for row in rows]
    ends = [count(row, EVERY) for row in rows]
    feet = [count(EVERY, genre) for genre in genres]
    total = count(EVERY, EVERY)
    return ExactTable(
        rows=rows,
        columns=genres,
        loans=[[cell[0] for cell in line] for line in grid],
        borrowers=[[cell[1] for cell in line] for line in grid],
        row_loans=[end[0] for end in ends],
        row_borrowers=[end[1] for end in ends],
        column_loans=[foot[0] for foot in feet],
        column_borrowers=[foot[1] for foot in feet],
        all_loans=total[0],
        all_borrowers=total[1],
    )


def _opened(cell: Cell, loans: list[Loan], place: tuple[int | None, int | None]) -> Cell:
    """Loans per branch say nothing about readers, so only the borrowers stay hidden."""
    row, genre = place
    found = sum(
        row in (EVERY, loan["branch"]) and genre in (EVERY, loan["genre"]) for loan in loans
    )
    if not found:
        return suppression.NONE
    return Cell(State.SHOWN, suppression.rounded(found), cell.borrowers)
