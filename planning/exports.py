"""A plan as a table for a spreadsheet and as values for a program: the same rows as the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from planning.clashes import Signal
from planning.entries import COLLECTION, MARKETING, PROGRAMMING, Entry
from planning.models import PlanItem
from planning.spreadsheet import Column, Table, Value
from planning.wording import discipline_in_words, weeks_in_words

HOURS = (COLLECTION, MARKETING, PROGRAMMING)


def signals_by_item(signals: Iterable[Signal]) -> dict[int, list[str]]:
    """The open signals of each item, in words."""
    found: dict[int, list[str]] = {}
    for signal in signals:
        if not signal.is_accepted:
            for pk in signal.item_ids:
                found.setdefault(pk, []).append(signal.text)
    return found


def table(
    entries: Sequence[Entry],
    signals: Mapping[int, Sequence[str]],
    *,
    name: str,
    notes: Sequence[tuple[str, str]],
) -> Table:
    """One row per item."""
    columns = [
        Column(_("What"), width=34),
        Column(_("Kind"), width=18),
        Column(_("Disciplines"), width=22),
        Column(_("First day"), width=12),
        Column(_("Last day"), width=12),
        Column(_("From (time)"), width=10),
        Column(_("Until (time)"), width=10),
        Column(_("Week"), width=8),
        Column(_("Target group"), width=22),
        Column(_("Branches"), width=22),
        Column(_("Channels"), width=24),
        Column(_("Display"), width=22),
        Column(_("Place"), width=18),
        Column(_("Who"), width=28),
        Column(_("Status"), width=12),
        Column(_("Hours of collection"), "count", 10),
        Column(_("Hours of marketing"), "count", 10),
        Column(_("Hours of programming"), "count", 10),
        Column(_("Euros"), "decimal", 10),
        Column(_("Signals"), width=40),
    ]
    return Table(
        name=name,
        columns=columns,
        rows=[_row(each, signals.get(each.id, ())) for each in entries],
        notes=notes,
    )


def values(entries: Sequence[Entry], signals: Mapping[int, Sequence[str]]) -> list[dict[str, Any]]:
    """One dict per item, with codes instead of Dutch words and ISO days and times."""
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "title": each.title,
            "lane": each.lane,
            "disciplines": list(each.disciplines),
            "starts_on": each.starts_on.isoformat(),
            "ends_on": each.ends_on.isoformat(),
            "start_time": each.start_time.isoformat("minutes") if each.start_time else None,
            "end_time": each.end_time.isoformat("minutes") if each.end_time else None,
            "status": each.status,
            "target_group": each.target_group or None,
            "branches": list(each.branches),
            "channels": list(each.channels),
            "display": each.display or None,
            "place": each.place or None,
            "hours": each.hours,
            "euros": f"{each.euros:.2f}" if each.euros is not None else None,
            "joined": [
                {"discipline": joined.discipline, "on": joined.joined_on.isoformat()}
                for joined in each.joined
            ],
            "signals": list(signals.get(each.id, ())),
        }
        for each in entries
    ]


def _row(entry: Entry, signals: Sequence[str]) -> list[Value]:
    return [
        entry.title,
        str(PlanItem.Kind(entry.kind).label),
        ", ".join(discipline_in_words(each) for each in entry.disciplines),
        f"{entry.starts_on:%d-%m-%Y}",
        f"{entry.ends_on:%d-%m-%Y}",
        entry.start_time.isoformat("minutes") if entry.start_time else "",
        entry.end_time.isoformat("minutes") if entry.end_time else "",
        weeks_in_words(entry.starts_on, entry.ends_on),
        entry.target_group,
        ", ".join(entry.branches),
        ", ".join(entry.channels),
        entry.display,
        entry.place,
        ", ".join(dict.fromkeys(each.person for each in entry.joined if each.person)),
        str(PlanItem.Status(entry.status).label),
        *(entry.hours.get(each) for each in HOURS),
        float(entry.euros) if entry.euros is not None else None,
        "; ".join(signals),
    ]
