"""What campaigns ask of people this week: a start without books, a word with their name in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.queries import campaigns
from config.points import Point
from planning import wording
from planning.entries import OTHER, Entry
from planning.models import Membership
from planning.queries import mentions

SOON = timedelta(days=21)
TIPS_BEFORE = timedelta(days=10)  # a tip is written in a minute, and is live at once
ANSWER_DAYS = timedelta(days=3)


def coming(entries: Sequence[Entry], today: date) -> Iterator[Point]:
    """Campaigns that begin soon and have no titles, or no tip about any of them."""
    soon = [
        each
        for each in entries
        if each.kind == "campaign"
        and each.status in ("proposed", "agreed")
        and today <= each.starts_on <= today + SOON
    ]
    if not soon:
        return
    keys = [each.id for each in soon]
    titles, tips = campaigns.with_titles(keys), campaigns.with_tips(keys)
    for entry in soon:
        if entry.id not in titles:
            yield _without(entry, _("Starts without titles: %(title)s"), _("Choose the titles"))
        elif entry.id not in tips and entry.starts_on <= today + TIPS_BEFORE:
            yield _without(entry, _("Starts without a book tip: %(title)s"), _("Write a book tip"))


def _without(entry: Entry, title: str, action: str) -> Point:
    starts = wording.day_in_words(entry.starts_on)
    return Point(
        key=f"campaign:{entry.id}:{entry.starts_on.isoformat()}",
        due=entry.starts_on,
        title=title % {"title": entry.title},
        text=_("It starts on %(day)s, for %(group)s.")
        % {"day": starts, "group": entry.target_group or _("nobody named yet")},
        # The workspace itself, which asks first for whom it is where nobody said so.
        url=reverse("campaigns:campaign", args=[entry.id]),
        action=action,
        lane=entry.lane,
    )


def asked_by_name(membership: Membership, by_id: Mapping[int, Entry]) -> Iterator[Point]:
    """Comments in which this person is spoken to, and that still wait for an answer."""
    found = mentions.waiting_for(membership.library, membership.user)
    opened = Campaign.objects.filter(pk__in=[each.item.pk for each in found])
    with_workspace = set(opened.values_list("pk", flat=True)) if found else set()
    for each in found:
        comment, item = each.comment, each.item
        entry = by_id.get(item.pk)
        yield Point(
            key=f"mention:{comment.pk}",
            due=timezone.localdate(comment.at) + ANSWER_DAYS,
            title=_("%(name)s asks you something: %(title)s")
            % {"name": each.by or _("Somebody who has left"), "title": item.title},
            text=Truncator(comment.body).chars(140),
            url=_where(item.pk, comment.pk, has_workspace=item.pk in with_workspace),
            action=_("Answer"),
            lane=entry.lane if entry else OTHER,
        )


def _where(item: int, comment: int, *, has_workspace: bool) -> str:
    """The page on which it was said: of a campaign with a workspace that is its conversation."""
    if has_workspace:
        return f"{reverse('campaigns:campaign_talk', args=[item])}#said-{comment}"
    return f"{reverse('planning:item', args=[item])}#comments"
