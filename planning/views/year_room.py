"""What managers set for a year: hours, euros and the organisation's own points."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import target_groups as actions
from planning.forms.choices import FocusPointForm, RoomForm
from planning.models import FocusPoint
from planning.queries import choices
from planning.requests import Request
from planning.rights import manager_required
from planning.room import DISCIPLINES
from planning.views.choices import YEARS


@require_http_methods(["GET", "POST"])
@manager_required
def year_room(request: Request, year: int) -> HttpResponse:
    if year not in YEARS:
        raise Http404
    library = request.library
    hidden = () if choices.has_programming(library) else ("programming",)
    there = choices.capacities(library, year), choices.budgets(library, year)
    initial = {f"hours_{quarter}_{name}": value for (quarter, name), value in there[0].items()}
    initial |= {f"euros_{quarter}": value for quarter, value in there[1].items()}  # type: ignore[misc]
    form = RoomForm(
        request.POST or None,
        initial=initial,
        disciplines=[each for each in DISCIPLINES if each not in hidden],
    )
    if form.is_valid():
        actions.set_room(library, year, hours=form.hours(), euros=form.euros())
        messages.success(request, _("The room of %(year)d has been saved.") % {"year": year})
        return redirect("planning:choices", year)
    context = {"form": form, "rows": form.rows(), "year": year}
    return render(request, "planning/year_room.html", context, status=422 if form.errors else 200)


@require_GET
def focus_point_list(request: Request) -> HttpResponse:
    context = {
        "points": choices.focus_points(request.library),
        "may_change": request.membership.is_manager,
    }
    return render(request, "planning/focus_point_list.html", context)


@require_http_methods(["GET", "POST"])
@manager_required
def focus_point_add(request: Request) -> HttpResponse:
    others = FocusPoint.objects.filter(library=request.library)
    form = FocusPointForm(request.POST or None, others=others)
    if form.is_valid():
        FocusPoint.objects.create(library=request.library, **form.cleaned_data)
        return redirect("planning:focus_points")
    status = 422 if form.errors else 200
    return render(request, "planning/focus_point_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@manager_required
def focus_point_edit(request: Request, pk: int) -> HttpResponse:
    point = get_object_or_404(FocusPoint.objects.editable_by(request.membership), pk=pk)
    others = FocusPoint.objects.filter(library=request.library).exclude(pk=point.pk)
    initial = {"name": point.name, "description": point.description}
    form = FocusPointForm(request.POST or None, initial=initial, others=others)
    if form.is_valid():
        FocusPoint.objects.filter(pk=point.pk).update(**form.cleaned_data)
        return redirect("planning:focus_points")
    context = {"form": form, "point": point}
    status = 422 if form.errors else 200
    return render(request, "planning/focus_point_edit.html", context, status=status)


@require_POST
@manager_required
def focus_point_archive(request: Request, pk: int) -> HttpResponse:
    point = get_object_or_404(FocusPoint.objects.editable_by(request.membership), pk=pk)
    actions.archive_point(point)
    messages.success(request, _("%(name)s is no longer in force.") % {"name": point})
    return redirect("planning:focus_points")
