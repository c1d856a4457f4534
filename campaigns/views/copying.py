"""A campaign once more: next year, or for another group."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.actions import copying as actions
from campaigns.forms.campaign_copy import CopyForm, OtherGroupForm
from campaigns.models import Campaign
from campaigns.views.workspace import asked_campaign, frame
from planning import yearcopy
from planning.models import NationalCampaign, PlanItem
from planning.queries import items
from planning.requests import Request

Status = PlanItem.Status


@require_http_methods(["GET", "POST"])
def campaign_copy(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=request.method == "POST")
    if "take" in request.POST:
        return _take_over(request, found)
    for_group = request.GET.get("for") == "group"
    form = _form(request, found, for_group=for_group)
    if form.is_valid():
        status = found.item.status if for_group else Status.PROPOSED
        made = actions.copy_campaign(found, by=request.user, status=status, **form.cleaned_data)
        messages.success(request, _("This is the copy. Its posts are concepts again."))
        return redirect(made)
    context = frame(found, "") | {"form": form, "for_group": for_group}
    status_code = 422 if form.errors else 200
    return render(request, "campaigns/campaign_copy.html", context, status=status_code)


def _form(request: Request, found: Campaign, *, for_group: bool) -> CopyForm:
    groups = items.target_groups(request.library)
    data = request.POST or None
    item = found.item
    if for_group:
        initial: dict[str, Any] = {"title": item.title, "starts_on": item.starts_on}
        rest = groups.exclude(pk=item.target_group_id or 0)
        return OtherGroupForm(data, groups=rest, taken=item.target_group, initial=initial)
    first = next_first_day(item, timezone.localdate())
    initial = {"title": item.title, "starts_on": first, "target_group": item.target_group_id}
    return CopyForm(data, groups=groups, initial=initial)


def next_first_day(item: PlanItem, today: date) -> date:
    """Where it goes in the next year that is still to come: by its week, feast or national week."""
    year = max(item.starts_on.year + 1, today.year)
    while True:
        own, its_next = _nationals(item, year)
        moved = yearcopy.moved(
            item.starts_on, item.ends_on, year, campaign=own, next_campaign=its_next
        )
        if moved.starts_on > today:
            return moved.starts_on
        year += 1


def _nationals(item: PlanItem, year: int) -> tuple[Any, Any]:
    """The days of its national week, and those in another year where they are known."""
    if item.national is None:
        return None, None
    rows = NationalCampaign.objects.filter(library=item.library_id, code=item.national.code)
    found = rows.filter(year=year).values_list("starts_on", "ends_on").first()
    return (item.national.starts_on, item.national.ends_on), found


def _take_over(request: Request, found: Campaign) -> HttpResponse:
    """What last year's said and did, into a campaign that came with the copy of the plan."""
    source = actions.last_years(found.item)
    if source is None or not actions.is_blank(found):
        raise Http404
    source = get_object_or_404(Campaign.objects.visible_to(request.membership), pk=source.pk)
    actions.fill(found, source, by=request.user)
    messages.success(request, _("It says and does what last year's did. Look at every part."))
    return redirect(found)
