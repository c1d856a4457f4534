"""A small library of which one segment falls apart, and all that is published of its parts.

Axes of every array: period (12 months, 4 quarters, year), age (9 bands, 9 is nobody, all, adults,
youth), row, genre (any, then 6). Rows are the parts of segment 1, then the segments, then all.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from segments import siblings, suppression
from segments.siblings import Views
from segments.suppression import ExactTable, Labels, PublishedTable, State

Array = NDArray[Any]
PARTS, SEGMENTS, GENRES = 4, 5, 6
WHOLE, ALL_ROWS = PARTS, PARTS + SEGMENTS  # places of segment 1 and of the total row
SHAPE = (17, 13, PARTS + SEGMENTS + 1, GENRES + 1)
YEAR = 2025
ASKED = tuple(product(range(12, 17), (10, 11, 12)))  # (period, age) at which parts can be asked


@dataclass(frozen=True)
class Exact:
    loans: Array
    borrowers: Array

    def table(self, period: int, age: int, rows: list[int], whole: int) -> ExactTable:
        loans, borrowers = (each[period, age] for each in (self.loans, self.borrowers))
        return ExactTable(
            rows=rows,
            columns=range(1, GENRES + 1),
            loans=loans[rows, 1:].tolist(),
            borrowers=borrowers[rows, 1:].tolist(),
            row_loans=loans[rows, 0].tolist(),
            row_borrowers=borrowers[rows, 0].tolist(),
            column_loans=loans[whole, 1:].tolist(),
            column_borrowers=borrowers[whole, 1:].tolist(),
            all_loans=int(loans[whole, 0]),
            all_borrowers=int(borrowers[whole, 0]),
        )


@cache
def exact_library(seed: int, members: int = 500, loans: int = 4500) -> Exact:
    """Few heavy borrowers and many light ones; one part of segment 1 is very small."""
    draw = np.random.default_rng(seed)
    segment = draw.choice(SEGMENTS, members, p=[0.4, 0.25, 0.2, 0.1, 0.05])
    part = draw.choice(PARTS, members, p=[0.5, 0.3, 0.15, 0.05])
    band = draw.choice(9, members, p=[0.02, 0.12, 0.16, 0.1, 0.08, 0.14, 0.16, 0.14, 0.08])
    activity = draw.pareto(1.3, members) + 0.3
    who = draw.choice(members, loans, p=activity / activity.sum())
    month = draw.integers(0, 12, loans)
    genre = 1 + draw.choice(GENRES, loans, p=[0.35, 0.25, 0.18, 0.12, 0.07, 0.03])
    group = np.where(band[who] == 0, -1, np.where(band[who] >= 4, 11, 12))
    rows = [
        WHOLE + segment[who],
        np.full(loans, ALL_ROWS),
        np.where(segment[who] == 0, part[who], -1),
    ]
    counts, pairs = np.zeros(SHAPE, np.int64), []
    periods = month, 12 + month // 3, np.full(loans, 16)
    for axes in product(periods, (band[who], group, np.full(loans, 10)), rows, (genre, genre * 0)):
        inside = np.all([axis >= 0 for axis in axes], axis=0)
        cell = np.ravel_multi_index([axis[inside] for axis in axes], SHAPE)
        np.add.at(counts.reshape(-1), cell, 1)
        pairs.append(cell * members + who[inside])
    readers = np.bincount(np.unique(np.concatenate(pairs)) // members, minlength=counts.size)
    return Exact(counts, readers.reshape(SHAPE))


@dataclass(frozen=True)
class Published:
    """Per figure whether it is shown, whether a zero is told, and its rounded loans."""

    shown: Array
    told_zero: Array
    loans: Array


def published_library(
    exact: Exact, *, with_siblings: bool = True, with_elsewhere: bool = True
) -> Published:
    """The tables of segments and of parts at every point where parts can be asked.

    with_elsewhere: what the table of segments hides is hidden in the table of parts as well.
    """
    guarded = _guarded(exact) if with_siblings else np.zeros(SHAPE, np.bool_)
    shown, told, loans = (np.zeros(SHAPE, np.int64) for _ in range(3))
    unsaid = _unsaid(exact)
    for period, age in [*ASKED, *((period, 0) for period in range(12, 17))]:
        rows = list(range(WHOLE, ALL_ROWS))
        places = _labels(guarded[period, age], rows, ALL_ROWS)
        silent = _labels(unsaid[period, age], rows, ALL_ROWS)
        table = suppression.publish(
            exact.table(period, age, rows, ALL_ROWS), also=places, unsaid=silent
        )
        _note(table, (period, age), [*rows, ALL_ROWS], shown, told, loans)
        if age == 0:
            continue
        rows = list(range(PARTS))
        hidden = shown[period, age, WHOLE] + told[period, age, WHOLE] == 0
        elsewhere: set[Labels] = {
            (None, genre or None) for genre in np.flatnonzero(hidden & with_elsewhere).tolist()
        }
        table = suppression.publish(
            exact.table(period, age, rows, WHOLE),
            also=_labels(guarded[period, age], rows, WHOLE),
            unsaid=_labels(unsaid[period, age], rows, WHOLE) | elsewhere,
            hidden_elsewhere=elsewhere,
        )
        _note(table, (period, age), [*rows, WHOLE], shown, told, loans)
    return Published(shown > 0, told > 0, loans)


def _note(
    table: PublishedTable,
    at: tuple[int, int],
    rows: list[int],
    shown: Array,
    told: Array,
    loans: Array,
) -> None:
    lines = [*zip(table.row_totals, table.cells, strict=True), (table.total, table.column_totals)]
    for row, (end, cells) in zip(rows, lines, strict=True):
        for genre, cell in enumerate((end, *cells)):
            # What one table shows and the other does not has been seen all the same.
            shown[(*at, row, genre)] |= cell.is_shown
            told[(*at, row, genre)] |= cell.state is State.NONE
            loans[(*at, row, genre)] = max(loans[(*at, row, genre)], cell.loans or 0)


def _labels(flags: Array, rows: list[int], whole: int) -> set[Labels]:
    return {
        (None if row == whole else row, genre or None)
        for row in (*rows, whole)
        for genre in np.flatnonzero(flags[row]).tolist()
    }


def _unsaid(exact: Exact) -> Array:
    """What is part of a figure that is too small, of a longer period or of more ages."""
    small = (exact.loans > 0) & (exact.borrowers < suppression.K)
    found = np.zeros(SHAPE, np.bool_)
    for period, age in product(range(12, 17), (0, 10, 11, 12)):
        for wider in product({period, 16}, {age, 10}):
            if wider != (period, age):
                found[period, age] |= small[wider]
    return found


def _guarded(exact: Exact) -> Array:
    flags = np.zeros(SHAPE, np.bool_)
    rows = list(range(WHOLE, ALL_ROWS + 1))
    views = [_views(exact, row, months=True) for row in rows]
    for number, guard in siblings.guards(views, views[-1], {}, known_totals=True):
        flags[_period(guard), guard.age, rows[number], guard.genre] = True
    parts = [_views(exact, row, months=False) for row in range(PARTS)]
    totals = _views(exact, WHOLE, months=True)
    for number, guard in siblings.part_guards((part, totals) for part in parts):
        flags[_period(guard), guard.age, number, guard.genre] = True
    return flags


def _period(guard: siblings.Guard) -> int:
    return (guard.period % 12, 12 + guard.period % 4, 16)[guard.level]


def _views(exact: Exact, row: int, *, months: bool) -> Views:
    numbers = [(0, YEAR * 12 + m) for m in range(12)] + [(1, YEAR * 4 + q) for q in range(4)]
    rollups = [
        (*number, 0, age, exact.loans[period, age, row], exact.borrowers[period, age, row])
        for period, number in enumerate([*numbers, (2, YEAR)])
        for age in range(13)
        if months or (number[0] and age in (0, 10, 11, 12))
    ]
    return Views.collect(YEAR, [0], GENRES + 1, rollups)
