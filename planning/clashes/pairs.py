"""Two things in one place: the same readers through the same channel, or the same table."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta

from planning.clashes import texts
from planning.clashes.facts import Days, Signal, Thresholds, key_of
from planning.entries import Entry


def clash_audience(entries: Iterable[Entry], thresholds: Thresholds) -> list[Signal]:
    """Two things for one target group, at the same time, through the same channel."""
    aimed = [entry for entry in entries if entry.target_group_id and entry.channel_ids]
    found = []
    for one, other in _pairs(aimed, lambda entry: entry.target_group_id):
        days, shared = _common(one, other), one.channel_ids & other.channel_ids
        if shared and days.count >= thresholds.clash_days:
            place = (one.target_group_id, sorted(shared))
            text = texts.clash_audience(one, other, days)
            found.append(_clash("clash_audience", one, other, place, text))
    return found


def clash_space(entries: Iterable[Entry]) -> list[Signal]:
    """One table, shelf, window or screen for two things at the same time."""
    placed = [entry for entry in entries if entry.display_id]
    found = []
    for one, other in _pairs(placed, lambda entry: entry.display_id):
        if _begins(one) < _ends(other) and _begins(other) < _ends(one):
            text = texts.clash_space(one, other, _common(one, other))
            found.append(_clash("clash_space", one, other, (one.display_id,), text))
    return found


def is_family(one: Entry, other: Entry) -> bool:
    """A part beside its campaign, or two days of a series, are meant to be there together."""
    if one.series_id and one.series_id == other.series_id:
        return True
    return (one.parent_id or one.id) == (other.parent_id or other.id)


def _clash(code: str, one: Entry, other: Entry, place: tuple[object, ...], text: str) -> Signal:
    days, ids = _common(one, other), tuple(sorted((one.id, other.id)))
    return Signal(
        code=code,
        key=key_of(code, ids, *place, days.first, days.last),
        text=text,
        item_ids=ids,
        starts_on=days.first,
        ends_on=days.last,
        act_by=days.first,
    )


def _pairs(
    entries: Iterable[Entry], place: Callable[[Entry], object]
) -> Iterator[tuple[Entry, Entry]]:
    """Each two of different families in one place with a day in common, in order of days."""
    present: dict[object, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (each.starts_on, each.id)):
        # Whoever ended before this one began meets nobody any more.
        before = present.get(place(entry), [])
        still_there = [each for each in before if each.ends_on >= entry.starts_on]
        for earlier in still_there:
            if not is_family(earlier, entry):
                yield earlier, entry
        present[place(entry)] = [*still_there, entry]


def _common(one: Entry, other: Entry) -> Days:
    return Days(max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on))


def _begins(entry: Entry) -> datetime:
    return datetime.combine(entry.starts_on, entry.start_time or time.min)


def _ends(entry: Entry) -> datetime:
    if entry.end_time:
        return datetime.combine(entry.ends_on, entry.end_time)
    return datetime.combine(entry.ends_on + timedelta(days=1), time.min)
