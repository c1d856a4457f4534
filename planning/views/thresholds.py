from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planning.forms import ThresholdsForm
from planning.forms.signals import PlanThresholdsForm
from planning.queries import settings
from planning.requests import Request
from planning.rights import admin_required


@require_http_methods(["GET", "POST"])
@admin_required
def thresholds(request: Request) -> HttpResponse:
    # A form writes what was typed on its object, also what it refuses: hence the copies.
    form = ThresholdsForm(request.POST or None, instance=copy(request.library))
    if form.is_valid():
        library = form.save(commit=False)
        if "threshold" in form.changed_data:  # what hides beside what depends on it
            library.rollups_stale_at = timezone.now()
        library.save()
        messages.success(request, _("The thresholds have been saved."))
        return redirect("planning:thresholds")
    plan_form = PlanThresholdsForm(instance=settings.plan_settings(request.library))
    return _page(request, form, plan_form)


@require_POST
@admin_required
def plan_thresholds(request: Request) -> HttpResponse:
    row = settings.plan_settings(request.library)
    plan_form = PlanThresholdsForm(request.POST, instance=row)
    if plan_form.is_valid():
        plan_form.save()
        messages.success(request, _("The thresholds have been saved."))
        return redirect("planning:thresholds")
    return _page(request, ThresholdsForm(instance=copy(request.library)), plan_form)


def _page(request: Request, form: ThresholdsForm, plan_form: PlanThresholdsForm) -> HttpResponse:
    context = {"form": form, "plan_form": plan_form}
    status = 422 if form.errors or plan_form.errors else 200
    return render(request, "planning/thresholds.html", context, status=status)
