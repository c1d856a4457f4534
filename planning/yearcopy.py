"""Where last year's days go in the next year. Pure: days in, days out.

A day keeps its ISO week and its weekday. What stands close to Easter, Ascension Day or Pentecost
keeps its distance to that; what belongs to a national campaign goes along with it; what comes back
by a rule gets the days of that rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from planning import recurrence
from planning.spans import WEEK, count

NEAR = timedelta(days=10)
WEEKS, FEAST, CAMPAIGN, RULE = "weeks", "feast", "campaign", "rule"
# From Easter Sunday: itself, Ascension Day and Whit Sunday.
FEASTS = (timedelta(0), timedelta(days=39), timedelta(days=49))
Days = tuple[date, date]


@dataclass(frozen=True)
class Moved:
    """The new days of something, and which rule gave them."""

    starts_on: date
    ends_on: date
    why: str


def shifted(day: date, year: int) -> date:
    """The same weekday of the same ISO week in another year; week 53 becomes the last one.

    A day of a week that belongs to another year than its date does so again.
    """
    iso = day.isocalendar()
    target = year + iso.year - day.year
    week = min(iso.week, count(WEEK, target))
    found = date.fromisocalendar(target, week, iso.weekday)
    if found.year != year:
        # The first and last days of a year: a week on or back is in it.
        found += timedelta(days=7 if found.year < year else -7)
    return found


def near_feast(day: date) -> tuple[int, timedelta] | None:
    """The movable feast that a day is nearest to within ten days: which one, and how far."""
    sunday = easter(day.year)
    distances = [(abs(day - sunday - after), at) for at, after in enumerate(FEASTS)]
    distance, at = min(distances)
    return (at, day - sunday - FEASTS[at]) if distance <= NEAR else None


def moved(
    starts_on: date,
    ends_on: date,
    year: int,
    *,
    campaign: Days | None = None,
    next_campaign: Days | None = None,
) -> Moved:
    """The days of one item in another year; its length stays, unless a campaign gives another."""
    length = ends_on - starts_on
    if campaign and next_campaign:
        if (starts_on, ends_on) == campaign:
            return Moved(*next_campaign, CAMPAIGN)
        first = next_campaign[0] + (starts_on - campaign[0])
        return Moved(first, first + length, CAMPAIGN)
    if feast := near_feast(starts_on):
        at, distance = feast
        first = easter(year) + FEASTS[at] + distance
        return Moved(first, first + length, FEAST)
    first = shifted(starts_on, year)
    return Moved(first, first + length, WEEKS)


def rule_in(rule: str, days: Sequence[date], year: int) -> tuple[str, list[date]] | None:
    """A rule for another year, from the days that it had in this one; with its new days.

    None when the rule is not one of ours, or has no second day there.
    """
    if not recurrence.choice_of(rule):
        return None
    first = _first_day(rule, days[0], year)
    last_of_year = date(year, 12, 31)
    until = recurrence.until_of(rule)
    goes_on = until is None or until.year > days[0].year or until >= date(days[0].year, 12, 1)
    end = last_of_year if goes_on else min(shifted(until or last_of_year, year), last_of_year)
    fresh = recurrence.with_until(rule, end)
    found = [day for day in recurrence.days(fresh, first) if day.year == year]
    return (fresh, found) if len(found) > 1 else None


def _first_day(rule: str, day: date, year: int) -> date:
    """The day of the rule in the same month, or in the same week where it is one of weeks."""
    if recurrence.choice_of(rule) not in recurrence.MONTHLY:
        return shifted(day, year)
    about = recurrence.monthly(rule)
    # Every month has the days that our rules name, but for a 29th, 30th or 31st.
    months = range(day.month, 13)
    found = (about.day_in(year, month) for month in months)
    return next(each for each in found if each)


def fresh_only(
    wanted: Iterable[tuple[int, str, date]], present: Iterable[tuple[str, date]]
) -> list[int]:
    """Of (number, title, first day) those that are not there: by title and week."""
    taken = {_mark(title, day) for title, day in present}
    return [number for number, title, day in wanted if _mark(title, day) not in taken]


def _mark(title: str, day: date) -> tuple[str, int, int]:
    iso = day.isocalendar()
    return title.casefold().strip(), iso.year, iso.week
