"""The plan that somebody has already: pasted or uploaded, looked over, put in the shared plan."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from planning.actions import plan_import as actions
from planning.entries import Entry
from planning.forms.plan_import import READABLE, PastedFormSet, PlanSourceForm
from planning.models import PlanDraft, PlanItem
from planning.queries import plan
from planning.requests import Request
from planning.wording import discipline_in_words

SALT = "planning.plan_import"
LONG = 60  # days; what lasts longer coincides with everything


@dataclass(frozen=True)
class Line:
    """A row that was read, and what of the plan falls together with it."""

    form: forms.Form
    beside: str
    has_no_day: bool


@require_http_methods(["GET", "POST"])
def plan_import(request: Request, year: int) -> HttpResponse:
    _check(year)
    mine = request.membership.discipline
    initial = {"discipline": mine if mine in READABLE else READABLE[0]}
    form = PlanSourceForm(request.POST or None, request.FILES or None, initial=initial, year=year)
    if form.is_valid():
        file = form.cleaned_data["file"]
        draft = actions.keep_draft(
            request.library,
            by=request.user,
            rows=form.rows,
            discipline=form.cleaned_data["discipline"],
            filename=file.name if file else "",
        )
        return redirect("planning:plan_import_check", year, draft.pk)
    context = {"form": form, "year": year, "plan_url": reverse("planning:year_plan", args=[year])}
    status = 422 if form.errors else 200
    return render(request, "planning/plan_import.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_import_check(request: Request, year: int, pk: int) -> HttpResponse:
    _check(year)
    drafts = PlanDraft.objects.editable_by(request.membership).filter(by=request.user)
    draft = get_object_or_404(drafts, pk=pk)
    rows = PastedFormSet(request.POST or None, initial=_initial(draft))
    if request.method == "POST" and rows.is_valid():
        wanted = [each for each in rows.cleaned_data if each.get("is_wanted")]
        made = actions.put_in(draft, by=request.user, year=year, rows=wanted)
        _say(request, made)
        return redirect(_plan_address(year, made))
    context = {
        "draft": draft,
        "rows": rows,
        "lines": _lines(request, rows, year),
        "year": year,
        "undated": sum(not each["first"] for each in draft.rows),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "planning/plan_import_check.html", context, status=status)


@require_POST
def plan_import_undo(request: Request, year: int) -> HttpResponse:
    """Take what was just put in out again; the address carries a signed list of it."""
    try:
        numbers = signing.loads(request.POST.get("made", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise Http404 from None
    found = PlanItem.objects.editable_by(request.membership).filter(pk__in=numbers)
    gone = actions.take_out(list(found), by=request.user)
    said = ngettext("%(n)d thing is out of the plan again.", "%(n)d things are out again.", gone)
    messages.success(request, said % {"n": gone})
    return redirect("planning:year_plan", year)


def _initial(draft: PlanDraft) -> list[dict[str, Any]]:
    return [
        {
            "is_wanted": bool(each["first"]),
            "title": each["title"],
            "starts_on": _day(each["first"]),
            "ends_on": _day(each["last"]),
            "kind": each["kind"],
            "discipline": each["discipline"],
            "target_group": each["target_group"],
            "notes": each["notes"],
        }
        for each in draft.rows
    ]


def _lines(request: Request, rows: Any, year: int) -> list[Line]:
    first, last = plan.year_of(year)
    entries = [
        each
        for each in plan.entries_between(request.library, first, last)
        if each.days <= LONG and each.status != "dropped"
    ]
    lines = []
    for form in rows:
        starts_on = form.initial.get("starts_on")
        ends_on = form.initial.get("ends_on") or starts_on
        beside = _beside(entries, starts_on, ends_on, str(form.initial.get("discipline", "")))
        lines.append(Line(form, beside, has_no_day=starts_on is None))
    return lines


def _beside(entries: list[Entry], first: date | None, last: date | None, discipline: str) -> str:
    if first is None or last is None or (last - first).days > LONG:
        return ""
    others = [
        each
        for each in entries
        if each.overlaps(first, last) and set(each.disciplines) - {discipline}
    ]
    named = [
        f"{each.title} ({', '.join(discipline_in_words(side) for side in each.disciplines)})"
        for each in others[:2]
    ]
    more = len(others) - len(named)
    return ", ".join(named) + (_(" and %(n)d more") % {"n": more} if more else "")


def _say(request: Request, made: list[PlanItem]) -> None:
    said = ngettext("%(n)d thing is in the plan.", "%(n)d things are in the plan.", len(made))
    messages.success(request, said % {"n": len(made)})


def _plan_address(year: int, made: list[PlanItem]) -> str:
    address = reverse("planning:plan_import_done", args=[year])
    return f"{address}?made={signing.dumps([each.pk for each in made], salt=SALT)}"


@require_http_methods(["GET"])
def plan_import_done(request: Request, year: int) -> HttpResponse:
    _check(year)
    context = {
        "year": year,
        "made": request.GET.get("made", ""),
        "plan_url": reverse("planning:year_plan", args=[year]),
        "national_url": reverse("planning:national", args=[year]),
    }
    return render(request, "planning/plan_import_done.html", context)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _check(year: int) -> None:
    if not 2000 < year < 2100:
        raise Http404
