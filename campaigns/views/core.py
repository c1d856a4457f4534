"""The core of a campaign: for whom, what we say, what we want, with what, and who does it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import counting
from campaigns.actions import campaigns as actions
from campaigns.actions import copying, counts
from campaigns.forms.campaign import CampaignForm, CountForm, GroupForm
from campaigns.models import Campaign
from campaigns.queries import posts
from campaigns.views.onward import steps
from campaigns.views.workspace import asked_campaign, frame
from planning import wording
from planning.actions.items import CannotChange, change_item
from planning.models import PlanItem
from planning.queries import items
from planning.requests import Request
from planning.views.item_conflicts import settled, show_conflict
from planning.views.items import LETTERS, join_form

Kind = PlanItem.Kind


@require_GET
def campaign(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.visible_to(request.membership).filter(kind=Kind.CAMPAIGN)
    item = get_object_or_404(rows, pk=pk)
    if item.archived_at is None:
        if item.target_group_id is None:
            return redirect("campaigns:campaign_group", pk)
        # What was put in the plan as a campaign gets its workspace on the first visit.
        actions.open_workspace(item)
    return _core(request, asked_campaign(request, pk))


def _core(request: Request, found: Campaign, count_form: CountForm | None = None) -> HttpResponse:
    context = frame(found, "campaign")
    today, entry = context["today"], context["entry"]
    rows = list(found.counts.order_by("from_on", "pk").select_related("added_by"))
    context |= {
        "steps": steps(context["line"], today=today),
        "also": [
            each for each in entry.joined if each.discipline not in ("collection", "marketing")
        ],
        "hours": [
            (each, LETTERS[each], capfirst(wording.discipline_in_words(each)), entry.hours[each])
            for each in entry.hours
        ],
        "post_channels": [each for each in posts.channels_of(found) if each not in entry.channels],
        "join_form": join_form(request, entry),
        "next": reverse("campaigns:campaign", args=[found.pk]),
        "counts": rows,
        "comparisons": counting.comparisons(rows),
        "progress": counting.progress(found, rows, today),
        "count_form": count_form or CountForm(campaign=found, today=today),
        "source": found.copied_from,
        "last_years": copying.last_years(found.item) if copying.is_blank(found) else None,
    }
    status = 422 if count_form else 200
    return render(request, "campaigns/campaign.html", context, status=status)


@require_http_methods(["GET", "POST"])
def campaign_group(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.editable_by(request.membership).current()
    item = get_object_or_404(rows.filter(kind=Kind.CAMPAIGN), pk=pk)
    form = GroupForm(
        settled(request.POST) if request.method == "POST" else None,
        groups=items.target_groups(request.library),
        initial={"version": item.version, "target_group": item.target_group_id},
    )
    if form.is_valid():
        fields = {"target_group": form.cleaned_data["target_group"]}
        base = form.cleaned_data["version"]
        try:
            change_item(item, by=request.user, base=base, fields=fields)
        except CannotChange as refused:
            return show_conflict(request, item, form, refused)
        return redirect("campaigns:campaign", pk)
    context = {"item": item, "form": form}
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_group.html", context, status=status)


@require_http_methods(["GET", "POST"])
def campaign_edit(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    data = settled(request.POST) if request.method == "POST" else None
    form = CampaignForm(data, campaign=found)
    if form.is_valid():
        return _save(request, found, form)
    context: dict[str, Any] = {"campaign": found, "item": found.item, "form": form}
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_edit.html", context, status=status)


def _save(request: Request, found: Campaign, form: CampaignForm) -> HttpResponse:
    try:
        actions.change(
            found,
            by=request.user,
            base=form.cleaned_data["version"],
            fields=form.item_fields,
            content=form.content,
        )
    except CannotChange as refused:
        return show_conflict(request, found.item, form, refused)
    return redirect(found)


@require_POST
def count_add(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    form = CountForm(request.POST, campaign=found, today=timezone.localdate())
    if not form.is_valid():
        return _core(request, found, form)
    counts.add_count(found, by=request.user, **form.cleaned_data)
    return redirect(f"{found.get_absolute_url()}#counted")


@require_POST
def count_remove(request: Request, pk: int, count: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    row = get_object_or_404(found.counts, pk=count)
    counts.remove_count(row)
    messages.success(request, _("The count was taken away."))
    return redirect(f"{found.get_absolute_url()}#counted")
