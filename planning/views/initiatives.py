"""One proposal: written, talked over, decided, put in the plan."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import choices as actions
from planning.forms.choices import (
    CriteriaForm,
    DecideForm,
    InitiativeEditForm,
    InitiativeForm,
    InPlanForm,
    initial_of,
)
from planning.models import Initiative
from planning.queries import choices
from planning.queries.choices import Rooms
from planning.requests import Request
from planning.views import choices_words as words

Status = Initiative.Status
LOOK_BACK = timedelta(days=182)


@require_GET
def initiative(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.visible_to(request.membership), pk=pk)
    return _page(request, found)


@require_http_methods(["GET", "POST"])
def initiative_add(request: Request) -> HttpResponse:
    year = _year(request)
    asked = request.GET
    initial = {name: asked.get(name, "") for name in ("quarter", "target_group", "description")}
    initial["title"] = asked.get("title", "")[:120]
    form = InitiativeForm(request.POST or None, initial=initial, **_choices(request))
    if form.is_valid():
        found = actions.propose(
            request.library, by=request.user, fields={"year": year, **form.cleaned_data}
        )
        return redirect(_board(found))
    context = {"form": form, "year": year, "cancel_url": reverse("planning:choices", args=[year])}
    status = 422 if form.errors else 200
    return render(request, "planning/initiative_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
def initiative_edit(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.editable_by(request.membership), pk=pk)
    form = InitiativeEditForm(request.POST or None, initial=initial_of(found), **_choices(request))
    status = 200
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "version"}
        try:
            actions.change_initiative(found, base=form.cleaned_data["version"], fields=fields)
        except actions.CannotDecide:
            found.refresh_from_db()
            form = _said_anew(request, found)
            status = 409
        else:
            return redirect(_board(found))
    context = {"form": form, "initiative": found, "cancel_url": _board(found)}
    status = 422 if form.errors and status == 200 else status
    return render(request, "planning/initiative_edit.html", context, status=status)


@require_POST
def initiative_decide(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.editable_by(request.membership), pk=pk)
    form = DecideForm(request.POST, accepted=_others(found))
    if not form.is_valid():
        return _page(request, found, decide_form=form, status=422)
    values = dict(form.cleaned_data)
    base = values.pop("version")
    try:
        found = actions.decide(found, by=request.user, base=base, **values)
    except actions.CannotDecide:
        return _page(request, found, is_changed=True, status=409)
    return redirect(_board(found))


@require_POST
def initiative_tick(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.editable_by(request.membership), pk=pk)
    form = CriteriaForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422)
    return redirect(_board(actions.tick_criteria(found, ticked=form.cleaned_data["ticked"])))


@require_http_methods(["GET", "POST"])
def initiative_plan(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.editable_by(request.membership), pk=pk)
    starts_on, ends_on = actions.usual_days(found)
    initial = {"starts_on": starts_on, "ends_on": ends_on}
    form = InPlanForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            item = actions.put_in_plan(found, by=request.user, **form.cleaned_data)
        except actions.CannotPlan:
            messages.info(request, _("Only what you do goes into the year plan, and once."))
            return redirect(_board(found))
        return redirect(item)
    context = {"form": form, "initiative": found, "cancel_url": _board(found)}
    status = 422 if form.errors else 200
    return render(request, "planning/initiative_plan.html", context, status=status)


def panel_context(
    request: Request, pk: int, *, rooms: Rooms, decide_form: DecideForm | None = None
) -> dict[str, Any] | None:
    """What `planning/_initiative.html` needs; None where there is no such proposal."""
    related = ("target_group", "focus_point", "decided_by", "proposed_by", "item")
    rows = Initiative.objects.visible_to(request.membership).select_related(*related)
    found = rows.filter(pk=pk).first()
    if found is None:
        return None
    item = getattr(found, "item", None)
    return {
        "initiative": found,
        "item": item if item and item.archived_at is None else None,
        "consequence": words.consequence(found, rooms) if found.status != Status.ACCEPTED else [],
        "criteria_form": CriteriaForm(
            initial={"ticked": [name for name in actions.CRITERIA if getattr(found, name)]}
        ),
        "decide_form": decide_form or DecideForm(initial=_decided(found), accepted=_others(found)),
        "close_url": board_address(found.year, found.quarter),
    }


def _decided(found: Initiative) -> dict[str, Any]:
    again = found.look_back_on or timezone.localdate() + LOOK_BACK
    plain = ("version", "status", "reason_code", "reason")
    return {name: getattr(found, name) for name in plain} | {"look_back_on": again}


def _page(
    request: Request,
    found: Initiative,
    *,
    decide_form: DecideForm | None = None,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    rooms = choices.rooms(request.library, found.year, found.quarter)
    panel = panel_context(request, found.pk, rooms=rooms, decide_form=decide_form) or {}
    context = {**panel, "is_changed": is_changed, "board_url": _board(found)}
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "planning/initiative.html", context, status=status)
    response = render(request, "planning/_initiative.html", context, status=status)
    response.headers["HX-Retarget"] = "#initiative"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def _others(found: Initiative) -> Any:
    """What could make room: what we do in the same time, this one aside."""
    rows = choices.initiatives(found.library, found.year, found.quarter)
    return rows.filter(status=Status.ACCEPTED).exclude(pk=found.pk)


def _choices(request: Request) -> dict[str, Any]:
    library = request.library
    return {
        "groups": choices.target_groups(library, today=timezone.localdate()),
        "points": choices.focus_points(library),
        "has_programming": choices.has_programming(library),
    }


def _said_anew(request: Request, found: Initiative) -> InitiativeEditForm:
    """The same form with what was typed, on the version that there is now."""
    typed = request.POST.copy()
    typed["version"] = str(found.version)
    form = InitiativeEditForm(typed, **_choices(request))
    said = _(
        "Somebody changed this meanwhile: “%(title)s”. Look, and save again if yours is right."
    )
    form.add_error(None, said % {"title": found.title})
    return form


def _board(found: Initiative) -> str:
    return board_address(found.year, found.quarter, found)


def board_address(year: int, quarter: int | None, found: Initiative | None = None) -> str:
    """The board of a quarter, with the panel of a proposal open."""
    query = [f"quarter={quarter}"] if quarter else []
    query += [f"panel=initiative:{found.pk}"] if found else []
    return reverse("planning:choices", args=[year]) + (f"?{'&'.join(query)}" if query else "")


def _year(request: Request) -> int:
    given = request.GET.get("year", "")
    is_year = given.isdecimal() and 2000 <= int(given) <= 2100
    return int(given) if is_year else timezone.localdate().year
