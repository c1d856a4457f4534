"""The list of campaigns, and beginning a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import starts
from campaigns.actions import campaigns as actions
from campaigns.forms.campaigns import BeginForm
from campaigns.models import Campaign
from campaigns.phases import Phase
from campaigns.queries import campaigns as queries
from planning.models import NationalCampaign, TargetGroup
from planning.queries import items
from planning.requests import Request
from planning.views import item_addresses as addresses


@require_GET
def campaigns(request: Request) -> HttpResponse:
    today = timezone.localdate()
    lines = queries.lines(queries.rows(request.library).order_by("starts_on", "pk"), today=today)
    groups = [(each, [line for line in lines if line.phase == each]) for each in Phase]
    context = {"groups": [(each, found) for each, found in groups if found], "lines": lines}
    return render(request, "campaigns/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def campaign_add(request: Request) -> HttpResponse:
    start = request.GET.get("start", "")
    template = starts.template(start or Campaign.Start.EMPTY)
    form = BeginForm(
        request.POST or None,
        groups=items.target_groups(request.library),
        nationals=NationalCampaign.objects.filter(library=request.library),
        people=items.colleagues(request.library),
        initial=_initial(request, template),
    )
    if form.is_valid():
        return _begin(request, form, template)
    context = {"form": form, "start": template, "starts": starts.TEMPLATES.values()}
    context["cancel_url"] = addresses.asked(request, "/campagnes/")
    return render(
        request, "campaigns/campaign_add.html", context, status=422 if form.errors else 200
    )


def _begin(request: Request, form: BeginForm, template: starts.Template) -> HttpResponse:
    cleaned = form.cleaned_data
    group = cleaned.get("target_group") or TargetGroup.objects.create(
        library=request.library, name=cleaned["new_group"]
    )
    made = actions.begin(
        request.library,
        by=request.user,
        fields=form.item_fields | {"target_group": group},
        involved=form.involved,
        start=template.start,
        content={"message": cleaned["message"]},
        titles=cleaned["titles"],
    )
    messages.success(request, _("The campaign stands in the plan."))
    return redirect(made)


def _initial(request: Request, template: starts.Template) -> dict[str, Any]:
    """Of me, and with what the address says already."""
    given: dict[str, Any] = {
        name: request.GET.get(name, "")
        for name in ("title", "target_group", "notes", "titles", "segment", "national")
    }
    first = template.first_day(timezone.localdate())
    given |= {"starts_on": first, "ends_on": first + (template.days - 1) * starts.WEEK / 7}
    return given | {f"owner_{request.membership.discipline}": str(request.user.pk)}
