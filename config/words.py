"""Words that are awaited: of a manager, of a guest, and of who looks back on a campaign."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.queries import guests as guest_queries
from campaigns.queries import lessons
from config.points import Point
from planning import beside, wording
from planning.entries import OTHER, Entry
from planning.models import Library, Membership, Review

ANSWER_DAYS = 7  # for a question without a day before which it is to be answered
GUEST_DAYS = timedelta(days=3)  # so long before the day a guest's word is missed
LESSON_DAYS = timedelta(days=21)  # after that people forget what happened


def reviews(membership: Membership, by_id: Mapping[int, Entry], today: date) -> Iterator[Point]:
    """Questions to a manager, answers that ask their asker for changes, and guests who are late."""
    user = membership.user
    mine = Q(state__in=[Review.State.CHANGES, Review.State.ASKED], asked_by=user)
    wanted = mine | Q(state=Review.State.ASKED) if membership.is_manager else mine
    rows = Review.objects.filter(wanted, library=membership.library, item__archived_at=None)
    newest = {each.item_id: each for each in rows.select_related("item", "asked_by").order_by("pk")}
    guests = guest_queries.guests_of(newest.values())
    for review in newest.values():
        entry = by_id.get(review.item_id)
        lane = entry.lane if entry else OTHER
        if review.state == Review.State.CHANGES:
            if review.decided_at and review.item.changed_at <= review.decided_at:
                yield _changes_asked(review, lane)
        elif review.asked_by_id == user.pk:
            if review.pk in guests and review.due_on and review.due_on <= today + GUEST_DAYS:
                yield _guest_is_late(review, guests[review.pk], lane)
        elif review.pk not in guests and review.content.get("asked_of") in (None, user.pk):
            yield _asked(review, lane)


def _guest_is_late(review: Review, guests: Sequence[str], lane: str) -> Point:
    """Somebody without an account is reminded by who asked."""
    return Point(
        key=f"guest:{review.pk}",
        due=review.due_on or timezone.localdate(review.asked_at),
        title=_("No word yet from %(who)s: %(title)s")
        % {"who": ", ".join(guests), "title": review.item.title},
        text=_("Screens show nothing of it until then. Remind your guest."),
        url=beside.address_of(review.item),
        action=_("Look at it"),
        lane=lane,
    )


def lessons_missing(library: Library, by_id: Mapping[int, Entry], today: date) -> Iterator[Point]:
    """Campaigns that are over and of which nobody wrote down what was learned."""
    for campaign in lessons.waiting(library, today=today):
        entry = by_id.get(campaign.pk)
        ended = wording.day_in_words(campaign.item.ends_on)
        yield Point(
            key=f"lesson:{campaign.pk}",
            due=campaign.item.ends_on + LESSON_DAYS,
            title=_("Waits for a lesson: %(title)s") % {"title": campaign.item.title},
            text=_("It ended on %(day)s. Repeat, adjust or stop?") % {"day": ended},
            url=reverse("campaigns:campaign_close", args=[campaign.pk]),
            action=_("Look back"),
            lane=entry.lane if entry else OTHER,
        )


def _asked(review: Review, lane: str) -> Point:
    asked_on = timezone.localdate(review.asked_at)
    by = review.asked_by.get_short_name() if review.asked_by else ""
    said = [_("%(name)s asks.") % {"name": by} if by else "", review.question]
    return Point(
        key=f"review:{review.pk}",
        due=review.due_on or asked_on + timedelta(days=ANSWER_DAYS),
        title=_("Agreement asked: %(title)s") % {"title": review.item.title},
        text=" ".join(filter(None, said)),
        url=reverse("planning:reviews"),
        action=_("Read and decide"),
        lane=lane,
    )


def _changes_asked(review: Review, lane: str) -> Point:
    return Point(
        key=f"changes:{review.pk}",
        due=timezone.localdate(review.decided_at),
        title=_("A change was asked: %(title)s") % {"title": review.item.title},
        text=review.reason,
        url=beside.address_of(review.item),
        action=_("Look at it"),
        lane=lane,
    )
