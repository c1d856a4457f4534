"""What people do with advice: take it over, leave it with a reason, think again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from planning.models import User
from segments.models import Advice

Status = Advice.Status
WEEKS = 8  # after which its outcome is measured


class CannotDecide(Exception):
    """It was decided meanwhile, or its outcome is measured."""


@transaction.atomic
def take_over(advice: Advice, *, by: User, owner: User | None) -> Advice:
    """Somebody does it; eight weeks from now its loans are compared."""
    advice = _locked(advice, Status.OPEN)
    now = timezone.now()
    advice.status, advice.owner = Status.TAKEN, owner
    advice.decided_by, advice.decided_at = by, now
    if advice.can_be_measured:
        advice.measure_on = timezone.localdate(now) + timedelta(weeks=WEEKS)
    advice.save()
    return advice


@transaction.atomic
def refuse(advice: Advice, *, by: User, reason: str) -> Advice:
    """It is not done, because; it stays to be read with that reason."""
    advice = _locked(advice, Status.OPEN)
    advice.status, advice.reason = Status.REFUSED, reason
    advice.decided_by, advice.decided_at = by, timezone.now()
    advice.save()
    return advice


@transaction.atomic
def reopen(advice: Advice) -> Advice:
    """Undo what was decided, as long as nothing is measured; a newer one of the same goes."""
    advice = _locked(advice, Status.TAKEN, Status.REFUSED)
    if advice.outcome is not None:
        raise CannotDecide(f"{advice.pk} is measured")
    twins = Advice.objects.filter(library=advice.library_id, key=advice.key, status=Status.OPEN)
    twins.delete()
    advice.status, advice.reason, advice.owner = Status.OPEN, "", None
    advice.decided_by, advice.decided_at, advice.measure_on = None, None, None
    advice.save()
    return advice


@transaction.atomic
def hand_over(advice: Advice, *, owner: User | None) -> Advice:
    """Somebody else does it."""
    advice = _locked(advice, Status.TAKEN)
    advice.owner = owner
    advice.save(update_fields=["owner"])
    return advice


def _locked(advice: Advice, *expected: str) -> Advice:
    found = Advice.objects.select_for_update(of=["self"]).get(pk=advice.pk)
    if found.status not in expected:
        raise CannotDecide(f"{found.pk} is {found.status}")
    return found
