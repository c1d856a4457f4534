from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import closing as actions
from campaigns.actions import effects
from campaigns.forms.closing import CloseForm, SeenForm
from campaigns.models import Campaign
from campaigns.queries import sheets
from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request
from planning.views.initiatives import board_address


@require_http_methods(["GET", "POST"])
def campaign_close(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=request.method == "POST")
    form = CloseForm(request.POST or None, initial=_initial(campaign))
    if not form.is_valid():
        return _page(request, campaign, form=form, status=422 if form.errors else 200)
    values = form.cleaned_data
    try:
        actions.close(campaign, by=request.user, today=timezone.localdate(), **values)
    except actions.CannotClose:
        return _refused(request, pk, typed=values)
    messages.success(request, _("Closed. The lesson returns at the choices of next year."))
    return redirect("campaigns:campaign_close", pk)


@require_POST
def campaign_reopen(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        actions.reopen(campaign, by=request.user, seen=form.cleaned_data["seen"])
    except actions.CannotClose:
        return _refused(request, pk)
    messages.success(request, _("It is open again. What you had written is still there."))
    return redirect("campaigns:campaign_close", pk)


@require_POST
def lesson_take_up(request: Request, year: int, pk: int) -> HttpResponse:
    """A lesson of last year on the board: as a proposal, or among what we stop doing."""
    rows = Campaign.objects.visible_to(request.membership)
    campaign = get_object_or_404(
        rows, pk=pk, closed_at__isnull=False, item__starts_on__year=year - 1
    )
    again = timezone.localdate().replace(year=year, month=12, day=1)
    made = actions.take_up(campaign, year=year, by=request.user, look_back_on=again)
    return redirect(board_address(year, None, made))


def _refused(request: Request, pk: int, *, typed: dict[str, Any] | None = None) -> HttpResponse:
    """What was typed stays, on what a colleague wrote meanwhile."""
    campaign = asked_campaign(request, pk)
    initial = _initial(campaign) | {
        name: value for name, value in (typed or {}).items() if name != "seen"
    }
    return _page(request, campaign, form=CloseForm(initial=initial), is_changed=True, status=409)


def _initial(campaign: Campaign) -> dict[str, str]:
    return {
        "verdict": campaign.verdict,
        "lesson": campaign.lesson,
        "seen": actions.seen_of(campaign),
    }


def _page(
    request: Request,
    campaign: Campaign,
    *,
    form: CloseForm,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    if has_begun := actions.has_begun(campaign.item, timezone.localdate()):
        effects.current(campaign)
    context = frame(campaign, "campaign_close") | {
        "form": form,
        "is_changed": is_changed,
        "seen": actions.seen_of(campaign),
        "has_begun": has_begun,
        "next_year": campaign.item.starts_on.year + 1,
        "effect": sheets.effect_of(campaign),
        "means": sheets.means_of(campaign.item),
    }
    return render(request, "campaigns/close.html", context, status=status)
