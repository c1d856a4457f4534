"""Things that come back: choices people make, rules as iCalendar writes them, and their days.

Pure, and only about days. An item that comes back at ten o'clock is there at ten on each of them:
what the clock of the country does in between changes nothing, since no moment is ever computed.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

WEEKLY, FORTNIGHTLY = "weekly", "fortnightly"
MONTHLY_DAY, MONTHLY_WEEKDAY, MONTHLY_LAST = "monthly_day", "monthly_weekday", "monthly_last"
MONTHLY_END = "monthly_end"
CODES = (WEEKLY, FORTNIGHTLY, MONTHLY_DAY, MONTHLY_WEEKDAY, MONTHLY_LAST, MONTHLY_END)
MONTHLY = frozenset({MONTHLY_DAY, MONTHLY_WEEKDAY, MONTHLY_LAST, MONTHLY_END})
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ENDINGS = ("UNTIL", "COUNT")
# A rule with its parts in order of the alphabet and without its ending.
SHAPES = {
    WEEKLY: re.compile(r"(BYDAY=[A-Z]{2};)?FREQ=WEEKLY"),
    FORTNIGHTLY: re.compile(r"(BYDAY=[A-Z]{2};)?FREQ=WEEKLY;INTERVAL=2"),
    MONTHLY_DAY: re.compile(r"BYMONTHDAY=[0-9]+;FREQ=MONTHLY"),
    MONTHLY_WEEKDAY: re.compile(r"BYDAY=[1-4][A-Z]{2};FREQ=MONTHLY"),
    MONTHLY_LAST: re.compile(r"BYDAY=-1[A-Z]{2};FREQ=MONTHLY"),
    MONTHLY_END: re.compile(r"BYMONTHDAY=-1;FREQ=MONTHLY"),
}
LONGEST = timedelta(days=731)  # two years, one of them with a 29 February
MOST = 400
# Two years of weeks go to the bin within seconds: what is so close together was one go.
ONE_GO = timedelta(seconds=30)


class CannotRepeat(Exception):
    """The first day is none of the days of this rule, or the rule has no second day."""


@dataclass(frozen=True)
class Monthly:
    """What a monthly rule is about: the nth weekday, or a day of the month; -1 is the last."""

    weekday: int | None
    number: int

    def day_in(self, year: int, month: int) -> date | None:
        """That day of a month, or None in a month that has none."""
        length = calendar.monthrange(year, month)[1]
        if self.weekday is None:
            number = length if self.number == -1 else self.number
            return date(year, month, number) if number <= length else None
        days = [
            date(year, month, each)
            for each in range(1, length + 1)
            if date(year, month, each).weekday() == self.weekday
        ]
        if self.number == -1:
            return days[-1]
        return days[self.number - 1] if self.number <= len(days) else None


def choices_for(starts_on: date) -> tuple[str, ...]:
    """The ways to come back that start on this very day."""
    nth = (starts_on.day - 1) // 7 + 1
    last = calendar.monthrange(starts_on.year, starts_on.month)[1]
    possible = {
        MONTHLY_WEEKDAY: nth < 5,  # few months have a fifth Monday
        MONTHLY_LAST: starts_on.day + 7 > last,
        MONTHLY_END: starts_on.day == last,
    }
    return tuple(each for each in CODES if possible.get(each, True))


def rule_of(choice: str, starts_on: date, until: date) -> str:
    """The rule for a choice, made for its first day; CannotRepeat when it does not start there."""
    if choice not in choices_for(starts_on) or until < starts_on:
        raise CannotRepeat(choice)
    return f"{_frequency(choice, starts_on)};UNTIL={until:%Y%m%d}"


def _frequency(choice: str, day: date) -> str:
    weekday = WEEKDAYS[day.weekday()]
    parts = {
        WEEKLY: f"FREQ=WEEKLY;BYDAY={weekday}",
        FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        MONTHLY_DAY: f"FREQ=MONTHLY;BYMONTHDAY={day.day}",
        MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1}{weekday}",
        MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        MONTHLY_END: "FREQ=MONTHLY;BYMONTHDAY=-1",
    }
    return parts[choice]


def choice_of(rule: str) -> str:
    """The choice behind a rule; "" for a rule of another programme that none of ours says."""
    parts = _parts(rule)
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    said = ";".join(f"{name}={parts[name]}" for name in sorted(parts) if name not in ENDINGS)
    return next((code for code, pattern in SHAPES.items() if pattern.fullmatch(said)), "")


def until_of(rule: str) -> date | None:
    """The last day that a rule allows; None when it never ends by a day."""
    until = _parts(rule).get("UNTIL", "")
    return datetime.strptime(until[:8], "%Y%m%d").date() if until else None  # noqa: DTZ007


def with_until(rule: str, until: date) -> str:
    """The same rule, ending on another day."""
    kept = [f"{name}={value}" for name, value in _parts(rule).items() if name not in ENDINGS]
    return ";".join([*kept, f"UNTIL={until:%Y%m%d}"])


def days(rule: str, starts_on: date) -> list[date]:
    """All days of a rule from its first one on; at most 400."""
    midnight = datetime(starts_on.year, starts_on.month, starts_on.day)  # noqa: DTZ001
    found = []
    for moment in rrulestr(rule, dtstart=midnight):
        found.append(moment.date())
        if len(found) == MOST:
            break
    return found


def shifted(rule: str, day: date, *, was: date, becomes: date) -> tuple[str, date | None]:
    """Where a day of a rule goes when the day `was` of that rule becomes another one.

    1. A weekly rule moves as a whole: every day by as many days.
    2. A monthly rule keeps its kind ("third Monday" becomes "second Tuesday"), and every day moves
       to that day in as many months from its own; None where that month has no such day.
    Answers the new rule, without its ending, beside the new day.
    """
    choice = choice_of(rule)
    if not choice:
        raise CannotRepeat(rule)
    if choice not in MONTHLY:
        return _frequency(choice, becomes), day + (becomes - was)
    choice = _monthly_choice(choice, becomes)
    months = (becomes.year - was.year) * 12 + becomes.month - was.month
    at = day.year * 12 + day.month - 1 + months
    moved = monthly(_frequency(choice, becomes)).day_in(at // 12, at % 12 + 1)
    return _frequency(choice, becomes), moved


def monthly(rule: str) -> Monthly:
    """What a monthly rule of ours is about."""
    parts = _parts(rule)
    if "BYMONTHDAY" in parts:
        return Monthly(None, int(parts["BYMONTHDAY"]))
    by_day = parts["BYDAY"]
    return Monthly(WEEKDAYS.index(by_day[-2:]), int(by_day[:-2]))


def _monthly_choice(choice: str, day: date) -> str:
    """The same way of coming back from another day, or the nearest one that starts there."""
    if choice in choices_for(day):
        return choice
    return {MONTHLY_WEEKDAY: MONTHLY_LAST, MONTHLY_LAST: MONTHLY_WEEKDAY}.get(choice, MONTHLY_DAY)


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";") if part)
    return {name: value for name, _equals, value in pairs}
