"""Manage: national campaigns and days off, as data a library may change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import overlays as actions
from planning.forms.overlays import HolidayForm, NationalForm, RegionForm, YearForm
from planning.models import Holiday, NationalCampaign
from planning.queries import overlays as queries
from planning.queries import plan, settings
from planning.requests import Request
from planning.rights import admin_required


@require_GET
@admin_required
def national_list(request: Request) -> HttpResponse:
    year = _year(request)
    context = {
        "year": year,
        "years": _years(request, year),
        "campaigns": queries.national_campaigns(request.library, year),
    }
    return render(request, "planning/national_list.html", context)


@require_http_methods(["GET", "POST"])
@admin_required
def national_add(request: Request) -> HttpResponse:
    form = NationalForm(request.POST or None, library=request.library)
    if form.is_valid():
        campaign = actions.save_campaign(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been added.") % {"name": campaign})
        return _back_to("planning:national_list", campaign)
    status = 422 if form.errors else 200
    return render(request, "planning/national_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def national_edit(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(NationalCampaign.objects.editable_by(request.membership), pk=pk)
    form = NationalForm(request.POST or None, instance=campaign, library=request.library)
    if form.is_valid():
        saved = actions.save_campaign(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been changed.") % {"name": saved})
        return _back_to("planning:national_list", saved)
    context = {"form": form, "campaign": campaign}
    status = 422 if form.errors else 200
    return render(request, "planning/national_edit.html", context, status=status)


@require_POST
@admin_required
def national_remove(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(NationalCampaign.objects.editable_by(request.membership), pk=pk)
    campaign.delete()
    messages.success(request, _("%(name)s has been removed.") % {"name": campaign})
    return _back_to("planning:national_list", campaign)


@require_GET
@admin_required
def holiday_list(request: Request) -> HttpResponse:
    return _holidays(request, None)


@require_POST
@admin_required
def holiday_region(request: Request) -> HttpResponse:
    form = RegionForm(request.POST)
    if not form.is_valid():
        return _holidays(request, form)
    chosen = actions.choose_region(request.library, **form.cleaned_data)
    messages.success(
        request,
        _("You now see the school holidays of %(region)s.")
        % {"region": chosen.get_region_display()},
    )
    return redirect("planning:holiday_list")


@require_http_methods(["GET", "POST"])
@admin_required
def holiday_add(request: Request) -> HttpResponse:
    initial = {"kind": Holiday.Kind.CLOSED, "is_confirmed": True}
    form = HolidayForm(request.POST or None, library=request.library, initial=initial)
    if form.is_valid():
        holiday = actions.save_holiday(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been added.") % {"name": holiday})
        return _back_to("planning:holiday_list", holiday)
    status = 422 if form.errors else 200
    return render(request, "planning/holiday_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def holiday_edit(request: Request, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday.objects.editable_by(request.membership), pk=pk)
    form = HolidayForm(request.POST or None, instance=holiday, library=request.library)
    if form.is_valid():
        saved = actions.save_holiday(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been changed.") % {"name": saved})
        return _back_to("planning:holiday_list", saved)
    context = {"form": form, "holiday": holiday}
    status = 422 if form.errors else 200
    return render(request, "planning/holiday_edit.html", context, status=status)


@require_POST
@admin_required
def holiday_remove(request: Request, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday.objects.editable_by(request.membership), pk=pk)
    holiday.delete()
    messages.success(request, _("%(name)s has been removed.") % {"name": holiday})
    return _back_to("planning:holiday_list", holiday)


def _holidays(request: Request, refused: RegionForm | None) -> HttpResponse:
    year = _year(request)
    chosen = settings.plan_settings(request.library)
    rows = queries.holidays(request.library, *plan.year_of(year), region=chosen.region)
    context = {
        "year": year,
        "years": _years(request, year),
        "region": chosen.get_region_display(),
        "region_form": refused or RegionForm(initial={"region": chosen.region}),
        "holidays": rows,
    }
    status = 422 if refused else 200
    return render(request, "planning/holiday_list.html", context, status=status)


def _year(request: Request) -> int:
    form = YearForm(request.GET)
    return form.cleaned_data["year"] if form.is_valid() else timezone.localdate().year


def _years(request: Request, year: int) -> list[int]:
    """The years to choose from: those with a plan, this one and the next."""
    now = timezone.localdate().year
    return sorted({*queries.calendar_years(request.library), now, now + 1, year})


def _back_to(name: str, row: NationalCampaign | Holiday) -> HttpResponse:
    return redirect(f"{reverse(name)}?year={row.starts_on.year}")
