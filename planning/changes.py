"""What is different between two states of a plan. Pure: snapshots of items in, changes out.

A row is a snapshot (planning.snapshots) with the `id` of its item.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from planning import snapshots
from planning.entries import COLLECTION, CONSULTATION, DISCIPLINES, JOINT, MARKETING, OTHER

Row = dict[str, Any]
ADDED, MOVED, CHANGED, GONE = "added", "moved", "changed", "gone"
KINDS = (ADDED, MOVED, CHANGED, GONE)
WHEN = frozenset({*snapshots.DAYS, *snapshots.TIMES})
# Who of a discipline is named does not change the plan; which discipline is in it does.
SILENT = frozenset({"is_archived", "involved"})


@dataclass(frozen=True)
class Change:
    """One item: how it differs, and in which fields, each as it was and as it became."""

    kind: str
    item_id: int
    title: str
    lane: str
    starts_on: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def between(old: Iterable[Row], new: Iterable[Row]) -> list[Change]:
    """What was added, moved, changed and has gone, in order of the days."""
    was = {row["id"]: row for row in old}
    now = {row["id"]: row for row in new}
    found = [_change(ADDED, row, {}, {}) for number, row in now.items() if number not in was]
    found += [_change(GONE, row, {}, {}) for number, row in was.items() if number not in now]
    for number in was.keys() & now.keys():
        before, after = snapshots.difference(_spoken(was[number]), _spoken(now[number]))
        if after:
            kind = MOVED if after.keys() <= WHEN else CHANGED
            found.append(_change(kind, now[number], before, after))
    return sorted(found, key=lambda each: (each.starts_on, each.title, each.item_id))


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many of each kind, in the fixed order; kinds without any are left out."""
    kinds = [each.kind for each in changes]
    return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def lane_of(row: Row) -> str:
    """The lane in which an item of that state stands."""
    if row["kind"] == CONSULTATION:
        return CONSULTATION
    present = {each[0] for each in row["involved"]}
    if len(present) > 1:
        return JOINT
    return next((each for each in DISCIPLINES if each in present), OTHER)


def concerns(changes: Iterable[Change], discipline: str) -> list[Change]:
    """The changes in the lane of a discipline, or in the joint one."""
    sides = {COLLECTION: {COLLECTION, JOINT}, MARKETING: {MARKETING, JOINT}}
    return [each for each in changes if each.lane in sides.get(discipline, {discipline, JOINT})]


def _spoken(row: Row) -> Row:
    plain = {name: value for name, value in row.items() if name not in SILENT and name != "id"}
    return plain | {"disciplines": sorted({each[0] for each in row["involved"]})}


def _change(kind: str, row: Row, before: dict[str, Any], after: dict[str, Any]) -> Change:
    return Change(kind, row["id"], row["title"], lane_of(row), row["starts_on"], before, after)
