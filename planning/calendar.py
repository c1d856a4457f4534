"""A plan as an agenda that Outlook, Google and Apple read alike. Pure: values in, bytes out.

RFC 5545. Whole days end the day after (exclusive); times are of the library's zone, with its
VTIMEZONE; a series is one event with a rule, EXDATE for the days that are not there (any more) and
a RECURRENCE-ID for each day that is different.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from planning import recurrence
from planning.entries import Entry
from planning.wording import discipline_in_words

PRODUCT = "-//Samenplan//NL"
REFRESH = timedelta(hours=1)
USUAL_LENGTH = timedelta(hours=1)  # of something with a time that nobody gave an end
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STATUS = {"proposed": "TENTATIVE", "agreed": "CONFIRMED", "done": "CONFIRMED"}
# Rules instead of lists of days: every reader knows these, for every year. The clock changes on the
# last Sundays of March and October since 1996 (Directive 2000/84/EC).
AMSTERDAM = b"""BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ZONE = ZoneInfo("Europe/Amsterdam")
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Happening:
    """One item for an agenda; `series_on` is the day that its rule gave, if it has one."""

    entry: Entry
    uid: str
    changed_at: datetime
    url: str
    notes: str = ""
    series_on: date | None = None


@dataclass(frozen=True)
class Repeating:
    """A series, with those of its days that belong in this agenda."""

    uid: str
    rule: str
    starts_on: date
    happenings: Sequence[Happening]
    changed_at: datetime  # the last change of any of its days, also one that is gone


def calendar_bytes(name: str, singles: Iterable[Happening], series: Iterable[Repeating]) -> bytes:
    """The whole agenda; it is the same for the same plan, so that a reader sees what is new."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = _readable(" ".join(name.split()))  # the library that writes refuses a line break here
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("x-wr-timezone", str(ZONE))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(icalendar.Timezone.from_ical(AMSTERDAM))
    for single in singles:
        calendar.add_component(_event(single, single.uid, _sequence(single.changed_at)))
    for each in series:
        for event in _series_events(each):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _readable(text: str) -> str:
    """Without the control characters that no agenda may hold."""
    return CONTROLS.sub("", text)


def _sequence(changed_at: datetime) -> int:
    """Minutes, so that every change counts as newer whatever else it is about."""
    return int((changed_at - EPOCH).total_seconds() // 60)


def _event(happening: Happening, uid: str, sequence: int) -> icalendar.Event:
    entry = happening.entry
    start, end = _times(entry)
    event = icalendar.Event()
    event.add("uid", f"{uid}@samenplan")
    event.add("dtstamp", happening.changed_at.astimezone(UTC))
    event.add("last-modified", happening.changed_at.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", _readable(entry.title))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", STATUS.get(entry.status, "CANCELLED"))
    event.add("transp", "TRANSPARENT" if entry.start_time is None else "OPAQUE")
    if entry.disciplines:
        event.add("categories", [discipline_in_words(each) for each in entry.disciplines])
    if place := ", ".join(filter(None, [entry.place, *entry.branches])):
        event.add("location", _readable(place))
    if said := _description(happening):
        event.add("description", _readable(said))
    event.add("url", happening.url)
    return event


def _times(entry: Entry) -> tuple[date, date]:
    if entry.start_time is None:
        return entry.starts_on, entry.ends_on + timedelta(days=1)
    start = datetime.combine(entry.starts_on, entry.start_time, ZONE)
    if entry.end_time is not None:
        return start, datetime.combine(entry.ends_on, entry.end_time, ZONE)
    if entry.ends_on > entry.starts_on:
        return start, datetime.combine(entry.ends_on + timedelta(days=1), time(), ZONE)
    return start, start + USUAL_LENGTH


def _description(happening: Happening) -> str:
    entry = happening.entry
    parts = [entry.target_group, ", ".join(entry.channels), entry.display, happening.notes]
    return "\n".join(part for part in parts if part)


def _series_events(series: Repeating) -> list[icalendar.Event]:
    if not series.happenings:
        return []
    usual = _usual(series.happenings)
    days = recurrence.days(series.rule, series.starts_on)
    by_day = {each.series_on: each for each in series.happenings}
    sequence = _sequence(series.changed_at)
    master = _event(_on(usual, series.starts_on), series.uid, sequence)
    master.add("rrule", icalendar.vRecur.from_ical(_rule(series.rule, usual.entry)))
    missing = [_moment(usual.entry, day) for day in days if day not in by_day]
    if missing:
        master.add("exdate", missing, parameters=_kind_of(usual.entry))
    events = [master]
    for day, happening in sorted(by_day.items(), key=lambda pair: pair[0] or date.min):
        if day is None or (day in days and _told(happening) == _told(_on(usual, day))):
            continue
        event = _event(happening, series.uid, sequence)
        event.add("recurrence-id", _moment(usual.entry, day))
        events.append(event)
    return events


def _usual(happenings: Sequence[Happening]) -> Happening:
    """What most days of a series are like."""
    alike = Counter(_told(_on(each, date(2000, 1, 3))) for each in happenings)
    wanted = alike.most_common(1)[0][0]
    return next(each for each in happenings if _told(_on(each, date(2000, 1, 3))) == wanted)


def _on(happening: Happening, day: date) -> Happening:
    """The same on another day."""
    entry = happening.entry
    moved = replace(entry, starts_on=day, ends_on=day + (entry.ends_on - entry.starts_on))
    return replace(happening, entry=moved, series_on=day)


def _told(happening: Happening) -> tuple[Any, ...]:
    """Everything that an event says, but its own address and moment of change."""
    entry = happening.entry
    return (
        *(entry.title, entry.starts_on, entry.ends_on, entry.start_time, entry.end_time),
        *(entry.status, entry.disciplines, entry.place, entry.branches),
        _description(happening),
    )


def _moment(entry: Entry, day: date) -> date:
    if entry.start_time is None:
        return day
    return datetime.combine(day, entry.start_time, ZONE)


def _kind_of(entry: Entry) -> dict[str, str]:
    return {"VALUE": "DATE"} if entry.start_time is None else {}


def _rule(rule: str, entry: Entry) -> str:
    """UNTIL is a day for whole days, and a moment in UTC for times (RFC 5545, 3.3.10)."""
    until = recurrence.until_of(rule)
    if until is None or entry.start_time is None:
        return rule
    last = datetime.combine(until, time(23, 59, 59), ZONE).astimezone(UTC)
    return rule.replace(f"UNTIL={until:%Y%m%d}", f"UNTIL={last:%Y%m%dT%H%M%SZ}")
