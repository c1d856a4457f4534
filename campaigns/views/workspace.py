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
from campaigns.phases import Phase, phase
from campaigns.queries import campaigns
from planning import wording
from planning.queries import plan
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
    item = campaign.item
    today = timezone.localdate()
    now_is = phase(campaign, today)
    entry = plan.entries([item])[0]
    counts = campaigns.counts(campaign)
    tabs = [
        Tab(part.label, url, part.name == here, counts.get(part.name, ""))
        for part in PARTS
        if (url := _url(part, campaign))
    ]
    return {
        "campaign": campaign,
        "item": item,
        "entry": entry,
        "today": today,
        "phase": now_is,
        "phases": [(each, each == now_is) for each in Phase],
        "when": wording.period_in_words(item.starts_on, item.ends_on),
        "weeks": wording.weeks_in_words(item.starts_on, item.ends_on),
        "owners": campaigns.people(entry),
        "parts": tabs,
    }


def _url(part: Part, campaign: Campaign) -> str:
    try:
        return reverse(f"campaigns:{part.name}", args=[campaign.pk])
    except NoReverseMatch:
        return ""
