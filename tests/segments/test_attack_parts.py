"""Attempts to work out a hidden figure from the tables of segments and of parts together."""

from functools import cache

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from segments.suppression import K
from tests.segments.parted_library import (
    ALL_ROWS,
    ASKED,
    GENRES,
    PARTS,
    SEGMENTS,
    SHAPE,
    WHOLE,
    Array,
    Exact,
    Published,
    exact_library,
    published_library,
)

pytestmark = pytest.mark.attack
SEEDS = [1, 2]
TARGETS = 12
BASE = (4, 3, PARTS + SEGMENTS - 1, GENRES)  # quarter, age (unknown, adults, youth), row, genre
Place = tuple[int, int, int, int]


@cache
def published(seed: int) -> Published:
    return published_library(exact_library(seed))


def members_of(place: Place) -> Array:
    """Which smallest cells a figure is made of: a row of the program."""
    period, age, row, genre = place
    found = np.zeros(BASE, np.int8)
    quarters = slice(None) if period == 16 else slice(period - 12, period - 11)
    ages = {10: slice(0, 3), 0: slice(0, 1), 11: slice(1, 2), 12: slice(2, 3)}[age]
    # The parts of segment 1 come first, then the other segments.
    rows = {WHOLE: slice(0, PARTS), ALL_ROWS: slice(None)}.get(
        row, slice(row, row + 1) if row < PARTS else slice(row - 1, row)
    )
    found[quarters, ages, rows, slice(None) if genre == 0 else slice(genre - 1, genre)] = 1
    return found.reshape(-1)


def places() -> list[Place]:
    """Every figure of both tables at the points where parts can be asked, and unknown ages."""
    points = [*ASKED, *((period, 0) for period in range(12, 17))]
    return [
        (period, age, row, genre)
        for period, age in points
        for row in range(ALL_ROWS + 1)
        for genre in range(GENRES + 1)
    ]


class Attack:
    """Everything published as bounds on sums of smallest cells."""

    def __init__(self, exact: Exact, seen: Published, slack: int = 2) -> None:
        rows, low, high = [], [], []
        for place in places():
            _period, age, row, _genre = place
            if row == ALL_ROWS and age == 10:  # loans of books are known exactly
                bounds = [int(exact.loans[place])] * 2
            elif seen.shown[place]:
                bounds = [max(int(seen.loans[place]) - slack, K), int(seen.loans[place]) + slack]
            elif seen.told_zero[place]:
                bounds = [0, 0]
            else:
                continue
            rows.append(members_of(place))
            low.append(bounds[0])
            high.append(bounds[1])
            assert bounds[0] <= exact.loans[place] <= bounds[1], place
        matrix = sparse.csr_array(np.array(rows))
        self._matrix = sparse.vstack([matrix, -matrix])
        self._limits = np.concatenate([high, [-each for each in low]])

    def span(self, place: Place) -> tuple[float, float]:
        """The least and the most that this figure can be."""
        aim = members_of(place).astype(float)
        ends = [
            linprog(sign * aim, A_ub=self._matrix, b_ub=self._limits, method="highs").fun
            for sign in (1, -1)
        ]
        return ends[0], -ends[1]


def exposed(exact: Exact, seen: Published, wanted: int, seed: int) -> list[Place]:
    """Small hidden figures, those beside the fewest other hidden ones of their table first."""
    hidden = ~seen.shown & ~seen.told_zero & (exact.loans > 0)
    small = [
        p for p in places() if hidden[p] and exact.borrowers[p] < K and p[1] and p[2] < ALL_ROWS
    ]
    draw = np.random.default_rng(seed)

    def company(place: Place) -> float:
        period, age, row, genre = place
        rows = range(PARTS) if row < PARTS else range(WHOLE, ALL_ROWS)
        beside = hidden[period, age, list(rows), genre].sum() + hidden[period, age, row, 1:].sum()
        return float(beside) + draw.random() / 2 - 2 * (row < PARTS)

    return sorted(small, key=company)[:wanted]


def narrow(exact: Exact, seen: Published, targets: list[Place], *, slack: int = 2) -> list[Place]:
    attack = Attack(exact, seen, slack)
    found = []
    for place in targets:
        low, high = attack.span(place)
        assert low - 1e-6 <= exact.loans[place] <= high + 1e-6
        if high - low < 1 - 1e-6:
            found.append(place)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_figure_of_parts_or_segments_can_be_pinned(seed: int) -> None:
    exact, seen = exact_library(seed), published(seed)
    targets = exposed(exact, seen, TARGETS, seed)

    assert len(targets) == TARGETS
    assert narrow(exact, seen, targets) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_say_something_and_never_what_is_too_small(seed: int) -> None:
    exact, seen = exact_library(seed), published(seed)
    of_parts = seen.shown[16, 10, :PARTS]

    assert not (seen.shown & (exact.borrowers < K)).any()
    assert of_parts.sum() > 0.4 * of_parts.size
    assert seen.shown.shape == SHAPE


def test_exact_parts_without_complements_give_small_ones_away() -> None:
    """The attack itself: with the protection switched off it finds what that protection hides."""
    exact = exact_library(1)
    seen = Published(exact.borrowers >= K, exact.loans == 0, exact.loans)
    targets = exposed(exact, seen, TARGETS, 1)

    assert len(narrow(exact, seen, targets, slack=0)) > TARGETS / 2


def test_a_total_that_is_hidden_among_segments_does_not_stand_under_their_parts() -> None:
    """The reason for hidden_elsewhere: without it the table of parts shows hidden figures."""
    shown_after_all = 0
    for seed in SEEDS:
        exact, seen = exact_library(seed), published(seed)
        careless = published_library(exact, with_elsewhere=False)
        shown_after_all += int((careless.shown[:, :, WHOLE] & ~seen.shown[:, :, WHOLE]).sum())

    assert shown_after_all > 0
