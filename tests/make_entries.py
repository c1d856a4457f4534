"""Plan items as plain values, for tests of rules: every argument optional, every default valid."""

from datetime import date
from itertools import count
from typing import Any

from planning.clashes import Facts, Thresholds
from planning.entries import Entry, Joined

serial = count(1)
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
TODAY = date(2027, 3, 15)
DAY = date(2027, 5, 3)
LONG_AGO = date(2026, 1, 5)
USUAL = Thresholds()


def day(month: int, number: int) -> date:
    return date(2027, month, number)


def entry(
    title: str = "Reisboeken",
    first: date = DAY,
    last: date | None = None,
    *,
    sides: str = "CM",
    joined_on: date = LONG_AGO,
    **fields: Any,
) -> Entry:
    names = {"C": "collection", "M": "marketing", "P": "programming"}
    values = {
        "id": next(serial),
        "kind": "campaign",
        "title": title,
        "starts_on": first,
        "ends_on": last or first,
        "created_on": LONG_AGO,
        "joined": tuple(Joined(names[side], joined_on) for side in sides),
        **fields,
    }
    return Entry(**values)


def plan(*entries: Entry, **fields: Any) -> Facts:
    return Facts(first=FIRST, last=LAST, entries=entries, **fields)


def aimed(title: str, first: date, last: date, **fields: Any) -> Entry:
    values = {
        "target_group_id": 7,
        "target_group": "Drukke gezinnen",
        "channel_ids": frozenset({1, 2}),
        "channels": ("nieuwsbrief", "Instagram"),
        **fields,
    }
    return entry(title, first, last, **values)


def placed(title: str, first: date, last: date, **fields: Any) -> Entry:
    values = {"display_id": 4, "display": "Tafel hal, Centrum", **fields}
    return entry(title, first, last, **values)
