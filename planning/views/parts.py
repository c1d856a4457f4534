"""The parts of the product that a library switches on step by step."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from planning.actions import parts as actions
from planning.forms.parts import PartForm
from planning.models import PlanSettings
from planning.queries import parts
from planning.requests import Request
from planning.rights import admin_required
from planning.views import item_addresses as addresses

Part = PlanSettings.Part


@dataclass(frozen=True)
class Described:
    """What a part is called in the menu, and when it is worth having."""

    code: str
    name: str | Promise
    sentence: str | Promise
    when: str | Promise


DESCRIBED = (
    Described(
        Part.CONSULTATIONS,
        gettext_lazy("Consultations"),
        gettext_lazy("Meetings that come back, with an agenda that fills itself."),
        gettext_lazy("Good to have once you meet regularly."),
    ),
    Described(
        Part.CHOICES,
        gettext_lazy("Choices"),
        gettext_lazy(
            "Target groups, and proposals beside the hours and euros of both disciplines: what you"
            " do, do later and do not do."
        ),
        gettext_lazy("Good to have once there is more to do than there are hours."),
    ),
    Described(
        Part.CAMPAIGNS,
        gettext_lazy("Campaigns and screens"),
        gettext_lazy("One target group, the right books, posts and screens, and what came of it."),
        gettext_lazy("Good to have for the first project that you do together."),
    ),
    Described(
        Part.RELEASE,
        gettext_lazy("Review and release"),
        gettext_lazy("A manager agrees with items and releases the plan of a year."),
        gettext_lazy("Good to have once a manager looks along."),
    ),
    Described(
        Part.SEGMENTS,
        gettext_lazy("Who borrows what"),
        gettext_lazy("Which groups of readers borrow which genres. It needs a file with loans."),
        gettext_lazy("It comes by itself with the first file of loans."),
    ),
)


@require_http_methods(["GET", "POST"])
@admin_required
def part_list(request: Request) -> HttpResponse:
    form = PartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        part, is_on = form.cleaned_data["part"], form.cleaned_data["state"] == "on"
        actions.switch_part(request.library, part, is_on=is_on)
        names = {each.code: each.name for each in DESCRIBED}
        said = _("%(part)s is in the menu now.") if is_on else _("%(part)s is out of the menu.")
        messages.success(request, said % {"part": names[part]})
        return redirect(addresses.asked(request, reverse("planning:part_list")))
    on = parts.parts(request.library)
    context = {"parts": [(each, each.code in on) for each in DESCRIBED], "on_count": len(on)}
    status = 422 if form.is_bound else 200
    return render(request, "planning/part_list.html", context, status=status)
