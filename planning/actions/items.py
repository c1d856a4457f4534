"""What can happen to a plan item. Every change goes through here, and leaves one ItemChange."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning import beside, snapshots
from planning.actions import item_rows
from planning.models import Initiative, ItemChange, Library, PlanItem, PlanSeries, User
from planning.snapshots import Snapshot

Kind = ItemChange.Kind
DAYS_IN_BIN = 30
WHEN = (*snapshots.DAYS, *snapshots.TIMES)


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed: what it was, and what each made of it."""

    name: str
    base: Any
    mine: Any
    theirs: Any
    by: str
    at: datetime


@dataclass(frozen=True)
class Content:
    """What hangs on an item outside its own fields and follows its versions, as plain values.

    `write` is called with what of it changes; `planning.wording` knows what its fields are called.
    """

    now: Snapshot
    wanted: Snapshot
    write: Callable[[Snapshot], None]


class CannotChange(Exception):
    """Somebody else changed the same fields meanwhile; `conflicts` says which.

    `merged` is the item with all that does not conflict, of both; `version` what it is now.
    """

    def __init__(self, conflicts: list[Conflict], *, merged: Snapshot, version: int) -> None:
        super().__init__(", ".join(each.name for each in conflicts))
        self.conflicts, self.merged, self.version = conflicts, merged, version


class ChangedMeanwhile(Exception):
    """Somebody else changed an item that was to be removed or put back; `changes` says how."""

    def __init__(self, changes: list[ItemChange]) -> None:
        super().__init__(", ".join(str(each) for each in changes))
        self.changes = changes


class CannotUndo(Exception):
    """Something happened to the item after the change that was to be undone."""


@transaction.atomic
def create_item(
    library: Library,
    *,
    by: User | None,
    fields: Mapping[str, Any],
    involved: Iterable[tuple[str, User | None]],
    series: PlanSeries | None = None,
    series_on: date | None = None,
    initiative: Initiative | None = None,
    created_at: datetime | None = None,
) -> PlanItem:
    """Put an item in the plan: `fields` as a form cleaned them, (discipline, person) `involved`."""
    written = snapshots.plain(fields)
    now = created_at or timezone.now()
    item = PlanItem(
        library=library,
        created_by=by,
        series=series,
        series_on=series_on,
        initiative=initiative,
        created_at=now,
        changed_at=now,
    )
    item_rows.write_columns(item, written)
    item.save()
    pairs = [[each, person.pk if person else None, now.isoformat()] for each, person in involved]
    item_rows.write_rows(item, written | {"involved": pairs})
    item_rows.note(item, Kind.CREATED, {}, snapshots.of(item), by=by, at=now)
    return item


@transaction.atomic
def change_item(
    item: PlanItem,
    *,
    by: User | None,
    base: int,
    fields: Mapping[str, Any],
    kind: str = Kind.CHANGED,
    content: Content | None = None,
) -> PlanItem:
    """Change an item that was seen at version `base`; `fields` may hold what did not change.

    What others changed since then stays, unless both changed the same field to something else, or
    the days of the one do not go with those of the other: that raises CannotChange and changes
    nothing.
    """
    item = locked(item)
    now_is = snapshots.of(item) | (content.now if content else {})
    wanted = snapshots.plain(fields) | (content.wanted if content else {})
    if base != item.version:
        seen = as_of(item, now_is, base)
        conflicts = _conflicts(item, base, seen, wanted, now_is)
        wanted = {name: value for name, value in wanted.items() if value != seen[name]}
        if conflicts:
            refused = {each.name for each in conflicts}
            mine = {name: value for name, value in wanted.items() if name not in refused}
            raise CannotChange(conflicts, merged=now_is | mine, version=item.version)
    if content:
        content.write({name: wanted[name] for name in content.now if name in wanted})
    return _rewrite(item, now_is, wanted, kind=kind, by=by)


@transaction.atomic
def join_item(
    item: PlanItem, *, by: User | None, discipline: str, person: User | None = None
) -> PlanItem:
    """A discipline, or somebody of it, comes on board now; who was there already stays since then.

    Naming a person takes the place of "somebody of this discipline", who keeps the moment.
    """
    item = locked(item)
    now_is = snapshots.of(item)
    rows: list[list[Any]] = now_is["involved"]
    moment = timezone.now().isoformat()
    person_id = person.pk if person else None
    if any(row[0] == discipline and row[1] == person_id for row in rows):
        return item
    if person_id is None and any(row[0] == discipline for row in rows):
        return item
    nameless = [row for row in rows if row[0] == discipline and row[1] is None]
    since = nameless[0][2] if nameless else moment
    kept = [row for row in rows if row not in nameless]
    wanted = {"involved": [*kept, [discipline, person_id, since]]}
    return _rewrite(item, now_is, wanted, kind=Kind.JOINED, by=by)


class CannotLeaveItem(Exception):
    """An item keeps at least one discipline."""


@transaction.atomic
def leave_item(
    item: PlanItem, *, by: User | None, discipline: str, person: User | None = None
) -> PlanItem:
    """Somebody steps out; the last one of an item stays."""
    item = locked(item)
    now_is = snapshots.of(item)
    person_id = person.pk if person else None
    rows = [row for row in now_is["involved"] if row[:2] != [discipline, person_id]]
    if not rows:
        raise CannotLeaveItem(str(item))
    return _rewrite(item, now_is, {"involved": rows}, kind=Kind.CHANGED, by=by)


