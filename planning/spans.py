"""The stretch of days that a plan page shows: a year, a quarter, a month or a week."""

from dataclasses import dataclass
from datetime import date, timedelta

YEAR, QUARTER, MONTH, WEEK = "year", "quarter", "month", "week"
ZOOMS = (YEAR, QUARTER, MONTH, WEEK)
_MONTHS_IN = {YEAR: 12, QUARTER: 3, MONTH: 1}


@dataclass(frozen=True)
class Span:
    """Quarter 2 of 2027 and so on; a year is its own number 1, weeks are those of ISO."""

    zoom: str
    year: int
    number: int = 1

    @property
    def first(self) -> date:
        if self.zoom == WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, (self.number - 1) * _MONTHS_IN[self.zoom] + 1, 1)

    @property
    def last(self) -> date:
        if self.zoom == WEEK:
            return self.first + timedelta(days=6)
        months = self.number * _MONTHS_IN[self.zoom]
        return date(self.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def next(self) -> "Span":
        if self.number < count(self.zoom, self.year):
            return Span(self.zoom, self.year, self.number + 1)
        return Span(self.zoom, self.year + 1, 1)

    def previous(self) -> "Span":
        if self.number > 1:
            return Span(self.zoom, self.year, self.number - 1)
        return Span(self.zoom, self.year - 1, count(self.zoom, self.year - 1))


def count(zoom: str, year: int) -> int:
    """How many there are of it in a year."""
    if zoom == WEEK:
        return date(year, 12, 28).isocalendar().week
    return 12 // _MONTHS_IN[zoom]


def around(day: date, zoom: str) -> Span:
    """The one that a day is in."""
    if zoom == WEEK:
        iso = day.isocalendar()
        return Span(WEEK, iso.year, iso.week)
    return Span(zoom, day.year, (day.month - 1) // _MONTHS_IN[zoom] + 1)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def mondays(first: date, last: date) -> list[date]:
    """The first days of all weeks that have a day from `first` to `last`."""
    start = monday_of(first)
    return [start + timedelta(days=7 * each) for each in range((last - start).days // 7 + 1)]
