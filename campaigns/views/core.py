"""The core of a campaign: for whom, what we say, what we want, with what, and who does it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.actions import campaigns as actions
from campaigns.forms.campaign import GroupForm
from campaigns.models import Campaign
from campaigns.views.workspace import asked_campaign, frame
from planning.actions.items import CannotChange, change_item
from planning.models import PlanItem
from planning.queries import items
from planning.requests import Request
from planning.views.item_conflicts import show_conflict

Kind = PlanItem.Kind


@require_GET
def campaign(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.visible_to(request.membership).filter(kind=Kind.CAMPAIGN)
    item = get_object_or_404(rows, pk=pk)
    if item.target_group_id is None:
        return redirect("campaigns:campaign_group", pk)
    if item.archived_at is None:
        actions.open_workspace(item)
    found = asked_campaign(request, pk)
    return render(request, "campaigns/campaign.html", frame(found, "campaign"))


@require_http_methods(["GET", "POST"])
def campaign_group(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.editable_by(request.membership).current()
    item = get_object_or_404(rows.filter(kind=Kind.CAMPAIGN), pk=pk)
    form = GroupForm(
        request.POST or None,
        groups=items.target_groups(request.library),
        initial={"version": item.version},
    )
    if form.is_valid():
        fields = {"target_group": form.cleaned_data["target_group"]}
        try:
            base = form.cleaned_data["version"]
            change_item(item, by=request.user, base=base, fields=fields)
        except CannotChange as refused:
            return show_conflict(request, item, form, refused)
        return redirect("campaigns:campaign", pk)
    context = {"item": item, "form": form}
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_group.html", context, status=status)


@require_http_methods(["GET", "POST"])
def campaign_edit(request: Request, pk: int) -> HttpResponse:
    found: Campaign = asked_campaign(request, pk, to_change=True)
    return render(request, "campaigns/campaign.html", frame(found, "campaign"))


@require_POST
def count_add(request: Request, pk: int) -> HttpResponse:
    return redirect(asked_campaign(request, pk, to_change=True))


@require_POST
def count_remove(request: Request, pk: int, count: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    get_object_or_404(found.counts, pk=count)
    return redirect(found)
