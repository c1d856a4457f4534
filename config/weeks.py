"""Weeks as libraries count them: Monday to Sunday, numbered the ISO way."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Week:
    number: int
    monday: date
    sunday: date

    @property
    def is_in_one_month(self) -> bool:
        return self.monday.month == self.sunday.month

    @property
    def is_in_one_year(self) -> bool:
        return self.monday.year == self.sunday.year


def week_of(day: date) -> Week:
    """The week that a day is in."""
    monday = day - timedelta(days=day.weekday())
    return Week(day.isocalendar().week, monday, monday + timedelta(days=6))
