"""When somebody else was there first: both versions, field by field, and nothing lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from planning import wording
from planning.actions.items import CannotChange, ChangedMeanwhile, Conflict
from planning.models import PlanItem
from planning.queries import items
from planning.requests import Request
from planning.snapshots import Snapshot
from planning.views import item_addresses as addresses
from planning.views.item_answers import panel_answer


@dataclass(frozen=True)
class Side:
    """One of two versions of a field: in words, and as a form sends it."""

    said: str
    values: list[str]


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    mine: Side
    theirs: Side
    by: str
    at: datetime


def settled(data: QueryDict) -> QueryDict:
    """What somebody chose per field, as if it had been typed."""
    chosen = data.copy()
    for name in data.getlist("conflict"):
        side = "mine" if data.get(f"pick.{name}") == "mine" else "theirs"
        chosen.setlist(name, data.getlist(f"{side}.{name}"))
    return chosen


def show_conflict(
    request: Request, item: PlanItem, form: Form, refused: CannotChange
) -> HttpResponse:
    """Both versions of the fields that two people changed; all the rest is merged already."""
    sides = [{each.name: value} for each in refused.conflicts for value in (each.mine, each.theirs)]
    names = items.names_of(item.library, sides)
    choices = [_choice(each, names) for each in refused.conflicts]
    asked = {each.name for each in choices}
    context = {
        "item": item,
        "choices": choices,
        "others": sorted({each.by for each in choices}),
        "hidden": _hidden(request, form, refused, asked),
        "action": request.path,
        "in_plan": "in_plan" in request.POST,
        "next": addresses.asked(request, item.get_absolute_url()),
    }
    if request.htmx:
        return panel_answer(request, "planning/_item_conflict.html", context, status=409)
    return render(request, "planning/item_conflict.html", context, status=409)


def _choice(conflict: Conflict, names: wording.Names) -> Choice:
    def side(value: Any) -> Side:
        return Side(wording.value_in_words(conflict.name, value, names), _typed(value))

    return Choice(
        name=conflict.name.removesuffix("_id"),
        label=str(wording.LABELS[conflict.name]),
        mine=side(conflict.mine),
        theirs=side(conflict.theirs),
        by=conflict.by or _("A colleague"),
        at=conflict.at,
    )


def _hidden(
    request: Request, form: Form, refused: CannotChange, asked: set[str]
) -> list[tuple[str, str]]:
    """The other fields of the form with the merged values, and the version that is now seen."""
    fields = [("version", str(refused.version))]
    for name in form.fields:
        if name in asked or name == "version":
            continue
        key = _key(name, refused.merged)
        values = _typed(refused.merged[key]) if key else request.POST.getlist(name)
        fields += [(name, value) for value in values]
    # Not fields of the form of an item, and yet part of what was sent.
    apart = (name for name in ("kind", "scope") if name not in (*form.fields, *asked))
    return fields + [(name, request.POST[name]) for name in apart if name in request.POST]


def _key(name: str, merged: Snapshot) -> str:
    return next((key for key in (name, f"{name}_id") if key in merged), "")


def _typed(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]


def show_changes(
    request: Request, item: PlanItem, refused: ChangedMeanwhile, *, act: str
) -> HttpResponse:
    """What happened to an item that was to be removed or put back, and the button once more."""
    sides = [each for change in refused.changes for each in (change.before, change.after)]
    names = items.names_of(item.library, sides)
    version = refused.changes[-1].version
    lines = [items.change_line(each, names, latest=version) for each in refused.changes]
    context = {
        "item": item,
        "lines": lines,
        "version": version,
        "act": act,
        "action": request.path,
        "others": sorted({each.by or _("A colleague") for each in lines}),
        "hidden": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "version", "next", "in_plan")
        ],
        "in_plan": "in_plan" in request.POST,
        "next": addresses.asked(request, item.get_absolute_url()),
    }
    if request.htmx:
        return panel_answer(request, "planning/_item_changed.html", context, status=409)
    return render(request, "planning/item_changed.html", context, status=409)
