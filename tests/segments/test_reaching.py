import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from segments import reaching
from segments.benching.coverage import coverage
from segments.lattice import ADULTS, YOUTH
from segments.reaching import Penetration, interval, penetration, potential
from segments.suppression import NONE, SUPPRESSED, Cell, State


def readers(count: int) -> Cell:
    return Cell(State.SHOWN, borrowers=count)


def test_penetration_is_readers_per_hundred_households_with_an_interval() -> None:
    assert penetration(readers(355), 4450) == Penetration(8.0, 7.1, 9.0)


def test_of_children_the_interval_is_wider_for_they_come_together() -> None:
    adults, youth = (penetration(readers(355), 4450, age=age) for age in (ADULTS, YOUTH))

    assert adults
    assert youth
    assert youth.per_hundred == adults.per_hundred
    assert youth.low < adults.low < adults.high < youth.high


@pytest.mark.parametrize(
    ("cell", "households"), [(SUPPRESSED, 4450), (NONE, 4450), (readers(20), 49), (readers(20), 0)]
)
def test_nothing_is_said_of_hidden_readers_or_of_few_households(
    cell: Cell, households: int
) -> None:
    assert penetration(cell, households) is None


def test_more_readers_than_households_is_no_error() -> None:
    found = penetration(readers(120), 60, age=YOUTH)

    assert found
    assert found.low < found.per_hundred == 200.0


def test_potential_is_what_would_be_added_at_the_reference_in_fives() -> None:
    assert potential(8.0, 15.0, 4450) == 310
    assert potential(15.0, 8.0, 4450) == 0
    assert potential(8.0, 8.0, 4450) == 0


@given(st.integers(10, 5000), st.integers(50, 20_000), st.sampled_from(sorted(reaching.TOGETHER)))
def test_an_interval_holds_the_count_itself(count: int, households: int, age: int) -> None:
    together = reaching.TOGETHER[age]
    low, high = interval(count, households, together)

    assert 0 <= low <= high
    if count / households < together / 2:  # above it hardly a household is left to come
        assert low < count / households < high


@pytest.mark.parametrize("age", [ADULTS, YOUTH])
def test_intervals_hold_the_truth_as_often_as_they_say(age: int) -> None:
    """A thousand towns: `manage.py interval_coverage`."""
    found = coverage(60, age)

    assert found.figures > 2000
    assert abs(found.percent - 95) < 3


def test_an_interval_that_forgets_who_comes_together_holds_it_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(reaching.TOGETHER, YOUTH, 1.0)

    assert coverage(60, YOUTH).percent < 92


def test_the_command_prints_both_ages(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("interval_coverage", towns=2)

    answer = json.loads(capsys.readouterr().out)

    assert (answer["towns"], answer["nominal"]) == (2, 95)
    assert answer["adults"]["figures"] > answer["adults"]["held"] > 0
    assert answer["youth"].keys() == answer["adults"].keys()
