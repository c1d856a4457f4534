"""Attempts to work out a hidden figure from everything that the lattice publishes."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from segments.suppression import K
from tests.segments.attacker import (
    MANY,
    Knowledge,
    Place,
    Program,
    all_but_one,
    exact_knowledge,
    knowledge,
    most_exposed,
)
from tests.segments.small_library import (
    FAMILIES,
    Exact,
    Published,
    exact_library,
    guarded_figures,
    published_library,
)

pytestmark = pytest.mark.attack
SEEDS = [1, 2, 3, 4, 5]
TARGETS = 40
# Each pair of axes is in one of these: months, branches and ages; segments and genres with both.
AXES = [(0, 1, 2), (0, 3, 4), (2, 3, 4), (1, 2, 3)]


@cache
def published(seed: int) -> Published:
    return published_library(exact_library(seed))


def pinned(exact: Exact, known: Knowledge, targets: list[Place]) -> set[Place]:
    return {
        place
        for place in targets
        for axes in AXES
        if Program(axes, place, known, with_borrowers=False).is_pinned(int(exact.loans[place]))
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_figure_can_be_pinned(seed: int) -> None:
    exact = exact_library(seed)
    known = knowledge(exact, published(seed))
    targets = most_exposed(exact, known, TARGETS, seed)

    assert len(targets) == TARGETS
    assert pinned(exact, known, targets) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_number_of_readers_can_be_pinned(seed: int) -> None:
    exact = exact_library(seed)
    known = knowledge(exact, published(seed))

    found = {
        place
        for place in most_exposed(exact, known, 12, seed)
        for axes in AXES
        if Program(axes, place, known).is_pinned(int(exact.borrowers[place]), borrowers=True)
    }

    assert found == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_all_but_one_leaves_several_values_of_every_small_figure(seed: int) -> None:
    """Every seventh hidden small figure of the lattice, in every family it belongs to."""
    exact = exact_library(seed)
    known = knowledge(exact, published(seed))
    hidden = (exact.loans > 0) & (exact.borrowers < K)

    narrow = []
    for place in np.argwhere(hidden & (known.high[0] == MANY))[::7].tolist():
        bounds = list(all_but_one(known, tuple(place)))
        low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
        assert low <= exact.loans[tuple(place)] <= high
        if high == low:
            narrow.append(place)

    assert narrow == []


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_what_is_published_agrees_with_the_exact_counts(seed: int) -> None:
    """The attack itself stands on true constraints."""
    exact, seen = exact_library(seed), published(seed)
    known = knowledge(exact, seen)

    for count, low, high in zip((exact.loans, exact.borrowers), known.low, known.high, strict=True):
        assert ((low <= count) & (count <= high)).all()
    assert not (seen.shown & (exact.borrowers < K)).any()
    for axis, families in enumerate(FAMILIES):
        along = np.moveaxis(exact.loans, axis, 0)
        for parent, children in families:
            assert np.array_equal(along[parent], along[children].sum(0))


def test_siblings_cost_few_figures() -> None:
    exact = exact_library(1)

    hidden, shown = int(guarded_figures(exact).sum()), int((exact.borrowers >= K).sum())

    assert 0 < hidden < 0.03 * shown


# The attack itself: with a protection switched off it finds what that protection hides.


def test_exact_figures_without_complements_give_small_ones_away() -> None:
    exact = exact_library(1)
    known = exact_knowledge(exact)
    targets = most_exposed(exact, known, TARGETS, 1)

    assert len(pinned(exact, known, targets)) > 0.9 * TARGETS


def test_rounded_figures_with_every_zero_told_give_small_ones_away() -> None:
    exact = exact_library(1)
    seen = replace(published(1), told_zero=exact.loans == 0)
    known = knowledge(exact, seen)
    hidden = ~seen.shown & (exact.loans > 0)
    known = Knowledge(
        (np.where(hidden, 1, known.low[0]), np.where(hidden, 1, known.low[1])), known.high
    )
    targets = most_exposed(exact, known, TARGETS, 1)

    assert len(pinned(exact, known, targets)) > 0


def narrowed_to_one(exact: Exact, known: Knowledge) -> list[Place]:
    """Small hidden figures of which one subtraction leaves a single value."""
    hidden = (exact.loans > 0) & (exact.borrowers < K) & (known.high[0] == MANY)
    narrow = []
    for place in map(tuple, np.argwhere(hidden).tolist()):
        bounds = list(all_but_one(known, place))
        if max(low for low, _ in bounds) == min(high for _, high in bounds):
            narrow.append(place)
    return narrow


def test_without_siblings_some_small_figures_are_given_away() -> None:
    """The reason for siblings.py: rounded the wrong way, three figures pin the fourth."""
    exact = exact_library(2, members=2500, loans=30_000)
    known = knowledge(exact, published_library(exact, with_siblings=False))

    narrow = narrowed_to_one(exact, known)

    assert narrow
    assert pinned(exact, known, narrow[:5]) == set(narrow[:5])


def test_zeros_told_within_a_small_figure_give_readers_away() -> None:
    """Who knows the one loan of a branch from the library system sees who it was not to."""
    exact = exact_library(5)
    known = knowledge(exact, published_library(exact, within_small=True))

    narrow = narrowed_to_one(exact, known)

    assert narrow
    assert narrowed_to_one(exact, knowledge(exact, published(5))) == []
