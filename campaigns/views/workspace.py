"""What the pages of one campaign share: their head, and the row of parts under it."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign
from campaigns.phases import Phase
from campaigns.queries import campaigns
from campaigns.queries.campaigns import Counts
from campaigns.views.aboard import aboard
from planning import wording
from planning.requests import Request


@dataclass(frozen=True)
class Part:
    """A page of the workspace; `name` is its route."""

    name: str
    label: str | Promise


PARTS = (
    Part("campaign", pgettext_lazy("campaign", "Core")),
    Part("campaign_titles", _("Titles")),
    Part("campaign_channels", _("Channels")),
    Part("campaign_tasks", _("Tasks")),
    Part("campaign_screens", pgettext_lazy("campaign", "Screen")),
    Part("campaign_effect", _("Effect")),
    Part("campaign_talk", _("Conversation")),
)


@dataclass(frozen=True)
class Tab:
    """A part as a link, with how much there is in it."""

    label: str | Promise
    url: str
    is_here: bool
    count: str


def asked_campaign(request: Request, pk: int, *, to_change: bool = False) -> Campaign:
    """The campaign of an address, or 404; one in the bin can be seen and not changed."""
    rows = Campaign.objects
    found = (rows.editable_by if to_change else rows.visible_to)(request.membership)
    return get_object_or_404(found, pk=pk)


def frame(campaign: Campaign, here: str) -> dict[str, Any]:
    """What `campaigns/_workspace.html` needs; `here` is the route of the part that is open."""
    today = timezone.localdate()
    line = campaigns.line(campaign, today=today)
    item, entry = campaign.item, line.entry
    counts = _told(line.counts)
    return {
        "campaign": campaign,
        "item": item,
        "line": line,
        "entry": entry,
        "today": today,
        "phase": line.phase,
        "phases": [(each, each == line.phase) for each in Phase],
        "when": wording.period_in_words(item.starts_on, item.ends_on),
        "weeks": wording.weeks_in_words(item.starts_on, item.ends_on),
        "aboard": aboard(entry),
        "standing": line.standing,
        "parts": [
            Tab(part.label, url, part.name == here, counts.get(part.name, ""))
            for part in PARTS
            if (url := _url(part, campaign))
        ],
    }


def _told(counts: Counts) -> dict[str, str]:
    """How much there is in each part, by its route; nothing where nothing is."""
    numbers = {
        "campaign_titles": counts.titles,
        "campaign_channels": counts.posts,
        "campaign_screens": counts.placements,
        "campaign_talk": counts.comments,
    }
    told = {name: str(number) for name, number in numbers.items() if number}
    if counts.tasks:
        told["campaign_tasks"] = f"{counts.tasks_done}/{counts.tasks}"
    return told


def _url(part: Part, campaign: Campaign) -> str:
    try:
        return reverse(f"campaigns:{part.name}", args=[campaign.pk])
    except NoReverseMatch:
        return ""
