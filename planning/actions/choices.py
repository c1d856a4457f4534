"""What can happen to a proposal on the board."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning.actions import items
from planning.models import Initiative, Library, PlanItem, User
from planning.queries.plan import quarter_days, year_of

Status = Initiative.Status
NO = (Status.DECLINED, Status.STOPPED)
CRITERIA = (
    "fits_focus_group",
    "has_signal",
    "has_collection",
    "fits_focus_point",
    "is_repeatable",
)
ESTIMATES = ("hours_collection", "hours_marketing", "hours_programming", "euros")


class CannotDecide(Exception):
    """Somebody changed the proposal meanwhile; it is shown as it is now."""


class CannotPlan(Exception):
    """Only what we do goes into the plan, and once."""


def propose(library: Library, *, by: User, fields: Mapping[str, Any]) -> Initiative:
    """Put a proposal on the board."""
    return Initiative.objects.create(library=library, proposed_by=by, **fields)


@transaction.atomic
def change_initiative(
    initiative: Initiative, *, base: int, fields: Mapping[str, Any]
) -> Initiative:
    """Write a proposal anew, if nobody else did since version `base`."""
    initiative = _locked(initiative, base)
    for name, value in fields.items():
        setattr(initiative, name, value)
    return _saved(initiative)


@transaction.atomic
def tick_criteria(initiative: Initiative, *, ticked: Iterable[str]) -> Initiative:
    """Which of the five plain questions are answered with yes; the last tick counts for both."""
    yes = set(ticked)
    initiative = Initiative.objects.select_for_update(of=["self"]).get(pk=initiative.pk)
    for name in CRITERIA:
        setattr(initiative, name, name in yes)
    return _saved(initiative)


@transaction.atomic
def decide(
    initiative: Initiative,
    *,
    by: User,
    base: int,
    status: str,
    reason_code: str = "",
    reason: str = "",
    look_back_on: date | None = None,
    instead_of: Iterable[Initiative] = (),
) -> Initiative:
    """Move a proposal to another column; `instead_of` are those that make room and come later."""
    initiative = _locked(initiative, base)
    for other in instead_of:
        _decide(
            Initiative.objects.select_for_update(of=["self"]).get(pk=other.pk), Status.LATER, by
        )
    is_no = status in NO
    initiative.reason_code, initiative.reason = reason_code if is_no else "", reason
    initiative.look_back_on = look_back_on if status != Status.ACCEPTED else None
    return _decide(initiative, status, by)


@transaction.atomic
def put_in_plan(initiative: Initiative, *, by: User, starts_on: date, ends_on: date) -> PlanItem:
    """Make a campaign in the plan of a proposal that we do, with its hours and target group."""
    initiative = Initiative.objects.select_for_update(of=["self"]).get(pk=initiative.pk)
    there: PlanItem | None = PlanItem.objects.filter(initiative=initiative).first()
    if initiative.status != Status.ACCEPTED or (there and there.archived_at is None):
        raise CannotPlan(str(initiative))
    if there:
        return items.restore_item(there, by=by)
    estimates = {name: getattr(initiative, name) for name in ESTIMATES}
    involved = [
        (discipline, None)
        for discipline in ("collection", "marketing", "programming")
        if estimates[f"hours_{discipline}"]
    ]
    return items.create_item(
        initiative.library,
        by=by,
        fields={
            "kind": PlanItem.Kind.CAMPAIGN,
            "title": initiative.title,
            "notes": initiative.description,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "target_group": initiative.target_group,
            **estimates,
        },
        involved=involved or [("collection", None)],
        initiative=initiative,
    )


def usual_days(initiative: Initiative) -> tuple[date, date]:
    """The days in which a proposal falls as long as nobody chose better ones."""
    if initiative.quarter:
        return quarter_days(initiative.year, initiative.quarter)
    return year_of(initiative.year)


def _decide(initiative: Initiative, status: str, by: User) -> Initiative:
    initiative.status = status
    initiative.decided_by, initiative.decided_at = by, timezone.now()
    return _saved(initiative)


def _saved(initiative: Initiative) -> Initiative:
    initiative.version += 1
    initiative.save()
    return initiative


def _locked(initiative: Initiative, base: int) -> Initiative:
    found: Initiative = Initiative.objects.select_for_update(of=["self"]).get(pk=initiative.pk)
    if found.version != base:
        raise CannotDecide(str(found))
    return found
