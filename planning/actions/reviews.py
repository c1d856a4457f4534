"""Asking for somebody's word on an item, exactly as it is, and giving it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from planning import snapshots
from planning.models import PlanItem, Review, User
from planning.queries import release

State = Review.State


class CannotReview(Exception):
    """Not by who asked, not twice, and not on something that changed meanwhile."""


@transaction.atomic
def ask_review(
    item: PlanItem, *, by: User | None, question: str = "", due_on: date | None = None
) -> Review:
    """Ask a manager; an older question about the same item is no longer valid."""
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    Review.objects.filter(item=item, state=State.ASKED).update(state=State.CLEARED)
    content = snapshots.of(item)
    return Review.objects.create(
        library_id=item.library_id,
        item=item,
        item_version=item.version,
        content=content,
        digest=snapshots.digest([content], snapshots.MATERIAL),
        question=question,
        due_on=due_on,
        asked_by=by,
    )


@transaction.atomic
def answer_review(
    review: Review, *, by: User, item_version: int, is_agreed: bool, reason: str = ""
) -> Review:
    """Agree, or ask for changes with a reason, on the version that was on the screen.

    An agreement turns a proposal into what was agreed upon; both stay in the item's history.
    """
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=review.item_id)
    review = Review.objects.select_for_update(of=["self"]).get(pk=review.pk)
    is_own = review.asked_by_id == by.pk
    if review.state != State.ASKED or item.version != item_version or item.archived_at:
        raise CannotReview(str(item))
    if is_own and not release.has_few_people(item.library):
        raise CannotReview(str(item))
    review.state = State.APPROVED if is_agreed else State.CHANGES
    review.item_version, review.content = item.version, snapshots.of(item)
    review.digest = snapshots.digest([review.content], snapshots.MATERIAL)
    review.reason, review.is_self_decided = reason, is_own
    review.decided_by, review.decided_at = by, timezone.now()
    review.save()
    return review


def still_holds(review: Review, item: PlanItem) -> bool:
    """Whether nothing that matters changed since the word was given."""
    return snapshots.digest([snapshots.of(item)], snapshots.MATERIAL) == review.digest
