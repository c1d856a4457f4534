"""When people come: opening days, feast days, holidays and hours, as one line from 0 to 1."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from .draws import Floats, Ints

# Loans before the first day still have to exist where the file holds only their renewal.
LEAD = 150
HOUR_STEPS = 2048
BOOK_WEEK = 12  # the thirteenth "month" of a season: Kinderboekenweek
SEASONS = 13

_WEEKDAY = (0.62, 0.92, 1.35, 0.98, 1.12, 1.28, 0.16)
_MONTH = (1.08, 1.02, 1.03, 0.97, 0.92, 0.97, 1.14, 0.9, 0.99, 1.06, 1.06, 0.86)
_GROWTH_PER_YEAR = 0.02
# Visitors per opening hour, from the hour named first.
_WEEK_HOURS = (10, (5, 6, 6, 7, 9, 11, 11, 7, 4, 3))
_HOURS = {
    0: (13, (9, 10, 12, 11, 7)),
    5: (10, (9, 12, 12, 10, 9, 8, 5)),
    6: (12, (6, 9, 10, 7)),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def feast_days(year: int) -> frozenset[date]:
    """The days on which every branch is closed."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=after) for after in (0, 1, 39, 49, 50)}
    king = date(year, 4, 27) if date(year, 4, 27).weekday() != 6 else date(year, 4, 26)
    return frozenset(moving | {date(year, 1, 1), king, date(year, 12, 25), date(year, 12, 26)})


def is_book_week(day: date) -> bool:
    """Kinderboekenweek: twelve days from the first Wednesday of October."""
    first = date(day.year, 10, 1)
    opening = first + timedelta(days=(2 - first.weekday()) % 7)
    return opening <= day < opening + timedelta(days=12)


def busyness(day: date) -> float:
    """How many loans a day brings against an average day; 0 when closed."""
    if day in feast_days(day.year):
        return 0.0
    weight = _WEEKDAY[day.weekday()] * _MONTH[day.month - 1]
    if is_book_week(day):
        weight *= 1.12
    if day.month == 12 and day.day >= 23:
        weight *= 0.5
    return weight


@dataclass(frozen=True)
class Days:
    """The days of an export and LEAD on either side; one entry a day, the first is `origin`."""

    origin: date
    count: int  # days in the export itself
    steps: Floats  # cumulated busyness: 0 at the first day of the export, 1 after its last
    weekday: NDArray[np.int8]
    season: NDArray[np.int8]  # 0..12, and 13..25 in the second half of the export
    year: NDArray[np.int16]
    text: NDArray[np.uint8]  # (days, 10): dd-mm-jjjj
    hours: Floats  # (7, HOUR_STEPS + 1): second of the day by which that part of its loans is made

    @property
    def last(self) -> int:
        """The number of the last day of the export."""
        return LEAD + self.count - 1

    def day_of(self, place: Floats) -> Ints:
        """The day on which a place of the line falls."""
        found = np.searchsorted(self.steps, place, side="right") - 1
        return np.clip(found, 0, len(self.weekday) - 1).astype(np.int64)

    def second_of(self, place: Floats, day: Ints) -> Ints:
        """The second of the day at which a place falls; it never runs back within a day."""
        width = self.steps[day + 1] - self.steps[day]
        part = np.divide(place - self.steps[day], width, out=np.zeros_like(place), where=width > 0)
        step = np.clip(part, 0.0, 1.0 - 1e-9) * HOUR_STEPS
        whole = step.astype(np.int64)
        flat = self.weekday[day].astype(np.int64) * (HOUR_STEPS + 1) + whole
        hours = self.hours.ravel()
        low = hours.take(flat)
        return (low + (hours.take(flat + 1) - low) * (step - whole)).astype(np.int64)


def _hour_table() -> Floats:
    rows = []
    for weekday in range(7):
        first, visitors = _HOURS.get(weekday, _WEEK_HOURS)
        made = np.concatenate([[0.0], np.cumsum(visitors)]) / sum(visitors)
        seconds = (first + np.arange(len(visitors) + 1)) * 3600.0
        rows.append(np.interp(np.linspace(0.0, 1.0, HOUR_STEPS + 1), made, seconds))
    return np.array(rows)


def first_day(until: date, months: int) -> date:
    """The first day of an export of `months` months that ends with `until`."""
    year, month = divmod(until.year * 12 + until.month - 1 - months, 12)
    ends = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(until.day, ends)) + timedelta(days=1)


def make_days(until: date, months: int) -> Days:
    """The days of an export that ends with `until`."""
    first = first_day(until, months)
    count = (until - first).days + 1
    origin = first - timedelta(days=LEAD)
    every = [origin + timedelta(days=number) for number in range(count + 2 * LEAD)]
    weights = np.array([busyness(day) for day in every])
    weights *= 1.0 + _GROWTH_PER_YEAR * (np.arange(len(every)) - LEAD) / 365.0
    steps = np.concatenate([[0.0], np.cumsum(weights)])
    steps = (steps - steps[LEAD]) / (steps[LEAD + count] - steps[LEAD])
    half = first + timedelta(days=count // 2)
    season = [
        (BOOK_WEEK if is_book_week(day) else day.month - 1) + SEASONS * (day >= half)
        for day in every
    ]
    text = "".join(day.strftime("%d-%m-%Y") for day in every).encode()
    return Days(
        origin=origin,
        count=count,
        steps=steps,
        weekday=np.array([day.weekday() for day in every], np.int8),
        season=np.array(season, np.int8),
        year=np.array([day.year for day in every], np.int16),
        text=np.frombuffer(text, np.uint8).reshape(-1, 10),
        hours=_hour_table(),
    )
