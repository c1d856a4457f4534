"""What can happen to target groups, focus points and the room that a year has."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from planning.models import (
    MOST_FOCUS_GROUPS,
    Budget,
    Capacity,
    FocusGroup,
    FocusPoint,
    Library,
    TargetGroup,
)


class CannotFocus(Exception):
    """A year is about at most three groups: which one makes room?"""


@transaction.atomic
def focus_on(group: TargetGroup, *, year: int, instead_of: TargetGroup | None = None) -> FocusGroup:
    """Let a year be about this group, in a free place or in that of another group."""
    # One at a time: two people could take the last place together.
    Library.objects.select_for_update().get(pk=group.library_id)
    rows = FocusGroup.objects.filter(library=group.library_id, year=year)
    there: FocusGroup | None = rows.filter(target_group=group).first()
    if there:
        return there
    taken = {each.position: each for each in rows}
    if instead_of:
        for each in taken.values():
            if each.target_group_id == instead_of.pk:
                each.target_group = group
                each.save(update_fields=["target_group"])
                return each
    free = [place for place in range(1, MOST_FOCUS_GROUPS + 1) if place not in taken]
    if not free:
        raise CannotFocus(str(group))
    return FocusGroup.objects.create(
        library=group.library, year=year, position=free[0], target_group=group
    )


def stop_focus(group: TargetGroup, *, year: int) -> None:
    """Let a year no longer be about this group; harmless when it is not."""
    FocusGroup.objects.filter(library=group.library_id, year=year, target_group=group).delete()


@transaction.atomic
def archive_group(group: TargetGroup) -> None:
    """Use a target group no longer; what was planned for it keeps its name."""
    FocusGroup.objects.filter(target_group=group, year__gte=timezone.localdate().year).delete()
    TargetGroup.objects.filter(pk=group.pk).update(archived_at=timezone.now())


def archive_point(point: FocusPoint) -> None:
    """This point of policy is over; proposals keep it."""
    FocusPoint.objects.filter(pk=point.pk).update(archived_at=timezone.now())


@transaction.atomic
def set_room(
    library: Library,
    year: int,
    *,
    hours: Mapping[tuple[int, str], int | None],
    euros: Mapping[int, Decimal | None],
) -> None:
    """Say what a year has: hours per (quarter, discipline), euros per quarter; None is unknown."""
    for (quarter, discipline), value in hours.items():
        rows = Capacity.objects.filter(
            library=library, year=year, quarter=quarter, discipline=discipline
        )
        if value is None:
            rows.delete()
        else:
            Capacity.objects.update_or_create(
                library=library,
                year=year,
                quarter=quarter,
                discipline=discipline,
                defaults={"hours": value},
            )
    for quarter, amount in euros.items():
        budget = Budget.objects.filter(library=library, year=year, quarter=quarter)
        if amount is None:
            budget.delete()
        else:
            Budget.objects.update_or_create(
                library=library, year=year, quarter=quarter, defaults={"euros": amount}
            )
