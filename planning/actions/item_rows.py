"""From a snapshot to the rows of an item; only planning.actions.items writes with it."""

from datetime import datetime

from django.db.models import Model

from planning import snapshots
from planning.models import (
    Branch,
    Channel,
    Display,
    Involvement,
    ItemBranch,
    ItemChange,
    ItemChannel,
    NationalCampaign,
    PlanItem,
    TargetGroup,
    User,
)
from planning.snapshots import Snapshot

# What a snapshot names by number and somebody may have deleted since.
RELATED: dict[str, type[Model]] = {
    "branches": Branch,
    "channels": Channel,
    "display_id": Display,
    "target_group_id": TargetGroup,
    "national_id": NationalCampaign,
    "parent_id": PlanItem,
}


def write_columns(item: PlanItem, written: Snapshot) -> None:
    """The fields of the item itself; saving is up to the caller."""
    for name in (*snapshots.PLAIN, *snapshots.DAYS, *snapshots.TIMES, *snapshots.MONEY):
        if name in written:
            setattr(item, name, snapshots.value_of(name, written[name]))


def write_rows(item: PlanItem, written: Snapshot) -> None:
    """Its branches, its channels, and who is in it."""
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


def note(
    item: PlanItem, kind: str, before: Snapshot, after: Snapshot, *, by: User | None, at: datetime
) -> None:
    """One line of history for the version that the item has now."""
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


def still_there(item: PlanItem, wanted: Snapshot) -> Snapshot:
    """A snapshot without what was deleted since: a branch, a channel, a colleague's account."""
    kept = dict(wanted)
    for name, model in RELATED.items():
        if kept.get(name) is None:
            continue
        ids = kept[name] if isinstance(kept[name], list) else [kept[name]]
        rows = model._default_manager.filter(library=item.library_id, pk__in=ids)
        found = sorted(rows.values_list("pk", flat=True))
        kept[name] = found if isinstance(kept[name], list) else next(iter(found), None)
    if "involved" in kept:
        people = {row[1] for row in kept["involved"] if row[1]}
        known = set(User.objects.filter(pk__in=people).values_list("pk", flat=True))
        kept["involved"] = [row for row in kept["involved"] if row[1] is None or row[1] in known]
    return kept
