"""What figures give away that lie in several sums at once."""

from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments import overlaps
from segments.narrowing import LEAST_WIDTH
from segments.overlaps import Figures, Sums, bounds, hidden
from segments.suppression import K


def figures(
    counts: list[int],
    *,
    fixed: Collection[int] = (),
    known: Collection[int] = (),
    delicate: Collection[int] | None = None,
) -> Figures:
    array = np.array(counts, np.int64)
    at = np.arange(len(counts))
    rank = np.empty_like(array)
    rank[np.lexsort((at, array))] = at
    is_known = np.isin(at, list(known))
    return Figures(
        counts=array,
        shown=(array >= K) | is_known,
        fixed=np.isin(at, [*fixed, *known]),
        known=is_known,
        delicate=np.isin(at, [*(fixed if delicate is None else delicate)]),
        small=array < K,
        rank=rank,
    )


def sums(*families: tuple[int, list[int]]) -> Sums:
    of = [number for number, (_, parts) in enumerate(families) for _ in parts]
    part = [one for _, parts in families for one in parts]
    return Sums(np.array([whole for whole, _ in families]), np.array(of), np.array(part))


def test_rounding_leaves_a_small_figure_several_values() -> None:
    exact, family = figures([29, 12, 16, 1]), sums((0, [1, 2, 3]))

    low, high = bounds(exact, family, K)

    # Told as 30, 10 and 15: at most 32 - 10 - 13.
    assert (low[3], high[3]) == (1, 9)
    assert not hidden(exact, family, K).any()


def test_a_small_figure_that_rounding_gives_away_takes_its_smallest_neighbour_along() -> None:
    exact, family = figures([27, 13, 13, 1]), sums((0, [1, 2, 3]))

    low, high = bounds(exact, family, K)

    # Told as 25, 15 and 15: at most 27 - 13 - 13.
    assert (low[3], high[3]) == (1, 1)
    assert hidden(exact, family, K).tolist() == [False, True, False, False]


def test_what_is_told_elsewhere_becomes_no_sharper() -> None:
    # 26 is told as 25 on its own page; two parts of 13, both told as 15, would make it 26 or 27.
    exact, family = figures([26, 13, 13], fixed={0}), sums((0, [1, 2]))

    away = hidden(exact, family, K)

    assert away.tolist() == [False, True, False]


def test_a_figure_on_which_nothing_small_hangs_may_become_sharper() -> None:
    exact = figures([26, 13, 13], fixed={0}, delicate=())

    assert not hidden(exact, sums((0, [1, 2])), K).any()


def test_a_figure_that_is_told_elsewhere_is_never_hidden_here() -> None:
    exact, family = figures([27, 13, 13, 1], fixed={1, 2}, known={0}), sums((0, [1, 2, 3]))

    assert not hidden(exact, family, K).any()


def test_somebody_who_moved_is_no_contradiction() -> None:
    """Counted in two places and once in both: the parts are more than the whole."""
    low, high = bounds(figures([20, 14, 12]), sums((0, [1, 2])), K)

    assert (low <= high).all()


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], Sums, set[int]]:
    """A table of counts with its totals, which are told elsewhere or not."""
    height, width = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    cell = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60))
    grid = [[draw(cell) for _ in range(width)] for _ in range(height)]
    counts = [count for row in grid for count in row]
    families: list[tuple[int, list[int]]] = []
    for row in range(height):
        families.append((len(counts), [row * width + column for column in range(width)]))
        counts.append(sum(grid[row]))
    for column in range(width):
        families.append((len(counts), [row * width + column for row in range(height)]))
        counts.append(sum(row[column] for row in grid))
    totals = set(range(height * width, len(counts)))
    return counts, sums(*families), draw(st.sampled_from([totals, set()]))


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_small_is_left_with_few_values_and_nothing_told_becomes_sharper(
    table: tuple[list[int], Sums, set[int]],
) -> None:
    counts, families, fixed = table
    exact = figures(counts, fixed=fixed)
    basis = bounds(exact.without(~exact.fixed), families, K)

    away = hidden(exact, families, K)
    now = exact.without(away)
    low, high = bounds(now, families, K)

    assert not (away & exact.fixed).any()
    assert (low <= exact.counts).all()
    assert (exact.counts <= high).all()
    worry = exact.small & (exact.counts > 0) & ~exact.fixed
    worry &= basis[1] - basis[0] + 1 >= LEAST_WIDTH
    assert (high - low + 1 >= LEAST_WIDTH)[worry].all()
    told = exact.fixed & exact.shown
    assert (low[told] <= basis[0][told]).all()
    assert (high[told] >= basis[1][told]).all()


def test_hiding_ends_where_there_is_nothing_left_to_hide() -> None:
    exact = figures([1, 1], known={0})

    assert not overlaps.hidden(exact, sums((0, [1])), K).any()


def test_where_single_figures_do_not_help_more_of_those_around_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact, family = figures([27, 13, 13, 1]), sums((0, [1, 2, 3]))
    monkeypatch.setattr(overlaps, "PATIENT", 0)
    monkeypatch.setattr(overlaps, "_first", lambda trouble, *_others: np.zeros_like(trouble))

    away = hidden(exact, family, K)

    low, high = bounds(exact.without(away), family, K)
    assert away.any()
    assert high[3] - low[3] + 1 >= LEAST_WIDTH


def test_where_no_turns_are_left_everything_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    exact, family = figures([27, 13, 13, 1]), sums((0, [1, 2, 3]))
    monkeypatch.setattr(overlaps, "MOST_TURNS", 1)

    assert (hidden(exact, family, K) == exact.shown).all()
