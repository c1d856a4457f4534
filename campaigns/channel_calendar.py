"""Channels by weeks: which post goes out where and when, and which displays are taken. Pure.

Plan items come in as entries, everything else as values; out come rows of cells, one per week,
and the same once more as a list by day for a narrow screen.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from planning.entries import Entry

WEEK = timedelta(days=7)
MOST_WEEKS = 26


@dataclass(frozen=True)
class Week:
    monday: date

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def holds(self, day: date) -> bool:
        return self.monday <= day <= self.sunday


@dataclass(frozen=True)
class Put:
    """A post in a cell: its line of the plan, and how far it is."""

    entry: Entry
    state: str
    of: str = ""  # its campaign, where several are shown


@dataclass(frozen=True)
class Stay:
    """A display or a screen in a cell: taken from and until, and by what else at the same time."""

    entry: Entry
    starts_on: date
    ends_on: date
    is_first: bool
    is_last: bool
    clash: str = ""


@dataclass(frozen=True)
class Cell:
    week: Week
    puts: Sequence[Put] = ()
    stays: Sequence[Stay] = ()
    day: date | None = None  # on which something new would go in


@dataclass(frozen=True)
class Row:
    """A channel with its posts, or a display with who has it."""

    key: str
    name: str
    cells: Sequence[Cell]
    is_display: bool = False
    number: int = 0  # of its channel

    @property
    def is_empty(self) -> bool:
        return not any(cell.puts or cell.stays for cell in self.cells)


@dataclass(frozen=True)
class Shown:
    """A display or a screen that has something of the campaign; a screen's number is negative."""

    id: int
    name: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Clash:
    """A display that two things want: which, from when until when, and the other one's name."""

    item_id: int
    display_id: int
    first: date
    last: date
    other: str


@dataclass(frozen=True)
class Calendar:
    weeks: Sequence[Week]
    rows: Sequence[Row]
    days: Sequence[tuple[date, Sequence[tuple[Put, str]]]] = field(default=())

    @property
    def is_empty(self) -> bool:
        return all(row.is_empty for row in self.rows)


def weeks_of(first: date, last: date) -> list[Week]:
    """The weeks from the one that holds the first day to the one that holds the last."""
    monday = first - timedelta(days=first.weekday())
    count = min((last - monday).days // 7 + 1, MOST_WEEKS)
    return [Week(monday + at * WEEK) for at in range(max(count, 1))]


def calendar(
    weeks: Sequence[Week],
    *,
    channels: Sequence[tuple[int, str]],
    posts: Iterable[Put],
    displays: Sequence[Shown] = (),
    clashes: Sequence[Clash] = (),
    days: tuple[date, date] | None = None,
    no_channel: str = "",
) -> Calendar:
    """The table; `days` are those of the campaign, between which a new post would fall."""
    by_channel: dict[int, list[Put]] = defaultdict(list)
    for put in sorted(posts, key=lambda each: (each.entry.starts_on, each.entry.id)):
        for channel in put.entry.channel_ids or {0}:
            by_channel[channel].append(put)
    known = [*channels]
    if by_channel[0]:
        known.append((0, no_channel))
    rows = [_channel_row(weeks, pk, name, by_channel[pk], days) for pk, name in known]
    rows += [_display_row(weeks, each, clashes) for each in displays]
    return Calendar(weeks, rows, _by_day(known, by_channel, weeks))


def _channel_row(
    weeks: Sequence[Week],
    channel: int,
    name: str,
    puts: Sequence[Put],
    days: tuple[date, date] | None,
) -> Row:
    cells = [
        Cell(
            week,
            puts=[put for put in puts if week.holds(put.entry.starts_on)],
            day=_day_in(week, days),
        )
        for week in weeks
    ]
    return Row(f"channel-{channel}", name, cells, number=channel)


def _day_in(week: Week, days: tuple[date, date] | None) -> date:
    """The day that a new post in this week would get: its Monday, within the campaign."""
    if days is None:
        return week.monday
    first, last = days
    if week.sunday < first or week.monday > last:
        return week.monday
    return max(week.monday, first)


def _display_row(weeks: Sequence[Week], display: Shown, clashes: Sequence[Clash]) -> Row:
    cells = []
    for week in weeks:
        stays = [
            Stay(
                entry,
                max(entry.starts_on, week.monday),
                min(entry.ends_on, week.sunday),
                is_first=week.holds(entry.starts_on),
                is_last=week.holds(entry.ends_on),
                clash=_clash_in(week, entry, display.id, clashes),
            )
            for entry in display.entries
            if entry.overlaps(week.monday, week.sunday)
        ]
        cells.append(Cell(week, stays=stays))
    return Row(f"display-{display.id}", display.name, cells, is_display=True)


def _clash_in(week: Week, entry: Entry, display: int, clashes: Sequence[Clash]) -> str:
    found = [
        each.other
        for each in clashes
        if each.item_id == entry.id
        and each.display_id == display
        and each.first <= week.sunday
        and each.last >= week.monday
    ]
    return ", ".join(dict.fromkeys(found))


def _by_day(
    channels: Sequence[tuple[int, str]],
    by_channel: Mapping[int, Sequence[Put]],
    weeks: Sequence[Week],
) -> list[tuple[date, Sequence[tuple[Put, str]]]]:
    """The posts once each, by day, with the names of their channels."""
    named: dict[int, list[str]] = defaultdict(list)
    puts: dict[int, Put] = {}
    for pk, name in channels:
        for put in by_channel.get(pk, ()):
            puts[put.entry.id] = put
            named[put.entry.id].append(name if pk else "")
    days: dict[date, list[tuple[Put, str]]] = defaultdict(list)
    for put in puts.values():
        if weeks[0].monday <= put.entry.starts_on <= weeks[-1].sunday:
            days[put.entry.starts_on].append((put, ", ".join(filter(None, named[put.entry.id]))))
    return sorted(days.items())
