"""Channels by weeks: the posts and displays of a campaign, and all posts of the library."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from campaigns.channel_calendar import Calendar
from campaigns.models import Post
from campaigns.queries import channels as queries
from campaigns.queries import tips as tip_queries
from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request

WEEKS = 8
FAR = timedelta(days=365 * 20)


@require_GET
def campaign_channels(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk)
    found = queries.of_campaign(campaign)
    context = frame(campaign, "campaign_channels") | {
        "calendar": found,
        "answer": sentence(found),
        "clashes": clashes(found),
        "add": f"{reverse('campaigns:post_add')}?campaign={campaign.pk}",
        "tips": tip_queries.live_tips(request.library, campaign=campaign),
        "is_admin": request.membership.is_admin,
        "states": Post.State.choices,
    }
    return render(request, "campaigns/channels.html", context)


@require_GET
def posts(request: Request) -> HttpResponse:
    """Which post goes out when, whatever it belongs to."""
    today = timezone.localdate()
    start = _day(request.GET.get("from", ""), today)
    weeks = queries.today_and_on(start, count=WEEKS)
    found = queries.of_library(request.library, weeks)
    monday = weeks[0].monday
    step = timedelta(weeks=WEEKS // 2)
    context: dict[str, Any] = {
        "calendar": found,
        "answer": sentence(found),
        "add": f"{reverse('campaigns:post_add')}?",
        "earlier": (monday - step).isoformat(),
        "later": (monday + step).isoformat(),
        "is_now": monday <= today <= weeks[0].sunday,
        "today": today,
        "is_admin": request.membership.is_admin,
        "states": Post.State.choices,
    }
    return render(request, "campaigns/posts.html", context)


def sentence(found: Calendar) -> str:
    """How many posts go out, and how many of them still wait for a word."""
    puts = [put for _day, rows in found.days for put, _channels in rows]
    if not puts:
        return _("Nothing goes out in these weeks yet.")
    said = ngettext("%(count)d post", "%(count)d posts", len(puts)) % {"count": len(puts)}
    parts = []
    for state, words in (
        (Post.State.CONCEPT, _("%(count)d still a concept")),
        (Post.State.SCHEDULED, _("%(count)d scheduled")),
        (Post.State.PLACED, _("%(count)d placed")),
    ):
        if count := sum(put.state == state for put in puts):
            parts.append(words % {"count": count})
    return f"{said}: {', '.join(parts)}." if parts else f"{said}."


def clashes(found: Calendar) -> list[str]:
    """Displays that something else has at the same time, each once."""
    said = [
        _("%(display)s is wanted by “%(other)s” too.") % {"display": row.name, "other": stay.clash}
        for row in found.rows
        for cell in row.cells
        for stay in cell.stays
        if stay.clash
    ]
    return list(dict.fromkeys(said))


def _day(given: str, today: date) -> date:
    try:
        found = date.fromisoformat(given)
    except ValueError:
        return today
    return found if abs(found - today) < FAR else today
