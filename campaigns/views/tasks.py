from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request


@require_GET
def campaign_tasks(request: Request, pk: int) -> HttpResponse:
    return render(
        request,
        "campaigns/campaign_tasks.html",
        frame(asked_campaign(request, pk), "campaign_tasks"),
    )


@require_POST
def task_change(request: Request, pk: int, task: int) -> HttpResponse:
    return redirect(asked_campaign(request, pk, to_change=True))


@require_POST
def task_checklist(request: Request, pk: int) -> HttpResponse:
    return redirect(asked_campaign(request, pk, to_change=True))
