"""More hours planned than a discipline has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from planning.clashes import texts
from planning.clashes.facts import Available, Days, Signal, key_of
from planning.clashes.gaps import quarters
from planning.entries import Entry

WEEKS_IN_A_QUARTER = 13
# People move hours about: a week may be half as full again as the mean one, and where there are
# few hours a day and a half fuller.
BUSY_WEEK, BUSY_HOURS = Fraction(3, 2), 12


@dataclass
class _Planned:
    """What a discipline has in a quarter: exact hours, also per week by its Monday."""

    hours: Fraction = Fraction(0)
    item_ids: set[int] = field(default_factory=set)
    weeks: dict[date, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    week_items: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))


def clash_capacity(entries: Iterable[Entry], capacities: Iterable[Available]) -> list[Signal]:
    """A quarter that asks more hours than there are, or else its busiest week if that does."""
    entries = list(entries)
    found = []
    for room in capacities:
        quarter = quarters(room.year)[room.quarter - 1]
        planned = _planned(entries, room.discipline, quarter)
        hours = round(planned.hours)
        if hours > room.hours:
            name = f"{room.year}-{room.quarter}"
            found.append(
                Signal(
                    code="clash_capacity",
                    key=key_of("clash_capacity", name, room.discipline, hours, room.hours),
                    text=texts.clash_quarter(room, hours),
                    item_ids=tuple(sorted(planned.item_ids)),
                    starts_on=quarter.first,
                    ends_on=quarter.last,
                    act_by=quarter.first,
                )
            )
        elif busiest := _busiest_week(planned, room):
            found.append(busiest)
    return found


def _busiest_week(planned: _Planned, room: Available) -> Signal | None:
    if not planned.weeks:
        return None
    monday, exact = min(planned.weeks.items(), key=lambda week: (-week[1], week[0]))
    available = Fraction(room.hours, WEEKS_IN_A_QUARTER)
    if exact <= max(available * BUSY_WEEK, available + BUSY_HOURS):
        return None
    hours, mean = round(exact), round(available)
    return Signal(
        code="clash_capacity",
        key=key_of("clash_capacity", monday, room.discipline, hours, mean),
        text=texts.clash_week(room.discipline, monday, hours, mean),
        item_ids=tuple(sorted(planned.week_items[monday])),
        starts_on=monday,
        ends_on=monday + timedelta(days=6),
        act_by=monday,
    )


def planned_hours(entries: Iterable[Entry], discipline: str, days: Days) -> Fraction:
    """The hours of a discipline that fall in these days."""
    return _planned(list(entries), discipline, days).hours


def _planned(entries: list[Entry], discipline: str, quarter: Days) -> _Planned:
    """Hours spread evenly over the days of an item; a part counts in its whole."""
    estimated = {entry.id: entry for entry in entries if entry.hours.get(discipline)}
    planned = _Planned()
    for entry in estimated.values():
        days = quarter.common(Days(entry.starts_on, entry.ends_on))
        if days is None or entry.parent_id in estimated:
            continue
        per_day = Fraction(entry.hours[discipline], entry.days)
        planned.hours += per_day * days.count
        planned.item_ids.add(entry.id)
        for monday, count in _weeks(days):
            planned.weeks[monday] += per_day * count
            planned.week_items[monday].add(entry.id)
    return planned


def _weeks(days: Days) -> list[tuple[date, int]]:
    """The Mondays of a stretch, each with the number of its days in that week."""
    monday = days.first - timedelta(days=days.first.weekday())
    found = []
    while monday <= days.last:
        found.append((monday, days.shares(Days(monday, monday + timedelta(days=6)))))
        monday += timedelta(weeks=1)
    return found
