"""More hours planned than a discipline has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from planning.clashes import texts
from planning.clashes.facts import Available, Days, Signal, key_of
from planning.clashes.gaps import ONE_DAY, quarters
from planning.entries import Entry

# An item, its days in the quarter, and the thousandths of hours that it asks there.
Share = tuple[Entry, Days, int]
WEEKS_IN_A_QUARTER = 13
# People move hours about: a week may be half as full again as the mean one, and where there are
# few hours a day and a half fuller.
BUSY_WEEK, BUSY_HOURS = 1.5, 12
# Hours are counted in whole thousandths: added in any order, they are the same.
PARTS = 1000
WEEK = timedelta(days=7)


def clash_capacity(entries: Iterable[Entry], capacities: Iterable[Available]) -> list[Signal]:
    """A quarter that asks more hours than there are, or else its busiest week if that does."""
    entries = list(entries)
    found = []
    for room in capacities:
        quarter = quarters(room.year)[room.quarter - 1]
        shares = _shares(entries, room.discipline, quarter)
        hours = _whole(sum(parts for _, _, parts in shares))
        if hours > room.hours:
            name = f"{room.year}-{room.quarter}"
            found.append(
                Signal(
                    code="clash_capacity",
                    key=key_of("clash_capacity", name, room.discipline, hours, room.hours),
                    text=texts.clash_quarter(room, hours),
                    item_ids=tuple(sorted(entry.id for entry, _, _ in shares)),
                    starts_on=quarter.first,
                    ends_on=quarter.last,
                    act_by=quarter.first,
                )
            )
        elif busiest := _busiest_week(shares, room):
            found.append(busiest)
    return found


def planned_hours(entries: Iterable[Entry], discipline: str, days: Days) -> Fraction:
    """The hours of a discipline that fall in these days."""
    shares = _shares(list(entries), discipline, days)
    return Fraction(sum(parts for _, _, parts in shares), PARTS)


def _busiest_week(shares: list[Share], room: Available) -> Signal | None:
    weeks: dict[date, int] = defaultdict(int)
    items: dict[date, set[int]] = defaultdict(set)
    for entry, days, _ in shares:
        for monday in _mondays(days):
            shared = days.shares(Days(monday, monday + WEEK - ONE_DAY))
            weeks[monday] += _parts(entry.hours[room.discipline], shared, entry.days)
            items[monday].add(entry.id)
    if not weeks:
        return None
    monday, parts = min(weeks.items(), key=lambda week: (-week[1], week[0]))
    available = room.hours / WEEKS_IN_A_QUARTER
    if parts <= PARTS * max(available * BUSY_WEEK, available + BUSY_HOURS):
        return None
    hours, mean = _whole(parts), round(available)
    return Signal(
        code="clash_capacity",
        key=key_of("clash_capacity", monday, room.discipline, hours, mean),
        text=texts.clash_week(room.discipline, monday, hours, mean),
        item_ids=tuple(sorted(items[monday])),
        starts_on=monday,
        ends_on=monday + WEEK - ONE_DAY,
        act_by=monday,
    )


def _shares(entries: list[Entry], discipline: str, quarter: Days) -> list[Share]:
    """What each item asks of a quarter, spread evenly over its days; a part counts in its whole."""
    estimated = {entry.id for entry in entries if entry.hours.get(discipline)}
    shares = []
    for entry in entries:
        if entry.id not in estimated or entry.parent_id in estimated:
            continue
        days = quarter.common(Days(entry.starts_on, entry.ends_on))
        if days:
            shares.append((entry, days, _parts(entry.hours[discipline], days.count, entry.days)))
    return shares


def _parts(hours: int, days: int, of: int) -> int:
    return PARTS * hours * days // of


def _whole(parts: int) -> int:
    return (parts + PARTS // 2) // PARTS


def _mondays(days: Days) -> Iterator[date]:
    monday = days.first - timedelta(days=days.first.weekday())
    while monday <= days.last:
        yield monday
        monday += WEEK
