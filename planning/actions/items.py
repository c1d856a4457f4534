"""What can happen to a plan item. Every change goes through here, and leaves one ItemChange."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning import snapshots
from planning.models import (
    Initiative,
    Involvement,
    ItemBranch,
    ItemChange,
    ItemChannel,
    Library,
    PlanItem,
    PlanSeries,
    User,
)
from planning.snapshots import Snapshot

Kind = ItemChange.Kind


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed: what it was, and what each made of it."""

    name: str
    base: Any
    mine: Any
    theirs: Any
    by: str
    at: datetime


class CannotChange(Exception):
    """Somebody else changed the same fields meanwhile; `conflicts` says which."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(", ".join(each.name for each in conflicts))
        self.conflicts = conflicts


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
    _write_columns(item, written)
    item.save()
    pairs = [[each, person.pk if person else None, now.isoformat()] for each, person in involved]
    _write_rows(item, written | {"involved": pairs})
    _note(item, Kind.CREATED, {}, snapshots.of(item), by=by, at=now)
    return item


@transaction.atomic
def change_item(
    item: PlanItem,
    *,
    by: User | None,
    base: int,
    fields: Mapping[str, Any],
    kind: str = Kind.CHANGED,
) -> PlanItem:
    """Change an item that was seen at version `base`; `fields` may hold what did not change.

    What others changed since then stays, unless both changed the same field to something else:
    that raises CannotChange and changes nothing.
    """
    item = _locked(item)
    now_is = snapshots.of(item)
    wanted = snapshots.plain(fields)
    if base != item.version:
        seen = _as_of(item, now_is, base)
        conflicts = _conflicts(item, base, seen, wanted, now_is)
        if conflicts:
            raise CannotChange(conflicts)
        wanted = {name: value for name, value in wanted.items() if value != seen[name]}
    return _rewrite(item, now_is, wanted, kind=kind, by=by)


@transaction.atomic
def join_item(
    item: PlanItem, *, by: User | None, discipline: str, person: User | None = None
) -> PlanItem:
    """A discipline, or somebody of it, comes on board now; who was there already stays since then.

    Naming a person takes the place of "somebody of this discipline", who keeps the moment.
    """
    item = _locked(item)
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
    item = _locked(item)
    now_is = snapshots.of(item)
    person_id = person.pk if person else None
    rows = [row for row in now_is["involved"] if row[:2] != [discipline, person_id]]
    if not rows:
        raise CannotLeaveItem(str(item))
    return _rewrite(item, now_is, {"involved": rows}, kind=Kind.CHANGED, by=by)


@transaction.atomic
def archive_item(item: PlanItem, *, by: User | None) -> PlanItem:
    """Take an item out of the plan; it stays in the bin for thirty days."""
    item = _locked(item)
    return _rewrite(item, snapshots.of(item), {"is_archived": True}, kind=Kind.ARCHIVED, by=by)


@transaction.atomic
def restore_item(item: PlanItem, *, by: User | None, wanted: Snapshot | None = None) -> PlanItem:
    """Take an item out of the bin, or give it back the fields of an older snapshot."""
    item = _locked(item)
    wanted = {"is_archived": False, **(wanted or {})}
    return _rewrite(item, snapshots.of(item), wanted, kind=Kind.RESTORED, by=by)


@transaction.atomic
def undo_change(item: PlanItem, *, version: int, by: User | None) -> PlanItem:
    """Undo the last change, if it still is the last one; else CannotUndo."""
    item = _locked(item)
    change = item.changes.filter(version=version).first()
    if change is None or item.version != version:
        raise CannotUndo(str(item))
    wanted = {"is_archived": True} if change.kind == Kind.CREATED else change.before
    return _rewrite(item, snapshots.of(item), wanted, kind=Kind.UNDONE, by=by)


def _locked(item: PlanItem) -> PlanItem:
    rows: PlanItem = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    return rows


def _as_of(item: PlanItem, now_is: Snapshot, base: int) -> Snapshot:
    """What the item was at an older version: today with every later change taken back."""
    then = dict(now_is)
    for change in item.changes.filter(version__gt=base).order_by("-version"):
        then |= change.before
    return then


def _conflicts(
    item: PlanItem, base: int, seen: Snapshot, wanted: Snapshot, now_is: Snapshot
) -> list[Conflict]:
    later = list(item.changes.filter(version__gt=base).select_related("by").order_by("version"))
    found = []
    for name, mine in wanted.items():
        if mine == seen[name] or seen[name] == now_is[name] or mine == now_is[name]:
            continue
        last = [change for change in later if name in change.after][-1]
        who = str(last.by) if last.by else ""
        found.append(Conflict(name, seen[name], mine, now_is[name], who, last.at))
    return found


def _rewrite(
    item: PlanItem, now_is: Snapshot, wanted: Snapshot, *, kind: str, by: User | None
) -> PlanItem:
    before, after = snapshots.difference(now_is, wanted)
    if not after:
        return item
    now = timezone.now()
    if "is_archived" in after:
        item.archived_at = now if after["is_archived"] else None
    _write_columns(item, after)
    item.version += 1
    item.changed_at = now
    item.save()
    _write_rows(item, after)
    _note(item, kind, before, after, by=by, at=now)
    return item


def _write_columns(item: PlanItem, written: Snapshot) -> None:
    for name in (*snapshots.PLAIN, *snapshots.DAYS, *snapshots.TIMES, *snapshots.MONEY):
        if name in written:
            setattr(item, name, snapshots.value_of(name, written[name]))


def _write_rows(item: PlanItem, written: Snapshot) -> None:
    library_id = item.library_id
    if "branches" in written:
        ItemBranch.objects.filter(item=item).delete()
        ItemBranch.objects.bulk_create(
            ItemBranch(library_id=library_id, item=item, branch_id=each)
            for each in written["branches"]
        )
    if "channels" in written:
        ItemChannel.objects.filter(item=item).delete()
        ItemChannel.objects.bulk_create(
            ItemChannel(library_id=library_id, item=item, channel_id=each)
            for each in written["channels"]
        )
    if "involved" in written:
        Involvement.objects.filter(item=item).delete()
        Involvement.objects.bulk_create(
            Involvement(
                library_id=library_id,
                item=item,
                discipline=discipline,
                person_id=person_id,
                joined_at=datetime.fromisoformat(joined_at),
            )
            for discipline, person_id, joined_at in written["involved"]
        )


def _note(
    item: PlanItem, kind: str, before: Snapshot, after: Snapshot, *, by: User | None, at: datetime
) -> None:
    ItemChange.objects.create(
        library_id=item.library_id,
        item=item,
        version=item.version,
        kind=kind,
        before=before,
        after=after,
        by=by,
        at=at,
    )
