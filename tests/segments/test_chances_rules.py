from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments import chances
from segments.chances import Taste
from segments.queries.names import Entry
from segments.suppression import SUPPRESSED, Cell, State

ORDERS = ("potential", "households", "rate", "segment", "place")


@dataclass(frozen=True)
class Line:
    segment: Entry
    place: Entry
    households: int
    per_hundred: float | None
    reference: float | None
    potential: int | None


def entry(number: int) -> Entry:
    return Entry(number, f"S{number}", f"Naam {number:02}")


lines = st.builds(
    Line,
    st.integers(1, 9).map(entry),
    st.integers(1, 9).map(entry),
    st.integers(0, 5000),
    st.floats(0, 40),
    st.floats(0, 40),
    st.none() | st.integers(0, 60).map(lambda fives: 5 * fives),
)


def shown(loans: int) -> Cell:
    return Cell(State.SHOWN, loans, loans)


def taste(number: int, cell: Cell, *, of_genre: int = 1000) -> Taste:
    return Taste(entry(number), cell, shown(1000), shown(of_genre), shown(10_000))


@given(st.lists(lines), st.sampled_from(ORDERS))
def test_list_holds_who_is_below_the_reference_and_nobody_else(
    given_lines: list[Line], order: str
) -> None:
    found = chances.in_order(given_lines, order)

    wanted = [line for line in given_lines if line.potential]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


@given(st.lists(lines), st.sampled_from(ORDERS))
def test_order_is_that_of_one_figure(given_lines: list[Line], order: str) -> None:
    found = chances.in_order(given_lines, order)

    figures: Any = {
        "potential": [-(line.potential or 0) for line in found],
        "households": [-line.households for line in found],
        "rate": [line.per_hundred for line in found],
        "segment": [line.segment.name for line in found],
        "place": [line.place.name for line in found],
    }[order]
    assert figures == sorted(figures)


@given(st.lists(lines), st.sampled_from(ORDERS))
def test_order_is_the_same_whatever_the_order_of_the_file(
    given_lines: list[Line], order: str
) -> None:
    def figures(lines: list[Line]) -> list[tuple[int | None, int]]:
        return [(line.potential, line.households) for line in chances.in_order(lines, order)]

    assert figures(given_lines[::-1]) == figures(given_lines)


@pytest.mark.parametrize(
    ("tastes", "expected"),
    [
        ([taste(1, shown(200)), taste(2, shown(300))], [2, 1]),
        ([taste(1, shown(119))], []),  # an index of 119 does not stand out
        ([taste(1, shown(120))], [1]),
        ([taste(1, shown(45), of_genre=50)], []),  # too few loans to be named
        ([taste(1, SUPPRESSED), taste(2, shown(200))], [2]),
        ([taste(n, shown(200 + n)) for n in range(1, 6)], [5, 4, 3]),
    ],
)
def test_favourites_stand_out_and_are_told(tastes: list[Taste], expected: list[int]) -> None:
    assert [each.genre.position for each in chances.favourites(tastes)] == expected


@pytest.mark.parametrize(
    ("tastes", "expected"),
    [
        ([taste(1, shown(45), of_genre=60)], [1]),
        ([taste(1, shown(45), of_genre=302)], []),  # an index of 149
        ([taste(1, shown(50), of_genre=60)], []),  # enough loans to say it outright
        ([taste(1, shown(20), of_genre=60), taste(2, shown(30), of_genre=60)], [2, 1]),
        ([taste(1, SUPPRESSED, of_genre=60)], []),
    ],
)
def test_hints_rest_on_few_loans(tastes: list[Taste], expected: list[int]) -> None:
    assert [each.genre.position for each in chances.hints(tastes)] == expected
