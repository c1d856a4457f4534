"""A plan item written down: what its history, its versions and its undo are made of.

A snapshot is a dict of plain values that JSON can hold: days and times as ISO text, euros as text
with two decimals, branches and channels as sorted ids, and `involved` as a sorted list of
[discipline, person id or None, moment of joining].
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from planning.models import PlanItem

Snapshot = dict[str, Any]
PLAIN = (
    "kind",
    "title",
    "notes",
    "status",
    "place",
    "hours_collection",
    "hours_marketing",
    "hours_programming",
    "target_group_id",
    "display_id",
    "national_id",
    "parent_id",
)
DAYS = ("starts_on", "ends_on")
TIMES = ("start_time", "end_time")
MONEY = ("euros",)
MANY = ("branches", "channels")
FIELDS = (*PLAIN, *DAYS, *TIMES, *MONEY, *MANY, "involved", "is_archived")
# Changing one of these makes an approval worthless.
MATERIAL = ("title", "starts_on", "ends_on", "target_group_id", "channels", "euros", "branches")


def of(item: PlanItem) -> Snapshot:
    """The item as it is now."""
    taken: Snapshot = {name: getattr(item, name) for name in PLAIN}
    taken |= {name: _text(getattr(item, name)) for name in (*DAYS, *TIMES, *MONEY)}
    taken |= {
        name: sorted(each.pk for each in getattr(item, name).all()) if item.pk else []
        for name in MANY
    }
    rows = item.involvements.all() if item.pk else []
    taken["involved"] = in_order(
        [each.discipline, each.person_id, each.joined_at.isoformat()] for each in rows
    )
    taken["is_archived"] = item.archived_at is not None
    return taken


def in_order(involved: Iterable[list[Any]]) -> list[list[Any]]:
    """Who is in it, in the one order in which a snapshot writes it."""
    return sorted(involved, key=lambda each: (each[0], each[1] or 0))


def plain(fields: Mapping[str, Any]) -> Snapshot:
    """Cleaned values of a form, under the names and in the shape of a snapshot."""
    written: Snapshot = {}
    for name, value in fields.items():
        if name in MANY:
            written[name] = sorted(getattr(each, "pk", each) for each in value)
        elif f"{name}_id" in PLAIN:
            written[f"{name}_id"] = getattr(value, "pk", value)
        elif name in FIELDS:
            written[name] = _text(value)
        else:
            raise KeyError(name)
    return written


def difference(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """The fields in which two snapshots differ: as they were, and as they became."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def value_of(name: str, written: Any) -> Any:
    """What a field of the model holds for what stands in a snapshot."""
    if written in (None, ""):
        return written
    if name in DAYS:
        return date.fromisoformat(written)
    if name in TIMES:
        return time.fromisoformat(written)
    if name in MONEY:
        return Decimal(written)
    return written


def digest(snapshots: Iterable[Snapshot], names: Iterable[str] = FIELDS) -> str:
    """SHA-256 of these fields of snapshots, for "exactly as it was when I saw it"."""
    wanted = tuple(names)
    rows = [[each.get("id"), *(each.get(name) for name in wanted)] for each in snapshots]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _text(value: Any) -> Any:
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value
