"""The national campaigns of a year: join or not, and put them in the plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from planning.actions import overlays as actions
from planning.forms.overlays import FIRST_YEAR, LAST_YEAR, AnswerForm
from planning.models import NationalCampaign
from planning.queries import overlays as queries
from planning.requests import Request
from planning.views import item_addresses as addresses

Answer = NationalCampaign.Answer


@require_GET
def national(request: Request, year: int) -> HttpResponse:
    return _page(request, year)


@require_POST
def national_answer(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(NationalCampaign.objects.editable_by(request.membership), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign.year, refused=(campaign, form))
    actions.answer_campaign(campaign, by=request.user, **form.cleaned_data)
    return redirect(addresses.asked(request, _place_of(campaign)))


@require_POST
def national_plan(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(NationalCampaign.objects.editable_by(request.membership), pk=pk)
    item = actions.plan_campaign(
        campaign, discipline=request.membership.discipline, by=request.user
    )
    return redirect(addresses.plan_of(item))


@require_POST
def begin_year(request: Request, year: int) -> HttpResponse:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    actions.begin_year(request.library, year, by=request.user)
    # Also for a year that was begun before: the list may be newer than its rows.
    actions.load_calendar(request.library, year)
    messages.success(request, _("The calendar of %(year)d has been brought in.") % {"year": year})
    return redirect(addresses.asked(request, reverse("planning:national", args=[year])))


def panel_context(request: Request, pk: int) -> dict[str, Any]:
    """What the panel of a campaign beside the plan needs; nothing when it is not theirs."""
    rows = NationalCampaign.objects.visible_to(request.membership).filter(pk=pk)
    campaign = next(iter(queries.with_items(rows)), None)
    if campaign is None:
        return {}
    return {
        "panel_template": "planning/_national_panel.html",
        "national": campaign,
        "national_form": AnswerForm(initial={"answer": Answer.SKIP}),
        "national_next": request.get_full_path(),
    }


def _place_of(campaign: NationalCampaign) -> str:
    return f"{reverse('planning:national', args=[campaign.year])}#n{campaign.pk}"


def _page(
    request: Request, year: int, *, refused: tuple[NationalCampaign, AnswerForm] | None = None
) -> HttpResponse:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    campaigns = list(queries.national_campaigns(request.library, year))
    lines = []
    for each in campaigns:
        is_refused = refused is not None and refused[0].pk == each.pk
        blank = AnswerForm(initial={"answer": Answer.SKIP}, auto_id=f"id_%s_{each.pk}")
        form = refused[1] if refused is not None and is_refused else blank
        lines.append({"campaign": each, "form": form, "is_refused": is_refused})
    context = {
        "year": year,
        "lines": lines,
        "open_count": sum(each.answer == Answer.OPEN for each in campaigns),
        "join_count": sum(each.answer == Answer.JOIN for each in campaigns),
        "today": timezone.localdate(),
        "refused": refused[1] if refused else None,
    }
    return render(request, "planning/national.html", context, status=422 if refused else 200)
