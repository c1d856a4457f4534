from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planning.forms import ThresholdsForm
from planning.forms.books import BooksForm
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
    return _page(request, form=form)


@require_POST
@admin_required
def plan_thresholds(request: Request) -> HttpResponse:
    row = settings.plan_settings(request.library)
    plan_form = PlanThresholdsForm(request.POST, instance=row)
    if plan_form.is_valid():
        plan_form.save()
        messages.success(request, _("The thresholds have been saved."))
        return redirect("planning:thresholds")
    return _page(request, plan_form=plan_form)


@require_POST
@admin_required
def plan_books(request: Request) -> HttpResponse:
    """How long an order takes, and where the catalogue is."""
    books_form = BooksForm(request.POST, instance=settings.plan_settings(request.library))
    if books_form.is_valid():
        books_form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('planning:thresholds')}#books")
    return _page(request, books_form=books_form)


def _page(
    request: Request,
    *,
    form: ThresholdsForm | None = None,
    plan_form: PlanThresholdsForm | None = None,
    books_form: BooksForm | None = None,
) -> HttpResponse:
    """All that can be set, with what was typed in one of its forms."""
    kept = settings.plan_settings(request.library)
    context = {
        "form": form or ThresholdsForm(instance=copy(request.library)),
        "plan_form": plan_form or PlanThresholdsForm(instance=kept),
        "books_form": books_form or BooksForm(instance=kept),
    }
    is_wrong = any(each.is_bound and each.errors for each in context.values())
    return render(request, "planning/thresholds.html", context, status=422 if is_wrong else 200)
