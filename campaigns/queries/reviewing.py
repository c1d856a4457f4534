"""What was said of campaigns: where their review stands, and which may not be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Subquery
from django.urls import reverse

from campaigns import material
from campaigns.models import Campaign, Post
from campaigns.queries import guests
from planning import beside, snapshots
from planning.models import Library, Membership, PlanItem, Review, User
from planning.queries import items, managers, release, reviews
from planning.wording import Difference

State, Role = Review.State, Membership.Role


@dataclass(frozen=True)
class Standing:
    """Where the review of a campaign stands: nothing, asked, agreed, changes asked, or cleared.

    Cleared is an agreement after which something that matters changed; `changed` says what.
    """

    state: str = ""
    review: Review | None = None
    changed: list[Difference] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # who is asked, by name

    @property
    def is_open(self) -> bool:
        return self.state == State.ASKED

    @property
    def by(self) -> str:
        """Who gave the word."""
        if self.review is None:
            return ""
        return self.review.guest or str(self.review.decided_by or "–")

    @property
    def labels(self) -> list[str]:
        """What changed, each thing once."""
        return list(dict.fromkeys(each.label for each in self.changed))


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
    asked = _asked_of([each for each in words.values() if each.state == State.ASKED])
    return {
        each.pk: _standing(words.get(each.pk), changed.get(each.pk), asked.get(each.pk, []))
        for each in campaigns
    }


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


def who_may_answer(library: Library, *, but: User) -> list[User]:
    """The managers, or where none is the administrators; not who asks, unless there are too few."""
    rows = Membership.objects.accepted().filter(library=library, user__is_active=True)
    rows = rows.select_related("user").order_by("user__name", "pk")
    found = [each for each in rows if each.role == Role.MANAGER]
    found = found or [each for each in rows if each.role == Role.ADMIN]
    if release.has_few_people(library):
        return [each.user for each in found]
    return [each.user for each in found if each.user_id != but.pk]


def earlier(campaign: Campaign) -> list[Review]:
    """What was said of it, the newest first."""
    rows = Review.objects.filter(item=campaign.pk, state__in=[State.APPROVED, State.CHANGES])
    return list(rows.select_related("decided_by", "asked_by").order_by("-decided_at", "-pk"))


def since_last_word(review: Review) -> list[Difference]:
    """What became different since somebody last gave a word on the same campaign."""
    rows = Review.objects.filter(item=review.item_id, state__in=[State.APPROVED, State.CHANGES])
    last = rows.order_by("-decided_at", "-pk").first()
    if last is None:
        return []
    item = PlanItem.objects.with_everything().get(pk=review.item_id)
    return changed_since(last, item, beside.content_of(item))


def changed_since(review: Review, item: PlanItem, content: snapshots.Snapshot) -> list[Difference]:
    """In what that matters an item differs from what a question or a word was about."""
    if beside.is_same(review, content):
        return []
    names = items.names_of(item.library, [review.content, content])
    return reviews.differences(item, review.content, content, names, fields=snapshots.MATERIAL)


def asked_of(review: Review) -> list[str]:
    """The names of those who were asked: guests, a manager, or whichever manager comes first."""
    return _asked_of([review])[review.item_id]


def _asked_of(found: Sequence[Review]) -> dict[int, list[str]]:
    """Of each by its item; three queries, and none where nothing is asked."""
    if not found:
        return {}
    asked = guests.guests_of(found)
    named = {each.content.get("asked_of") for each in found}
    people = {each.pk: str(each) for each in User.objects.filter(pk__in=named - {None})}
    anybody = managers(found[0].library)
    return {each.item_id: asked.get(each.pk) or _named(each, people) or anybody for each in found}


def _named(review: Review, people: Mapping[int, str]) -> list[str]:
    name = people.get(review.content.get("asked_of") or 0)
    return [name] if name else []


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


def _standing(
    review: Review | None, changed: list[Difference] | None, asked: list[str]
) -> Standing:
    if review is None:
        return Standing()
    if changed is not None:
        return Standing(State.CLEARED, review, changed)
    return Standing(str(review.state), review, asked=asked)
