"""Days of things that come back: against a slow calendar, against dateutil, cut in two, moved."""

from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from planning import recurrence
from planning.recurrence import (
    CODES,
    FORTNIGHTLY,
    MONTHLY,
    MONTHLY_DAY,
    MONTHLY_END,
    MONTHLY_LAST,
    MONTHLY_WEEKDAY,
    WEEKLY,
)

ONE_DAY = timedelta(days=1)
EDGES = [
    date(2027, 12, 31),  # the end of a year
    date(2028, 2, 29),
    date(2027, 1, 31),
    date(2026, 12, 28),  # the first day of week 53
    date(2027, 3, 28),  # the night on which an hour is lost
    date(2027, 10, 31),  # and the one on which it comes twice
]
starts = st.one_of(st.sampled_from(EDGES), st.dates(date(2024, 1, 1), date(2032, 12, 31)))
lengths = st.integers(0, 731).map(timedelta)


@st.composite
def repeats(draw: st.DrawFn) -> tuple[str, date, date]:
    """A choice, a first day on which it may start, and a last day."""
    first = draw(starts)
    choice = draw(st.sampled_from(recurrence.choices_for(first)))
    return choice, first, first + draw(lengths)


def slow_days(choice: str, first: date, until: date) -> list[date]:
    """Every day of the calendar, asked one by one."""
    found = []
    day = first
    while day <= until:
        tomorrow_is_next_month = (day + ONE_DAY).month != day.month
        same_weekday = day.weekday() == first.weekday()
        is_one = {
            WEEKLY: same_weekday,
            FORTNIGHTLY: (day - first).days % 14 == 0,
            MONTHLY_DAY: day.day == first.day,
            MONTHLY_WEEKDAY: same_weekday and (day.day - 1) // 7 == (first.day - 1) // 7,
            MONTHLY_LAST: same_weekday and (day + 7 * ONE_DAY).month != day.month,
            MONTHLY_END: tomorrow_is_next_month,
        }
        if is_one[choice]:
            found.append(day)
        day += ONE_DAY
    return found


@settings(max_examples=300, deadline=None)
@given(repeats())
def test_days_of_a_choice_are_those_of_a_slow_calendar(repeat: tuple[str, date, date]) -> None:
    choice, first, until = repeat

    rule = recurrence.rule_of(choice, first, until)

    assert recurrence.days(rule, first) == slow_days(choice, first, until)
    assert recurrence.choice_of(rule) == choice
    assert recurrence.until_of(rule) == until


WEEKDAYS = st.lists(st.sampled_from(recurrence.WEEKDAYS), min_size=1, max_size=3, unique=True)
rules = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 40)),
    st.builds(
        lambda number, days: f"FREQ=WEEKLY;INTERVAL={number};BYDAY={','.join(days)}",
        st.integers(1, 5),
        WEEKDAYS,
    ),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format,
        st.integers(1, 3),
        st.sampled_from([1, 15, 29, 30, 31, -1, -2]),
    ),
    st.builds(
        "FREQ=MONTHLY;BYDAY={}{}".format,
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.sampled_from(recurrence.WEEKDAYS),
    ),
    st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
)


@settings(max_examples=300, deadline=None)
@given(rules, starts, st.integers(1, 60), st.data())
def test_a_rule_cut_in_two_has_the_days_of_the_whole(
    rule: str, first: date, count: int, data: st.DataObject
) -> None:
    midnight = datetime(first.year, first.month, first.day)  # noqa: DTZ001
    whole = [each.date() for each in rrule.rrulestr(f"{rule};COUNT={count}", dtstart=midnight)]
    ended = recurrence.with_until(f"{rule};COUNT={count}", whole[-1])
    cut = data.draw(st.integers(0, len(whole) - 1))

    before = recurrence.days(recurrence.with_until(ended, whole[cut] - ONE_DAY), first)
    after = recurrence.days(ended, whole[cut])

    assert recurrence.days(ended, first) == whole
    assert before + after == whole


@settings(max_examples=300, deadline=None)
@given(repeats(), starts.map(lambda day: day), st.data())
def test_moving_one_day_moves_each_to_a_day_of_the_new_rule(
    repeat: tuple[str, date, date], becomes: date, data: st.DataObject
) -> None:
    choice, first, until = repeat
    rule = recurrence.rule_of(choice, first, until)
    old = recurrence.days(rule, first)
    was = data.draw(st.sampled_from(old))

    moved = [recurrence.shifted(rule, day, was=was, becomes=becomes) for day in old]

    new_rule = moved[0][0]
    new = [day for _rule, day in moved if day is not None]
    assert recurrence.shifted(rule, was, was=was, becomes=becomes) == (new_rule, becomes)
    assert new == sorted(set(new))
    expanded = recurrence.days(recurrence.with_until(new_rule, new[-1]), new[0])
    assert set(new) <= set(expanded)
    if choice not in MONTHLY:
        assert len(new) == len(old)
        assert new == expanded


@pytest.mark.parametrize(
    ("rule", "choice"),
    [
        ("FREQ=WEEKLY;INTERVAL=1;UNTIL=20271231T225959Z", WEEKLY),
        ("RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=MO", ""),
        ("FREQ=WEEKLY;BYDAY=MO,WE", ""),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=10", MONTHLY_WEEKDAY),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", ""),
        ("FREQ=YEARLY", ""),
    ],
)
def test_a_rule_of_another_programme_is_ours_or_has_no_name(rule: str, choice: str) -> None:
    assert recurrence.choice_of(rule) == choice


def test_a_rule_starts_on_one_of_its_days() -> None:
    fifth_monday = date(2027, 3, 29)

    assert MONTHLY_WEEKDAY not in recurrence.choices_for(fifth_monday)
    assert MONTHLY_LAST in recurrence.choices_for(fifth_monday)
    assert MONTHLY_LAST not in recurrence.choices_for(date(2027, 3, 22))
    assert recurrence.choices_for(date(2028, 2, 29)) == (
        *(WEEKLY, FORTNIGHTLY, MONTHLY_DAY, MONTHLY_LAST, MONTHLY_END),
    )
    with pytest.raises(recurrence.CannotRepeat):
        recurrence.rule_of(MONTHLY_LAST, date(2027, 3, 22), date(2027, 12, 31))
    with pytest.raises(recurrence.CannotRepeat):
        recurrence.rule_of(WEEKLY, date(2027, 3, 22), date(2027, 3, 21))
    with pytest.raises(recurrence.CannotRepeat):
        recurrence.shifted("FREQ=YEARLY", fifth_monday, was=fifth_monday, becomes=fifth_monday)


def test_every_choice_can_start_on_some_day() -> None:
    assert set(recurrence.choices_for(date(2027, 2, 28))) == set(CODES)
