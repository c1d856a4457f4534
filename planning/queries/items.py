"""What can be asked about one item: who can join, what happened to it, what its numbers mean."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Lower

from planning import recurrence, wording
from planning.entries import DISCIPLINES, OTHER, Entry
from planning.models import (
    Branch,
    Channel,
    Comment,
    Display,
    ItemChange,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    TargetGroup,
    User,
)
from planning.snapshots import Snapshot
from planning.wording import Difference, Names


@dataclass(frozen=True)
class ChangeLine:
    """One line of history."""

    version: int
    by: str
    at: datetime
    said: str
    differences: list[Difference]
    can_be_restored: bool


@dataclass(frozen=True)
class BinRow:
    """An item in the bin; `together` counts the days of its series that went in the same go."""

    item: PlanItem
    together: int


def colleagues(library: Library) -> list[Membership]:
    """Everybody who works for the library, by name."""
    rows = Membership.objects.accepted().filter(library=library, user__is_active=True)
    return list(rows.select_related("user").order_by(Lower("user__name"), "pk"))


def joining(people: list[Membership], entry: Entry) -> tuple[list[Membership], list[str]]:
    """Who could join, and the disciplines of which nobody has to be named yet.

    Those of a discipline that is missing, or of which nobody is named; when none is, everybody.
    """
    inside = {each.person_id for each in entry.joined}
    outside = [each for each in people if each.user_id not in inside]
    present = {each.discipline for each in people} - set(entry.disciplines) - {OTHER}
    missing = [each for each in DISCIPLINES if each in present]
    unnamed = {each.discipline for each in entry.joined if each.person_id is None}
    first = [each for each in outside if each.discipline in unnamed.union(missing)]
    return first if first or missing else outside, missing


def children(item: PlanItem) -> list[PlanItem]:
    """What belongs to an item: its posts, placements and tasks."""
    return list(item.children.filter(archived_at=None).order_by("starts_on", "title", "pk"))


def target_groups(library: Library) -> "QuerySet[TargetGroup]":
    """The groups one can plan for, by name."""
    rows = TargetGroup.objects.filter(library=library, archived_at=None)
    return rows.order_by(Lower("name"), "pk")


def channels(library: Library) -> "QuerySet[Channel]":
    """The channels in use, in the library's own order."""
    rows = Channel.objects.filter(library=library, archived_at=None)
    return rows.order_by("position", Lower("name"), "pk")


def displays(library: Library) -> "QuerySet[Display]":
    """The displays in use, by branch."""
    rows = Display.objects.filter(library=library, archived_at=None).select_related("branch")
    return rows.order_by(Lower("branch__name"), Lower("name"), "pk")


def national_campaigns(library: Library, year: int) -> "QuerySet[NationalCampaign]":
    """The national campaigns that start in a year, or in the first weeks of the next."""
    rows = NationalCampaign.objects.filter(library=library, year__in=[year, year + 1])
    return rows.order_by("starts_on", "pk")


def possible_parents(library: Library, item: PlanItem | None, year: int) -> "QuerySet[PlanItem]":
    """What a task, a post or a moment can belong to: campaigns and activities of that year."""
    kinds = [PlanItem.Kind.CAMPAIGN, PlanItem.Kind.ACTIVITY]
    rows = PlanItem.objects.filter(library=library, kind__in=kinds, archived_at=None)
    rows = rows.filter(starts_on__year__lte=year, ends_on__year__gte=year)
    if item is not None and item.parent_id:
        rows |= PlanItem.objects.filter(library=library, pk=item.parent_id)
    if item is not None:
        rows = rows.exclude(pk=item.pk)
    return rows.order_by("starts_on", "title", "pk")


def names_of(library: Library, snapshots: list[Snapshot]) -> Names:
    """The names behind the numbers in these snapshots; seven queries whatever their number."""
    people = User.objects.filter(pk__in=wording.numbers_in(snapshots, "people"))
    parents = PlanItem.objects.filter(
        library=library, pk__in=wording.numbers_in(snapshots, "parent_id")
    )
    nationals = NationalCampaign.objects.filter(
        library=library, pk__in=wording.numbers_in(snapshots, "national_id")
    )
    shown = Display.objects.filter(library=library).select_related("branch")
    return Names(
        branches=dict(Branch.objects.filter(library=library).values_list("pk", "name")),
        channels=dict(Channel.objects.filter(library=library).values_list("pk", "name")),
        display_id={each.pk: str(each) for each in shown},
        target_group_id=dict(TargetGroup.objects.filter(library=library).values_list("pk", "name")),
        national_id=dict(nationals.values_list("pk", "name")),
        parent_id=dict(parents.values_list("pk", "title")),
        people={each.pk: str(each) for each in people},
    )


def history(item: PlanItem) -> list[ChangeLine]:
    """Everything that ever happened to an item, newest first."""
    changes = list(item.changes.select_related("by").order_by("-version"))
    names = names_of(item.library, [each for row in changes for each in (row.before, row.after)])
    return [change_line(change, names, latest=item.version) for change in changes]


def change_line(change: ItemChange, names: Names, *, latest: int) -> ChangeLine:
    """A change as a line to read."""
    # Being born has a list of everything; that is the item itself, not a change of it.
    is_birth = change.kind == ItemChange.Kind.CREATED
    return ChangeLine(
        version=change.version,
        by=str(change.by) if change.by else "",
        at=change.at,
        said=wording.change_in_words(change, names),
        differences=[] if is_birth else wording.differences(change, names),
        can_be_restored=change.version < latest,
    )


def last_change(item: PlanItem, *, version: int, by: User) -> ItemChange | None:
    """The change with this number, if it still is the last one and this person made it."""
    if item.version != version:
        return None
    return item.changes.filter(version=version, by=by).first()


def comments(item: PlanItem) -> list[Comment]:
    """What people said of an item, oldest first."""
    return list(item.comments.select_related("by").order_by("at", "pk"))


def bin_of(library: Library) -> list[BinRow]:
    """What is in the bin, last thrown away first; days of a series with how many went at once."""
    rows = PlanItem.objects.filter(library=library, archived_at__isnull=False)
    thrown = list(rows.order_by("-archived_at", "-pk"))
    return [BinRow(item, _thrown_with(item, thrown)) for item in thrown]


def thrown_with(item: PlanItem) -> int:
    """How many of its series went to the bin in the same go, this one included."""
    if item.series_id is None or item.archived_at is None:
        return 1
    rows = PlanItem.objects.filter(series=item.series_id, archived_at__isnull=False)
    return _thrown_with(item, list(rows))


def _thrown_with(item: PlanItem, thrown: list[PlanItem]) -> int:
    moments = [each.archived_at for each in thrown if each.series_id == item.series_id]
    if item.series_id is None or item.archived_at is None:
        return 1
    gaps = (abs(each - item.archived_at) for each in moments if each is not None)
    return sum(gap < recurrence.ONE_GO for gap in gaps)
