"""Rollup rows the slow and obvious way: a list of loans in, every point of the lattice out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Loan = dict[str, Any]  # day member branch genre segment area band renewal

TOTAL, SEGMENT, AREA = 0, 1, 2
ALL_AGES, ADULTS, YOUTH = 10, 11, 12
MONTH, QUARTER, YEAR = 0, 1, 2


@dataclass
class Cell:
    loans: int = 0
    members: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Rollup:
    level: int
    period: int
    branch: int
    age: int
    kind: int
    row: int
    loans: list[int]
    borrowers: list[int]
    guarded: list[int] = field(default_factory=list)


def periods_of(loan: Loan) -> list[tuple[int, int]]:
    year, month = loan["day"].year, loan["day"].month
    quarter = (month + 2) // 3
    return [(MONTH, year * 12 + month - 1), (QUARTER, year * 4 + quarter - 1), (YEAR, year)]


def ages_of(loan: Loan) -> list[int]:
    band = loan["band"]
    if band == 0:
        return [0, ALL_AGES]
    return [band, ALL_AGES, ADULTS if band >= 4 else YOUTH]


def branches_of(loan: Loan, groups: dict[int, int]) -> list[int]:
    branch = loan["branch"]
    branches = [0, branch] if branch else [0]
    return [*branches, -groups[branch]] if branch in groups else branches


def rows_of(loan: Loan) -> list[tuple[int, int]]:
    return [(TOTAL, 0), (SEGMENT, loan["segment"]), (AREA, loan["area"])]


def points_of(loan: Loan, groups: dict[int, int]) -> Iterator[tuple[int, ...]]:
    for level, period in periods_of(loan):
        for branch in branches_of(loan, groups):
            for age in ages_of(loan):
                for kind, row in rows_of(loan):
                    yield level, period, branch, age, kind, row


def slow_rollups(
    loans: Iterable[Loan], *, genres: int, groups: dict[int, int] | None = None
) -> list[Rollup]:
    """Loans without renewals, and distinct members (0 is nobody), any genre first and then each."""
    cells: dict[tuple[int, ...], list[Cell]] = defaultdict(
        lambda: [Cell() for _ in range(genres + 2)]
    )
    for loan in loans:
        for point in points_of(loan, groups or {}):
            for cell in (cells[point][0], cells[point][1 + loan["genre"]]):
                cell.loans += 0 if loan["renewal"] else 1
                if loan["member"] and not loan["renewal"]:
                    cell.members.add(loan["member"])
    return [_rollup(point, row) for point, row in sorted(cells.items())]


def _rollup(point: tuple[int, ...], row: list[Cell]) -> Rollup:
    level, period, branch, age, kind, number = point
    counts = [cell.loans for cell in row], [len(cell.members) for cell in row]
    return Rollup(level, period, branch, age, kind, number, *counts)
