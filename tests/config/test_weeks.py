from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import weeks


@pytest.mark.parametrize(
    ("day", "number", "monday", "sunday"),
    [
        (date(2026, 11, 24), 48, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 12, 31), 53, date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 3), 53, date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 4), 1, date(2027, 1, 4), date(2027, 1, 10)),
    ],
)
def test_week_of_a_day(day: date, number: int, monday: date, sunday: date) -> None:
    assert weeks.week_of(day) == weeks.Week(number, monday, sunday)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_is_in_its_week(day: date) -> None:
    week = weeks.week_of(day)

    assert week.monday <= day <= week.sunday
    assert week.monday.weekday() == 0
    assert week.sunday - week.monday == timedelta(days=6)
    assert week.number == week.sunday.isocalendar().week
