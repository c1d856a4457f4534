"""What can be asked about reviews: what waits, and what was said of an item."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from planning import beside, snapshots
from planning.models import Library, PlanItem, Review, User
from planning.queries import items, release
from planning.wording import LABELS, Difference, Names, value_in_words

State = Review.State


@dataclass(frozen=True)
class Waiting:
    """A question that waits for an answer: who may give it, and what changed since last time."""

    review: Review
    item: PlanItem
    may_answer: bool
    since: str
    differences: list[Difference]
    digest: str
    address: str


def open_reviews(library: Library) -> "QuerySet[Review]":
    """The questions without an answer, the most urgent first."""
    rows = Review.objects.filter(library=library, state=State.ASKED, item__archived_at=None)
    return rows.select_related("item", "asked_by").order_by("due_on", "asked_at", "pk")


def answered_reviews(library: Library, *, most: int = 20) -> list[Review]:
    """The newest answers."""
    rows = Review.objects.filter(library=library, state__in=[State.APPROVED, State.CHANGES])
    return list(rows.select_related("item", "decided_by").order_by("-decided_at", "-pk")[:most])


def waiting(library: Library, reader: User) -> list[Waiting]:
    """The queue as this person sees it; a fixed number of queries."""
    reviews = list(open_reviews(library))
    found = {
        item.pk: item
        for item in PlanItem.objects.filter(pk__in=[each.item_id for each in reviews])
        .with_everything()
        .all()
    }
    before = _answers_before(reviews)
    taken = beside.contents(list(found.values()))
    names = items.names_of(library, [*taken.values(), *(each.content for each in before.values())])
    few = release.has_few_people(library)
    return [
        Waiting(
            review=review,
            item=found[review.item_id],
            may_answer=few or review.asked_by_id != reader.pk,
            since=before[review.item_id].reason if review.item_id in before else "",
            differences=_since(before, found[review.item_id], taken[review.item_id], names),
            digest=beside.digest_of(taken[review.item_id]),
            address=beside.address_of(found[review.item_id]),
        )
        for review in reviews
    ]


def last_word(item: PlanItem) -> Review | None:
    """The newest question about an item, answered or not."""
    rows = Review.objects.filter(item=item).exclude(state=State.CLEARED)
    found: Review | None = rows.select_related("asked_by", "decided_by").order_by("-pk").first()
    return found


def _answers_before(reviews: list[Review]) -> dict[int, Review]:
    rows = Review.objects.filter(
        item_id__in=[each.item_id for each in reviews], state__in=[State.APPROVED, State.CHANGES]
    )
    return {each.item_id: each for each in rows.order_by("decided_at", "pk")}


def _since(
    before: dict[int, Review], item: PlanItem, now: snapshots.Snapshot, names: Names
) -> list[Difference]:
    last = before.get(item.pk)
    return differences(item, last.content, now, names) if last else []


def differences(
    item: PlanItem,
    before: snapshots.Snapshot,
    now: snapshots.Snapshot,
    names: Names,
    *,
    fields: Iterable[str] = LABELS,
) -> list[Difference]:
    """What became different of an item and of what stands beside it, in words."""
    was, became = snapshots.difference(before, now)
    wanted = [name for name in LABELS if name in became and name in set(fields)]
    own = [
        Difference(
            str(LABELS[name]),
            value_in_words(name, was.get(name), names),
            value_in_words(name, became[name], names),
        )
        for name in wanted
    ]
    return own + beside.differences(item, before, now)
