"""The titles of a campaign: which were chosen, and what is suggested for its one target group."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns.queries import campaign_titles as queries
from campaigns.views.workspace import asked_campaign, frame
from config.http import render_page
from planning.requests import Request


@require_GET
def campaign_titles(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk)
    lines = queries.titles(campaign, today=timezone.localdate())
    context = frame(campaign, "campaign_titles") | {"lines": lines}
    return render_page(
        request, "campaigns/titles.html", fragment="campaigns/_titles.html", context=context
    )
