"""What can be asked about choices: the board, the room, and for whom a year is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from planning import room
from planning.clashes.facts import Available, Days
from planning.entries import PROGRAMMING
from planning.models import (
    Budget,
    Capacity,
    FocusGroup,
    FocusPoint,
    Initiative,
    Library,
    Membership,
    PlanItem,
    TargetGroup,
)
from planning.queries import plan
from planning.room import Room, Wish

Status = Initiative.Status


@dataclass(frozen=True)
class Rooms:
    """What a quarter, or the year, needs and has: per discipline in use, and in euros."""

    hours: dict[str, Room]
    euros: Room


def initiatives(library: Library, year: int, quarter: int | None = None) -> "QuerySet[Initiative]":
    """The proposals of a year, the newest first; of a quarter also those for the whole year."""
    rows = Initiative.objects.filter(library=library, year=year)
    if quarter:
        rows = rows.filter(Q(quarter=quarter) | Q(quarter=None))
    related = ("target_group", "focus_point", "decided_by", "proposed_by", "item")
    return rows.select_related(*related).order_by("-created_at", "-pk")


def rooms(library: Library, year: int, quarter: int | None = None) -> Rooms:
    """Needed and available; ten queries whatever the number of proposals and items."""
    first, last = plan.quarter_days(year, quarter) if quarter else plan.year_of(year)
    days, entries = Days(first, last), plan.entries_between(library, first, last)
    wishes = _wishes(library, year)
    capacities = [
        Available(each.year, each.quarter, each.discipline, each.hours)
        for each in Capacity.objects.filter(library=library, year=year)
    ]
    euros = {each.quarter: each.euros for each in Budget.objects.filter(library=library, year=year)}
    hidden = set() if has_programming(library) else {PROGRAMMING}
    used = [each for each in room.DISCIPLINES if each not in hidden]
    return Rooms(
        hours={
            each: room.hours_room(each, wishes, entries, capacities, days, quarter) for each in used
        },
        euros=room.euros_room(wishes, entries, euros, days, quarter),
    )


def has_programming(library: Library) -> bool:
    """Whether programming takes part: somebody of it works here."""
    return Membership.objects.filter(library=library, discipline=PROGRAMMING).exists()


def _wishes(library: Library, year: int) -> list[Wish]:
    rows = Initiative.objects.filter(library=library, year=year, status=Status.ACCEPTED)
    return [
        wish_of(each) for each in rows.filter(Q(item=None) | Q(item__archived_at__isnull=False))
    ]


def wish_of(initiative: Initiative) -> Wish:
    """A proposal as the room sees it."""
    hours = {each: getattr(initiative, f"hours_{each}") for each in room.DISCIPLINES}
    return Wish(
        id=initiative.pk,
        quarter=initiative.quarter,
        hours={name: each for name, each in hours.items() if each},
        euros=initiative.euros or Decimal(0),
    )


def focus_groups(library: Library, year: int) -> list[FocusGroup]:
    """The at most three groups that a year is about, in their order."""
    rows = FocusGroup.objects.filter(library=library, year=year).select_related("target_group")
    return list(rows.order_by("position"))


def target_groups(library: Library, *, today: date) -> "QuerySet[TargetGroup]":
    """The groups in use by name, with `campaigns`, `last_on` (an end) and `next_on` (a start)."""
    mine = Q(planitem__kind=PlanItem.Kind.CAMPAIGN, planitem__archived_at=None)
    return (
        TargetGroup.objects.filter(library=library, archived_at=None)
        .annotate(
            campaigns=Count("planitem", filter=mine),
            last_on=Max("planitem__ends_on", filter=mine & Q(planitem__ends_on__lt=today)),
            next_on=Min("planitem__starts_on", filter=mine & Q(planitem__starts_on__gte=today)),
        )
        .order_by(Lower("name"), "pk")
    )


def campaigns_for(group: TargetGroup) -> list[PlanItem]:
    """All campaigns for a group, the newest first."""
    rows = PlanItem.objects.filter(
        library=group.library_id, target_group=group, kind=PlanItem.Kind.CAMPAIGN
    )
    return list(rows.current().with_everything().order_by("-starts_on", "-pk"))


def focus_points(library: Library) -> "QuerySet[FocusPoint]":
    """The organisation's own points that are in force, by name."""
    return FocusPoint.objects.filter(library=library, archived_at=None).order_by(
        Lower("name"), "pk"
    )


def capacities(library: Library, year: int) -> dict[tuple[int, str], int]:
    """Hours per (quarter, discipline), where somebody said so."""
    rows = Capacity.objects.filter(library=library, year=year)
    return {(each.quarter, each.discipline): each.hours for each in rows}


def budgets(library: Library, year: int) -> dict[int, Decimal]:
    """Euros per quarter, where somebody said so."""
    return {each.quarter: each.euros for each in Budget.objects.filter(library=library, year=year)}
