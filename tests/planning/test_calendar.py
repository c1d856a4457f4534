"""Agendas: what we write, two parsers and dateutil read back as the same events."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from planning import recurrence
from planning.calendar import Happening, Repeating, calendar_bytes
from planning.entries import Entry, Joined

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def happening(
    title: str = "Reistafel",
    first: date = date(2027, 3, 15),
    *,
    days: int = 1,
    start: time | None = None,
    end: time | None = None,
    series_on: date | None = None,
    status: str = "agreed",
) -> Happening:
    entry = Entry(
        id=1,
        kind="activity",
        title=title,
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        created_on=date(2026, 1, 1),
        start_time=start,
        end_time=end,
        status=status,
        joined=(Joined("collection", date(2026, 1, 1)),),
        place="Hal; Centrum, beneden",
    )
    return Happening(
        entry, f"uid-{title}-{first}", NOW, "https://bieb.example/1/", series_on=series_on
    )


def written(singles: Sequence[Happening] = (), series: Sequence[Repeating] = ()) -> bytes:
    return calendar_bytes("Mijn agenda – Bieb", singles, series)


Moment = date | datetime


def plain(value: Moment) -> Moment:
    """A day, or a moment in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def events_of(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def seen_by_icalendar(content: bytes) -> set[tuple[str, Moment, Moment]]:
    """Every single day that a reader shows: rules expanded by dateutil, exceptions applied."""
    events = events_of(content)
    found: dict[tuple[str, Moment], tuple[str, Moment, Moment]] = {}
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if "RECURRENCE-ID" in event:
            continue
        for moment in _days(event, start):
            found[str(event["UID"]), plain(moment)] = (
                str(event["SUMMARY"]),
                plain(moment),
                plain(moment + (end - start)),
            )
    for event in events:
        if "RECURRENCE-ID" in event:
            key = str(event["UID"]), plain(event["RECURRENCE-ID"].dt)
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            found[key] = (str(event["SUMMARY"]), plain(start), plain(end))
    return set(found.values())


def _days(event: Any, start: Moment) -> list[Moment]:
    if "RRULE" not in event:
        return [start]
    naive = (
        start.replace(tzinfo=None)
        if isinstance(start, datetime)
        else datetime.combine(start, time())
    )
    rule = event["RRULE"].to_ical().decode()
    if isinstance(start, datetime):
        until = event["RRULE"]["UNTIL"][0]
        assert until.tzinfo is not None, "UNTIL of times must be in UTC"
        rule = rule.replace(f"{until:%Y%m%dT%H%M%SZ}", f"{until.astimezone(ZONE):%Y%m%dT%H%M%S}")
    exdates = event.get("EXDATE")
    lists = exdates if isinstance(exdates, list) else [exdates] if exdates else []
    gone = {each.dt for one in lists for each in one.dts}
    moments: list[Moment] = []
    for each in rrulestr(rule, dtstart=naive):
        moment = each.replace(tzinfo=ZONE) if isinstance(start, datetime) else each.date()
        if moment not in gone:
            moments.append(moment)
    return moments


def expected(happenings: Sequence[Happening]) -> set[tuple[str, Moment, Moment]]:
    found = set()
    for each in happenings:
        entry = each.entry
        if entry.start_time is None:
            span: tuple[Moment, Moment] = (entry.starts_on, entry.ends_on + timedelta(days=1))
        else:
            start = datetime.combine(entry.starts_on, entry.start_time, ZONE)
            end = datetime.combine(entry.ends_on, entry.end_time or entry.start_time, ZONE)
            span = (plain(start), plain(end))
        found.add((entry.title, *span))
    return found


def test_whole_days_end_the_day_after_and_times_know_their_zone() -> None:
    rows = [
        happening("Week", days=7),
        happening("Schrikkeldag", date(2028, 2, 29)),
        happening("Oud en nieuw", date(2027, 12, 30), days=5),
        happening("Overleg", start=time(10, 0), end=time(11, 30)),
        happening("Zomer", date(2027, 7, 5), start=time(10, 0), end=time(11, 30)),
    ]

    content = written(rows)

    assert seen_by_icalendar(content) == expected(rows)
    text = content.decode()
    assert "DTSTART;VALUE=DATE:20270315" in text
    assert "DTEND;VALUE=DATE:20270322" in text
    assert "DTSTART;TZID=Europe/Amsterdam:20270315T100000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "X-PUBLISHED-TTL:PT1H" in text
    assert "CATEGORIES:collectie" in text
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_second_parser_reads_the_same_days() -> None:
    rows = [happening("Week", days=7), happening("Overleg", start=time(10, 0), end=time(11, 30))]

    calendar = vobject.readOne(written(rows).decode())

    read = {
        (each.summary.value, plain(each.dtstart.value), plain(each.dtend.value))
        for each in calendar.vevent_list
    }
    assert read == expected(rows)
    assert {each.location.value for each in calendar.vevent_list} == {"Hal; Centrum, beneden"}


def repeating(happenings: Sequence[Happening], rule: str, first: date) -> Repeating:
    return Repeating("serie", rule, first, happenings, NOW)


def test_a_series_says_what_is_gone_moved_and_named_otherwise() -> None:
    first = date(2027, 1, 4)
    rule = recurrence.rule_of(recurrence.MONTHLY_WEEKDAY, first, date(2027, 12, 31))
    days = recurrence.days(rule, first)
    at: dict[str, Any] = {"start": time(10, 0), "end": time(11, 0)}
    rows = [happening("Overleg", day, series_on=day, **at) for day in days]
    gone = rows.pop(3)
    rows[5] = happening("Overleg", days[6] + timedelta(days=1), series_on=days[6], **at)
    rows[7] = happening("Kick-off", days[8], series_on=days[8], **at)

    content = written(series=[repeating(rows, rule, first)])

    assert seen_by_icalendar(content) == expected(rows)
    assert content.count(b"BEGIN:VEVENT") == 3
    assert f"EXDATE;TZID=Europe/Amsterdam:{gone.entry.starts_on:%Y%m%d}T100000" in content.decode()
    assert content.count(b"UID:serie@samenplan") == 3


@given(
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    weeks=st.integers(2, 60),
    choice=st.sampled_from(recurrence.CODES),
    start=st.sampled_from([None, time(2, 30), time(10, 0), time(23, 30)]),
    gone=st.sets(st.integers(0, 60), max_size=4),
    moved=st.dictionaries(st.integers(0, 60), st.integers(-3, 20), max_size=3),
)
def test_what_is_read_back_is_what_stands_in_the_plan(
    first: date,
    weeks: int,
    choice: str,
    start: time | None,
    gone: set[int],
    moved: dict[int, int],
) -> None:
    if choice not in recurrence.choices_for(first):
        return
    rule = recurrence.rule_of(choice, first, first + timedelta(weeks=weeks))
    end = time(23, 45) if start else None
    rows = [
        happening(
            "Overleg",
            day + timedelta(days=moved.get(number, 0)),
            start=start,
            end=end,
            series_on=day,
        )
        for number, day in enumerate(recurrence.days(rule, first))
        if number not in gone
    ]

    content = written(series=[repeating(rows, rule, first)])

    assert seen_by_icalendar(content) == expected(rows)


@pytest.mark.parametrize("night", [date(2027, 3, 28), date(2027, 10, 31)])
def test_ten_o_clock_stays_ten_o_clock_when_the_clock_changes(night: date) -> None:
    first = night - timedelta(days=14)
    rule = recurrence.rule_of(recurrence.WEEKLY, first, night + timedelta(days=14))
    at: dict[str, Any] = {"start": time(10, 0), "end": time(11, 0)}
    rows = [happening("Overleg", day, series_on=day, **at) for day in recurrence.days(rule, first)]

    content = written(series=[repeating(rows, rule, first)])

    starts = sorted(start for _title, start, _end in seen_by_icalendar(content))
    assert [each.astimezone(ZONE).hour for each in starts if isinstance(each, datetime)] == [10] * 5
    calendar = vobject.readOne(content.decode())
    assert calendar.vevent.dtstart.value.astimezone(ZONE).hour == 10


def test_the_same_plan_is_the_same_agenda_and_a_change_counts_as_newer() -> None:
    before = happening()
    later = Happening(before.entry, before.uid, NOW + timedelta(minutes=5), before.url)

    assert written([before]) == written([before])
    numbers = [int(events_of(written([each]))[0]["SEQUENCE"]) for each in (before, later)]
    assert numbers[1] > numbers[0]
