from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request


@require_GET
def campaign_talk(request: Request, pk: int) -> HttpResponse:
    return render(
        request, "campaigns/campaign_talk.html", frame(asked_campaign(request, pk), "campaign_talk")
    )


@require_POST
def comment_resolve(request: Request, pk: int, comment: int) -> HttpResponse:
    return redirect(asked_campaign(request, pk, to_change=True))
