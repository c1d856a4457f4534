"""What can happen to a year's plan as a whole: seen, released, an item of an older version back."""

from django.db import transaction
from django.utils import timezone

from planning import snapshots
from planning.actions import items
from planning.actions.overlays import begin_year
from planning.models import (
    Branch,
    Channel,
    Library,
    Membership,
    PlanItem,
    PlanSeen,
    PlanVersion,
    User,
    YearPlan,
)
from planning.queries import release


class CannotSee(Exception):
    """The plan changed since this page was made: look again."""


class CannotRelease(Exception):
    """Not everybody who must has seen the plan as it is now."""


@transaction.atomic
def tick_seen(membership: Membership, year: int, *, digest: str) -> PlanSeen:
    """Say for one's own discipline that one has seen the plan exactly as the page showed it."""
    plan = _locked(membership.library, year, membership.user)
    if release.digest_of(release.rows_of(membership.library, year)) != digest:
        raise CannotSee(str(year))
    seen, _is_new = PlanSeen.objects.update_or_create(
        library=membership.library,
        plan=plan,
        discipline=membership.discipline,
        defaults={"seen_by": membership.user, "seen_at": timezone.now(), "digest": digest},
    )
    return seen


@transaction.atomic
def release_plan(
    library: Library, year: int, *, by: User, digest: str, note: str = ""
) -> PlanVersion:
    """Freeze the plan as the page showed it under the next number."""
    plan = _locked(library, year, by)
    standing = release.standing(library, year)
    if standing.digest != digest or not standing.is_ready or not standing.rows:
        raise CannotRelease(str(year))
    saw_all = {side.seen.seen_by_id for side in standing.sides if side.seen} == {by.pk}
    if saw_all and not release.has_few_people(library):
        raise CannotRelease(str(year))
    return PlanVersion.objects.create(
        library=library,
        plan=plan,
        number=standing.next_number,
        items=standing.rows,
        note=note,
        released_by=by,
        is_self_released=saw_all,
    )


@transaction.atomic
def bring_back(version: PlanVersion, *, item_id: int, by: User) -> PlanItem:
    """Give an item back what it was in a version; Item.DoesNotExist when it was not in it."""
    row = next((each for each in version.items if each["id"] == item_id), None)
    if row is None:
        raise PlanItem.DoesNotExist
    item = PlanItem.objects.get(library=version.library_id, pk=item_id)
    wanted = {name: value for name, value in row.items() if name in snapshots.FIELDS}
    for name, model in (("branches", Branch), ("channels", Channel)):
        wanted[name] = sorted(
            model.objects.filter(library=version.library_id, pk__in=wanted[name]).values_list(
                "pk", flat=True
            )
        )
    if not PlanItem.objects.filter(pk=wanted["parent_id"]).exists():
        wanted["parent_id"] = None
    return items.restore_item(item, by=by, wanted=wanted)


def _locked(library: Library, year: int, by: User) -> YearPlan:
    plan = begin_year(library, year, by=by)
    return YearPlan.objects.select_for_update().get(pk=plan.pk)
