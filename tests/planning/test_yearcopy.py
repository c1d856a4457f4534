"""Last year's days in the next year: weekdays, order, feasts, leap days and week 53."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from planning import yearcopy
from planning.yearcopy import CAMPAIGN, FEAST, WEEKS

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_a_day_keeps_its_weekday_and_about_its_week(day: date) -> None:
    fresh = yearcopy.shifted(day, day.year + 1)

    assert fresh.year == day.year + 1
    assert fresh.weekday() == day.weekday()
    assert abs((fresh - day).days - 365) <= 7
    weeks = day.isocalendar().week, fresh.isocalendar().week
    assert weeks[0] == weeks[1] or {*weeks} & {1, 52, 53}


@given(DAYS, st.integers(0, 60))
def test_days_of_a_year_keep_their_order_and_length(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    if later.year == day.year:
        gap = yearcopy.shifted(later, day.year + 1) - yearcopy.shifted(day, day.year + 1)
        # Only the first and the last week of a year may fold a week.
        edge = {day.isocalendar().week, later.isocalendar().week} & {1, 52, 53}
        assert gap == later - day or edge

    fresh = yearcopy.moved(day, later, day.year + 1)
    assert fresh.ends_on - fresh.starts_on == later - day


@pytest.mark.parametrize("year", range(2024, 2036))
@pytest.mark.parametrize("after", [-10, 0, 39, 49, 59])
def test_what_is_near_a_movable_feast_keeps_its_distance(year: int, after: int) -> None:
    day = easter(year) + timedelta(days=after)

    fresh = yearcopy.moved(day, day, year + 1)

    assert fresh.starts_on == easter(year + 1) + timedelta(days=after)
    assert fresh.why == FEAST


def test_what_is_far_from_a_feast_keeps_its_week() -> None:
    day = easter(2026) + timedelta(days=20)

    assert yearcopy.moved(day, day, 2027).why == WEEKS


@pytest.mark.parametrize(
    ("day", "year", "becomes"),
    [
        (date(2024, 2, 29), 2025, date(2025, 2, 27)),  # a Thursday of week 9
        (date(2026, 12, 30), 2027, date(2027, 12, 29)),  # week 53, which 2027 does not have
        (date(2026, 1, 1), 2027, date(2027, 1, 7)),  # week 1 of 2027 begins on the 4th
        (date(2027, 1, 1), 2028, date(2028, 1, 7)),  # week 53 of 2026
        (date(2025, 12, 31), 2026, date(2026, 12, 30)),  # week 1 of 2026
    ],
)
def test_edges_of_the_year(day: date, year: int, becomes: date) -> None:
    assert yearcopy.shifted(day, year) == becomes
    assert becomes.weekday() == day.weekday()


def test_an_item_of_a_national_campaign_goes_along_with_it() -> None:
    was, becomes = (date(2026, 3, 11), date(2026, 3, 22)), (date(2027, 3, 10), date(2027, 3, 28))

    whole = yearcopy.moved(*was, 2027, campaign=was, next_campaign=becomes)
    before = yearcopy.moved(
        date(2026, 3, 9), date(2026, 3, 10), 2027, campaign=was, next_campaign=becomes
    )

    assert (whole.starts_on, whole.ends_on, whole.why) == (*becomes, CAMPAIGN)
    assert (before.starts_on, before.ends_on) == (date(2027, 3, 8), date(2027, 3, 9))


def test_a_rule_goes_on_by_its_own_days() -> None:
    first_mondays = "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231"

    rule, days = yearcopy.rule_in(first_mondays, [date(2026, 1, 5)], 2027) or ("", [])

    assert rule == "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271231"
    assert len(days) == 12
    assert {(day.weekday(), (day.day - 1) // 7) for day in days} == {(0, 0)}


def test_a_rule_that_ended_in_spring_ends_there_again() -> None:
    _rule, days = yearcopy.rule_in(
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260331", [date(2026, 1, 6)], 2027
    ) or ("", [])

    assert (days[0], days[-1]) == (date(2027, 1, 12), date(2027, 4, 6))  # weeks 2 to 14


def test_a_rule_of_another_programme_has_no_next_year() -> None:
    assert yearcopy.rule_in("FREQ=YEARLY", [date(2026, 1, 6)], 2027) is None


def test_what_was_copied_already_is_left_out() -> None:
    wanted = [(1, "Reistafel", date(2027, 3, 15)), (2, "Griezel", date(2027, 3, 15))]

    assert yearcopy.fresh_only(wanted, [(" reistafel", date(2027, 3, 19))]) == [2]
    assert yearcopy.fresh_only(wanted, [("Reistafel", date(2027, 3, 22))]) == [1, 2]
