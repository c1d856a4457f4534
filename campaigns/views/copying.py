from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request


@require_GET
def campaign_copy(request: Request, pk: int) -> HttpResponse:
    return render(
        request, "campaigns/campaign_copy.html", frame(asked_campaign(request, pk), "campaign_copy")
    )