@transaction.atomic
def archive_item(item: PlanItem, *, by: User | None, base: int | None = None) -> PlanItem:
    """Take an item out of the plan; it stays in the bin for thirty days.

    Whoever saw an older version than `base` first reads what happened: ChangedMeanwhile.
    """
    item = locked(item)
    refuse_unseen(item, base)
    return _rewrite(item, snapshots.of(item), {"is_archived": True}, kind=Kind.ARCHIVED, by=by)


@transaction.atomic
def restore_item(
    item: PlanItem, *, by: User | None, wanted: Snapshot | None = None, base: int | None = None
) -> PlanItem:
    """Take an item out of the bin, or give it back the fields of an older snapshot."""
    item = locked(item)
    refuse_unseen(item, base)
    wanted = {"is_archived": False, **item_rows.still_there(item, wanted or {})}
    return _rewrite(item, snapshots.of(item), wanted, kind=Kind.RESTORED, by=by)


def restore_version(item: PlanItem, *, version: int, by: User | None, base: int) -> PlanItem:
    """Make an item again what it was at an older version; who is in it stays as it is."""
    then = as_of(item, snapshots.of(item), version)
    wanted = {name: value for name, value in then.items() if name != "involved"}
    return restore_item(item, by=by, wanted=wanted, base=base)


@transaction.atomic
def undo_change(item: PlanItem, *, version: int, by: User | None) -> PlanItem:
    """Undo the last change, if it still is the last one; else CannotUndo."""
    item = locked(item)
    change = item.changes.filter(version=version).first()
    if change is None or item.version != version:
        raise CannotUndo(str(item))
    wanted = {"is_archived": True} if change.kind == Kind.CREATED else change.before
    if not wanted.keys() <= set(snapshots.FIELDS):
        raise CannotUndo(str(item))  # what hangs on it changed too, and that is not ours to write
    wanted = item_rows.still_there(item, wanted)
    return _rewrite(item, snapshots.of(item), wanted, kind=Kind.UNDONE, by=by)


def as_of(item: PlanItem, now_is: Snapshot, base: int) -> Snapshot:
    """What the item was at an older version: today with every later change taken back."""
    then = dict(now_is)
    for change in item.changes.filter(version__gt=base).order_by("-version"):
        then |= {name: value for name, value in change.before.items() if name in now_is}
    return then


def locked(item: PlanItem) -> PlanItem:
    """The item as it is, for nobody else to change until this transaction is over."""
    rows: PlanItem = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    return rows


def days_at(item: PlanItem, version: int) -> dict[str, date]:
    """The first and the last day as they were at an older version."""
    then = as_of(item, snapshots.of(item), version)
    return {name: date.fromisoformat(then[name]) for name in snapshots.DAYS}


def refuse_unseen(item: PlanItem, base: int | None) -> None:
    """Stop when an item changed since somebody saw it: ChangedMeanwhile."""
    if base is None or base >= item.version:
        return
    later = item.changes.filter(version__gt=base).select_related("by").order_by("version")
    raise ChangedMeanwhile(list(later))


def _conflicts(
    item: PlanItem, base: int, seen: Snapshot, wanted: Snapshot, now_is: Snapshot
) -> list[Conflict]:
    mine = {name: value for name, value in wanted.items() if value != seen[name]}
    theirs = {name for name in now_is if seen[name] != now_is[name]}
    both = [name for name in mine if name in theirs and mine[name] != now_is[name]]
    if not theirs.isdisjoint(WHEN) and not _has_days_in_order(now_is | mine):
        # Each alone was right: the last day of one does not go with the first day of the other.
        both += [name for name in WHEN if name not in both and (name in mine or name in theirs)]
    later = list(item.changes.filter(version__gt=base).select_related("by").order_by("version"))
    found = []
    for name in both:
        last = [each for each in later if name in each.after or name not in theirs][-1]
        who = str(last.by) if last.by else ""
        own = mine.get(name, seen[name])
        found.append(Conflict(name, seen[name], own, now_is[name], who, last.at))
    return found


def _has_days_in_order(written: Snapshot) -> bool:
    # ISO text sorts as the days and times it stands for.
    if written["ends_on"] < written["starts_on"]:
        return False
    start, end = written["start_time"], written["end_time"]
    if end is None:
        return True
    return bool(start) and (written["ends_on"] > written["starts_on"] or end > start)


def _rewrite(
    item: PlanItem, now_is: Snapshot, wanted: Snapshot, *, kind: str, by: User | None
) -> PlanItem:
    if "involved" in wanted:
        wanted = wanted | {"involved": snapshots.in_order(wanted["involved"])}
    before, after = snapshots.difference(now_is, wanted)
    if not after:
        return item
    now, days = timezone.now(), (item.starts_on, item.ends_on)
    if "is_archived" in after:
        item.archived_at = now if after["is_archived"] else None
    item_rows.write_columns(item, after)
    item.version += 1
    item.changed_at = now
    item.save()
    item_rows.write_rows(item, after)
    item_rows.note(item, kind, before, after, by=by, at=now)
    beside.changed(item, before=days, by=by)
    return item
