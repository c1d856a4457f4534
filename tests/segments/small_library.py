"""A small library with many small cells, and everything that the lattice would publish of it.

Axes of every array: period (12 months, 4 quarters, year), branch (4, 2 groups, all), age (9 bands,
adults, youth, all), segment (6, total), genre (8, any).
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from segments import siblings, suppression
from segments.lattice import ADULTS, ALL, YOUTH
from segments.suppression import ExactTable, PublishedTable, State

Array = NDArray[Any]
PERIODS = [
    *([month] for month in range(12)),
    *([3 * q, 3 * q + 1, 3 * q + 2] for q in range(4)),
    range(12),
]
BRANCHES = [[0], [1], [2], [3], [0, 1], [2, 3], range(4)]
AGES = [*([band] for band in range(9)), range(4, 9), range(1, 4), range(9)]
SEGMENTS = [*([segment] for segment in range(6)), range(6)]
GENRES = [*([genre] for genre in range(8)), range(8)]
AXES = (PERIODS, BRANCHES, AGES, SEGMENTS, GENRES)
SHAPE = tuple(len(axis) for axis in AXES)
BASE = (12, 4, 9, 6, 8)
# Parent and children on each axis.
FAMILIES = (
    [*((12 + q, [3 * q, 3 * q + 1, 3 * q + 2]) for q in range(4)), (16, [12, 13, 14, 15])],
    [(4, [0, 1]), (5, [2, 3]), (6, [4, 5])],
    [(9, [4, 5, 6, 7, 8]), (10, [1, 2, 3]), (11, [9, 10, 0])],
    [(6, [0, 1, 2, 3, 4, 5])],
    [(8, [0, 1, 2, 3, 4, 5, 6, 7])],
)
BRANCH_CODES = (1, 2, 3, 4, -1, -2, 0)
GROUPS = {1: 1, 2: 1, 3: 2, 4: 2}
AGE_CODES = (*range(9), ADULTS, YOUTH, ALL)
YEAR = 2025
# Loans of all readers by branch and genre, per quarter and year: figures about books, not people.
ABOUT_BOOKS = (slice(12, None), slice(None), 11, 6)


def sums(axis: int) -> Array:
    """Which base values each place on this axis is made of."""
    matrix = np.zeros((SHAPE[axis], BASE[axis]), np.int64)
    for place, members in enumerate(AXES[axis]):
        matrix[place, list(members)] = 1
    return matrix


@dataclass(frozen=True)
class Exact:
    loans: Array
    borrowers: Array

    def table(self, view: tuple[int, int, int]) -> ExactTable:
        loans, borrowers = self.loans[view].tolist(), self.borrowers[view].tolist()
        return ExactTable(
            rows=range(6),
            columns=range(8),
            loans=[row[:-1] for row in loans[:-1]],
            borrowers=[row[:-1] for row in borrowers[:-1]],
            row_loans=[row[-1] for row in loans[:-1]],
            row_borrowers=[row[-1] for row in borrowers[:-1]],
            column_loans=loans[-1][:-1],
            column_borrowers=borrowers[-1][:-1],
            all_loans=loans[-1][-1],
            all_borrowers=borrowers[-1][-1],
        )


@dataclass(frozen=True)
class Published:
    """What everybody can see: which figures are shown, which zeros told; the rest is hidden."""

    shown: Array
    told_zero: Array
    loans: Array  # rounded, 0 where not shown
    borrowers: Array


@dataclass(frozen=True)
class Loans:
    """Who borrowed, and by axis what."""

    who: Array
    columns: tuple[Array, ...]


@cache
def exact_library(seed: int, members: int = 700, loans: int = 6000) -> Exact:
    return counted(drawn_loans(seed, members, loans))


@cache
def drawn_loans(seed: int, members: int = 700, loans: int = 6000) -> Loans:
    """Few heavy borrowers and many light ones, a big and three small branches, skewed tastes."""
    draw = np.random.default_rng(seed)
    segment = draw.choice(6, members, p=[0.03, 0.35, 0.25, 0.2, 0.12, 0.05])
    band = draw.choice(9, members, p=[0.02, 0.12, 0.16, 0.1, 0.08, 0.14, 0.16, 0.14, 0.08])
    home = draw.choice(4, members, p=[0.5, 0.27, 0.15, 0.08])
    activity = draw.pareto(1.3, members) + 0.3
    who = draw.choice(members, loans, p=activity / activity.sum())
    tastes = np.array([0.3, 0.22, 0.16, 0.12, 0.09, 0.06, 0.035, 0.015])
    by_segment = [draw.permutation(tastes) if number % 2 else tastes for number in range(6)]
    columns = (
        draw.integers(0, 12, loans),
        np.where(draw.random(loans) < 0.85, home[who], draw.integers(0, 4, loans)),
        band[who],
        segment[who],
        np.array([draw.choice(8, p=by_segment[segment[one]]) for one in who]),
    )
    return Loans(who, columns)


def counted(drawn: Loans) -> Exact:
    who, columns = drawn.who, drawn.columns
    above = [[np.flatnonzero(column) for column in sums(axis).T] for axis in range(5)]
    depths = [max(map(len, places)) for places in above]
    loans, borrowers = np.zeros((2, int(np.prod(SHAPE))), np.int64)
    for levels in product(*map(range, depths)):
        places = [
            np.array([found[level] if level < len(found) else -1 for found in axis])[column]
            for axis, level, column in zip(above, levels, columns, strict=True)
        ]
        inside = np.all([place >= 0 for place in places], axis=0)
        cell = np.ravel_multi_index([place[inside] for place in places], SHAPE)
        np.add.at(loans, cell, 1)
        pairs = np.unique(cell * (who.max() + 1) + who[inside])
        np.add.at(borrowers, pairs // (who.max() + 1), 1)
    return Exact(loans.reshape(SHAPE), borrowers.reshape(SHAPE))


def published_library(
    exact: Exact, *, with_siblings: bool = True, within_small: bool = False
) -> Published:
    """Every view of the lattice through the functions that pages and commands use.

    within_small: also tell zeros that are part of a figure that is too small.
    """
    guarded = np.zeros(SHAPE, np.bool_)
    if with_siblings:
        guarded = guarded_figures(exact, known_totals=True)
    small = (exact.loans > 0) & (exact.borrowers < suppression.K)
    unsaid = beneath(small & (not within_small))
    shown, told, loans, borrowers = (np.zeros(SHAPE, np.int64) for _ in range(4))
    for view in np.ndindex(SHAPE[:3]):
        also, silent = labels(guarded[view]), labels(unsaid[view])
        grid = bordered(suppression.publish(exact.table(view), also=also, unsaid=silent))
        shown[view] = [[cell.is_shown for cell in row] for row in grid]
        told[view] = [[cell.state is State.NONE for cell in row] for row in grid]
        loans[view] = [[cell.loans or 0 for cell in row] for row in grid]
        borrowers[view] = [[cell.borrowers or 0 for cell in row] for row in grid]
    # A table of areas has the same totals and may show one that the table of segments hides.
    total = np.zeros(SHAPE, np.bool_)
    total[..., 6, :] = True
    elsewhere = total & (exact.borrowers >= suppression.K) & ~guarded
    return Published(
        shown=(shown > 0) | elsewhere,
        told_zero=told > 0,
        loans=np.where(elsewhere, rounded(exact.loans), loans),
        borrowers=np.where(elsewhere, rounded(exact.borrowers), borrowers),
    )


def labels(flags: Array) -> set[suppression.Labels]:
    return {
        (None if row == 6 else row, None if column == 8 else column)
        for row, column in np.argwhere(flags).tolist()
    }


def beneath(flags: Array) -> Array:
    """What is part of a flagged figure in a longer period, more branches or more ages."""
    everywhere, found = flags.copy(), np.zeros_like(flags)
    for place in map(tuple, np.argwhere(flags).tolist()):
        ranges = [_parts(axis, place[axis]) for axis in range(3)]
        everywhere[np.ix_(*ranges, [place[3]], [place[4]])] = True
    for axis in range(3):
        for parent, children in FAMILIES[axis]:
            np.moveaxis(found, axis, 0)[children] |= np.moveaxis(everywhere, axis, 0)[parent]
    return found


@cache
def _parts(axis: int, place: int) -> tuple[int, ...]:
    """A place on an axis and everything that it is made of."""
    below = [child for parent, children in FAMILIES[axis] if parent == place for child in children]
    return (place, *(part for child in below for part in _parts(axis, child)))


def rounded(counts: Array) -> Array:
    return (counts + 2) // 5 * 5


def bordered(table: PublishedTable) -> list[list[suppression.Cell]]:
    rows = [[*row, end] for row, end in zip(table.cells, table.row_totals, strict=True)]
    return [*rows, [*table.column_totals, table.total]]


def guarded_figures(exact: Exact, *, known_totals: bool = False) -> Array:
    """The figures that sibling views ask to hide, as flags of the usual shape."""
    flags = np.zeros(SHAPE, np.bool_)
    views = [_views(exact, row) for row in range(7)]
    for row, guard in siblings.guards(views, views[6], GROUPS, known_totals=known_totals):
        period = {0: guard.period % 12, 1: 12 + guard.period % 4, 2: 16}[guard.level]
        place = (period, BRANCH_CODES.index(guard.branch), AGE_CODES.index(guard.age))
        flags[(*place, row, (guard.genre - 1) % 9)] = True
    return flags


def _views(exact: Exact, row: int) -> siblings.Views:
    def rollups() -> Collection[tuple[int, int, int, int, list[int], list[int]]]:
        numbers = [(0, YEAR * 12 + m) for m in range(12)] + [(1, YEAR * 4 + q) for q in range(4)]
        numbers.append((2, YEAR))
        return [
            (*numbers[p], BRANCH_CODES[b], AGE_CODES[a], *arrays(exact, (p, b, a, row)))
            for p, b, a in np.ndindex(SHAPE[:3])
        ]

    return siblings.Views.collect(YEAR, BRANCH_CODES, 9, rollups())


def arrays(exact: Exact, place: tuple[int, ...]) -> tuple[list[int], list[int]]:
    return tuple(np.roll(counts[place], 1).tolist() for counts in (exact.loans, exact.borrowers))
