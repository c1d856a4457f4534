"""Asking for somebody's word on an item, exactly as it is, and giving it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from planning import beside
from planning.actions import items
from planning.models import PlanItem, Review, User
from planning.queries import release

State = Review.State


class CannotReview(Exception):
    """Not by who asked, not twice, and not on something that changed meanwhile."""


@transaction.atomic
def ask_review(
    item: PlanItem,
    *,
    by: User | None,
    question: str = "",
    due_on: date | None = None,
    of: User | None = None,
) -> Review:
    """Ask a manager, `of` by name; an older question about the same item is no longer valid."""
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    Review.objects.filter(item=item, state=State.ASKED).update(state=State.CLEARED)
    content = beside.content_of(item)
    review = Review.objects.create(
        library_id=item.library_id,
        item=item,
        item_version=item.version,
        content=content | {"asked_of": of.pk if of else None},
        digest=beside.digest_of(content),
        question=question,
        due_on=due_on,
        asked_by=by,
    )
    beside.settled(item)
    return review


@transaction.atomic
def answer_review(
    review: Review,
    *,
    by: User | None,
    item_version: int,
    is_agreed: bool,
    reason: str = "",
    digest: str = "",
    guest: str = "",
) -> Review:
    """Agree, or ask for changes with a reason, on exactly what was on the screen.

    That is an item at a version, and where more stands beside it what had this digest. A guest has
    a name and no account: `by` is empty then. A colleague's agreement turns a proposal into what
    was agreed upon; both stay in the item's history.
    """
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=review.item_id)
    review = Review.objects.select_for_update(of=["self"]).get(pk=review.pk)
    if review.state != State.ASKED or item.version != item_version or item.archived_at:
        raise CannotReview(str(item))
    content = beside.content_of(item)
    if beside.BESIDE in content and digest != beside.digest_of(content):
        raise CannotReview(str(item))
    is_own = by is not None and review.asked_by_id == by.pk
    if is_own and not release.has_few_people(item.library):
        raise CannotReview(str(item))
    if is_agreed and by is not None and item.status == PlanItem.Status.PROPOSED:
        agreed = {"status": PlanItem.Status.AGREED}
        item = items.change_item(item, by=by, base=item.version, fields=agreed)
        content = beside.content_of(item)
    review.state = State.APPROVED if is_agreed else State.CHANGES
    review.item_version, review.digest = item.version, beside.digest_of(content)
    review.content = content | {"asked_of": review.content.get("asked_of")}
    review.reason, review.is_self_decided = reason, is_own
    review.decided_by, review.guest, review.decided_at = by, guest, timezone.now()
    review.save()
    beside.settled(item)
    return review


@transaction.atomic
def withdraw_review(review: Review) -> None:
    """Take a question back that nobody answered; what was said before it counts again."""
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=review.item_id)
    Review.objects.filter(pk=review.pk, state=State.ASKED).update(state=State.CLEARED)
    beside.settled(item)


def still_holds(review: Review, item: PlanItem) -> bool:
    """Whether nothing that matters changed since the word was given."""
    return beside.is_same(review, beside.content_of(item))
