"""Changing an item: its fields, its days, its status. Each looks at the version that was seen."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from planning import wording
from planning.actions import items as actions
from planning.actions import series as series_actions
from planning.forms.item_steps import MoveForm, ScopeForm, StatusForm
from planning.forms.items import ItemForm
from planning.models import ItemChange, PlanItem
from planning.queries import plan
from planning.queries.item_moves import consequences
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.item_answers import form_answer
from planning.views.item_conflicts import settled, show_conflict
from planning.views.item_kinds import kind_links

WEEK = timedelta(weeks=1)


def editable(request: Request, pk: int) -> PlanItem:
    """An item that is in the plan, or 404."""
    rows = PlanItem.objects.editable_by(request.membership).current().with_everything()
    found: PlanItem = get_object_or_404(rows.select_related("parent"), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    kind = _kind(request, found)
    data = settled(request.POST) if request.method == "POST" else None
    form = ItemForm(data, library=request.library, kind=kind, item=found)
    scope = ScopeForm(data, initial={"version": found.version}, is_series=_is_series(found))
    if form.is_valid() and scope.is_valid():
        fields = {"kind": kind, **form.cleaned_data}
        return _save(request, found, fields, scope, shown=form, kind=ItemChange.Kind.CHANGED)
    context = {
        "item": found,
        "form": form,
        "scope": scope,
        "kind": kind,
        "kind_links": kind_links(request, kind),
        "when": _when(found),
        "next": addresses.asked(request, found.get_absolute_url()),
    }
    return render(request, "planning/item_edit.html", context, status=200 if data is None else 422)


def _when(found: PlanItem) -> str:
    days = found.starts_on, found.ends_on
    return wording.period_in_words(*days, found.start_time, found.end_time)


def _kind(request: Request, found: PlanItem) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind") or found.kind
    return asked if asked in PlanItem.Kind.values else found.kind


def _is_series(found: PlanItem) -> bool:
    return found.series_id is not None


def _save(
    request: Request,
    found: PlanItem,
    fields: dict[str, Any],
    scope: ScopeForm,
    *,
    shown: Any,
    kind: str,
) -> HttpResponse:
    """Change this one, or what follows too; back to where the form was."""
    base = scope.cleaned_data["version"]
    try:
        if scope.chosen_scope == series_actions.Scope.THIS:
            changed = actions.change_item(
                found, by=request.user, base=base, fields=fields, kind=kind
            )
            return addresses.back(request, changed, was=found.version)
        changed_ones = series_actions.change_series(
            found,
            by=request.user,
            base=base,
            fields=fields,
            scope=scope.chosen_scope,
            kind=kind,
        )
    except actions.CannotChange as refused:
        return show_conflict(request, found, shown, refused)
    said = ngettext("%(count)s changed.", "%(count)s changed.", len(changed_ones))
    said = said % {"count": len(changed_ones)}
    return addresses.back_from_series(request, found, said=said)


@require_http_methods(["GET", "POST"])
def item_move(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    data = settled(request.POST) if request.method == "POST" else None
    if data is not None and "weeks" in data:
        data = _shifted(data)
    form = MoveForm(
        data,
        initial={"starts_on": found.starts_on, "ends_on": found.ends_on, "version": found.version},
        is_series=_is_series(found),
    )
    only_looks = data is not None and ("look" in data or "weeks" in data)
    if form.is_valid() and not only_looks:
        fields = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
        return _save(request, found, fields, form, shown=form, kind=ItemChange.Kind.MOVED)
    return _move_page(request, found, form)


def _shifted(data: QueryDict) -> QueryDict:
    """The days that were typed, a week earlier or later; what is no day stays as it was typed."""
    form = MoveForm(data)
    form.is_valid()
    weeks = -1 if data.get("weeks") == "-1" else 1
    moved = data.copy()
    for name in ("starts_on", "ends_on"):
        day = form.cleaned_data.get(name)
        if day is not None:
            moved[name] = (day + weeks * WEEK).isoformat()
    return moved


def _move_page(request: Request, found: PlanItem, form: MoveForm) -> HttpResponse:
    """The form with what the move would bring, on a page of its own or inside the panel."""
    context: dict[str, Any] = {
        "item": found,
        "move_form": form,
        "in_plan": "in_plan" in request.POST,
        "next": addresses.asked(request, found.get_absolute_url()),
        "when": _when(found),
    }
    said = ""
    if form.is_bound and form.is_valid():
        days = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
        entry = plan.entries([found])[0]
        result = consequences(
            request.library, entry, starts_on=days[0], ends_on=days[1], today=timezone.localdate()
        )
        becomes = f"{wording.period_in_words(*days)}, {wording.weeks_in_words(*days)}"
        context |= {"consequences": result, "becomes": becomes}
        said = _("Becomes %(when)s. New signals: %(count)s.") % {
            "when": becomes,
            "count": len(result.come),
        }
    status = 422 if form.errors else 200
    if not request.htmx:
        return render(request, "planning/item_move.html", context, status=status)
    response = form_answer(request, "planning/_item_move.html", context, status=status)
    trigger_client_event(response, "announce", {"value": said or _("Not right yet.")})
    return response


@require_POST
def item_status(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    form = StatusForm(settled(request.POST))
    if not form.is_valid():
        context = {
            "item": found,
            "status_form": form,
            "in_plan": "in_plan" in request.POST,
            "next": addresses.asked(request, found.get_absolute_url()),
        }
        if request.htmx:
            return form_answer(request, "planning/_item_status.html", context, status=422)
        return render(request, "planning/item_status.html", context, status=422)
    try:
        changed = actions.change_item(
            found,
            by=request.user,
            base=form.cleaned_data["version"],
            fields={"status": form.cleaned_data["status"]},
        )
    except actions.CannotChange as refused:
        return show_conflict(request, found, form, refused)
    return addresses.back(request, changed, was=found.version)
