"""What was said of campaigns: where their review stands, and which may not be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Subquery
from django.urls import reverse

from campaigns import material
from campaigns.models import Campaign, GuestLink, Post
from planning import beside, snapshots
from planning.models import Library, PlanItem, Review, User
from planning.queries import items, managers, reviews
from planning.wording import Difference

State = Review.State


@dataclass(frozen=True)
class Standing:
    """Where the review of a campaign stands: nothing, asked, agreed, changes asked, or cleared.

    Cleared is an agreement after which something that matters changed; `changed` says what.
    """

    state: str = ""
    review: Review | None = None
    changed: list[Difference] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state == State.ASKED


def standing(campaign: Campaign) -> Standing:
    """Where the review of one campaign stands."""
    return standings([campaign])[campaign.pk]


def standings(campaigns: Sequence[Campaign]) -> dict[int, Standing]:
    """Where the reviews of campaigns stand; as many queries for many as for one.

    Nothing is written when an agreement loses its worth: what was agreed is compared with what
    there is now. So whoever puts the old text back has what was agreed.
    """
    words = _last_words([each.pk for each in campaigns])
    agreed = [pk for pk, review in words.items() if review.state == State.APPROVED]
    found = {item.pk: item for item in PlanItem.objects.filter(pk__in=agreed).with_everything()}
    now = beside.contents(list(found.values()))
    broken = {pk: now[pk] for pk in found if not beside.is_same(words[pk], now[pk])}
    changed = _changed(found, words, broken)
    return {each.pk: _standing(words.get(each.pk), changed.get(each.pk)) for each in campaigns}


def withheld(library: Library) -> set[int]:
    """Campaigns of which the review is open or refused: screens show nothing of them.

    One that was agreed with and changed since then stays: it says so in its workspace, and a screen
    does not go dark for a typing error that somebody put right.
    """
    words = (
        Review.objects.filter(library=library, item__kind=PlanItem.Kind.CAMPAIGN)
        .exclude(state=State.CLEARED)
        .order_by("item", "-pk")
        .distinct("item")
    )
    rows = Review.objects.filter(
        pk__in=Subquery(words.values("pk")), state__in=[State.ASKED, State.CHANGES]
    )
    return set(rows.values_list("item", flat=True))


def contents(found: Sequence[PlanItem]) -> dict[int, dict[str, Any]]:
    """What stands beside these items of campaigns, by number; three queries."""
    numbers = [item.pk for item in found]
    campaigns = {each.pk: each for each in Campaign.objects.filter(pk__in=numbers)}
    rows = Post.objects.filter(campaign__in=numbers, item__archived_at=None)
    posts: dict[int, list[Post]] = {number: [] for number in numbers}
    for post in rows.prefetch_related("variants").order_by("pk"):
        posts[post.campaign_id or 0].append(post)
    return {number: material.written(campaigns.get(number), posts[number]) for number in numbers}


def address(item: PlanItem) -> str:
    """Where a campaign is read by who is asked for a word on it."""
    return reverse("campaigns:campaign_review", args=[item.pk])


def digest_now(item: PlanItem) -> str:
    """What an answer is bound to, beside the version of the item."""
    return beside.digest_of(beside.content_of(item))


def asked_of(review: Review) -> list[str]:
    """The names of those who were asked: guests, a manager, or whichever manager comes first."""
    links = GuestLink.objects.filter(review=review, revoked_at=None).order_by("pk")
    if guests := list(links.values_list("for_whom", flat=True)):
        return guests
    named = User.objects.filter(pk=review.content.get("asked_of")).first()
    return [str(named)] if named else managers(review.library)


def _last_words(numbers: Iterable[int]) -> dict[int, Review]:
    rows = Review.objects.filter(item__in=list(numbers)).exclude(state=State.CLEARED)
    rows = rows.select_related("asked_by", "decided_by", "library").order_by("item", "-pk")
    return {each.item_id: each for each in rows.distinct("item")}


def _changed(
    found: Mapping[int, PlanItem],
    words: Mapping[int, Review],
    broken: Mapping[int, snapshots.Snapshot],
) -> dict[int, list[Difference]]:
    if not broken:
        return {}
    library = next(iter(found.values())).library
    names = items.names_of(library, [*broken.values(), *(words[pk].content for pk in broken)])
    return {
        pk: reviews.differences(
            found[pk], words[pk].content, content, names, fields=snapshots.MATERIAL
        )
        for pk, content in broken.items()
    }


def _standing(review: Review | None, changed: list[Difference] | None) -> Standing:
    if review is None:
        return Standing()
    if changed is not None:
        return Standing(State.CLEARED, review, changed)
    return Standing(str(review.state), review)
