"""From concept to a released version, and back to what an older one said."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from planning import changes
from planning.actions import release as actions
from planning.changes import Change
from planning.entries import CONSULTATION, JOINT
from planning.forms.overlays import FIRST_YEAR, LAST_YEAR
from planning.forms.release import ReleaseForm, SeenForm
from planning.models import PlanItem, PlanVersion
from planning.queries import items, release
from planning.queries.signals import signals
from planning.requests import Request
from planning.rights import manager_required
from planning.wording import (
    LABELS,
    Difference,
    Names,
    day_with_week,
    discipline_in_words,
    value_in_words,
)

LETTERS = {"collection": "C", "marketing": "M", "programming": "P", JOINT: "S"}


@dataclass(frozen=True)
class Line:
    """One change to read."""

    change: Change
    letter: str
    lane: str
    when: str
    differences: list[Difference]
    can_be_brought_back: bool


@require_GET
def plan_release(request: Request, year: int) -> HttpResponse:
    _refuse_other_years(year)
    return _release_page(request, year)


@require_POST
def plan_seen(request: Request, year: int) -> HttpResponse:
    _refuse_other_years(year)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    if request.membership.discipline not in release.SIDES:
        said = _("Somebody of collection and somebody of marketing tick that they have seen it.")
        return _release_page(request, year, refusal=said, status=409)
    try:
        actions.tick_seen(request.membership, year, digest=form.cleaned_data["digest"])
    except actions.CannotSee:
        said = _("The plan changed just now. Look at what is new, and tick again.")
        return _release_page(request, year, refusal=said, status=409)
    return redirect("planning:release", year)


@require_POST
@manager_required
def plan_release_now(request: Request, year: int) -> HttpResponse:
    _refuse_other_years(year)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _release_page(request, year, form=form, status=422)
    try:
        version = actions.release_plan(request.library, year, by=request.user, **form.cleaned_data)
    except actions.CannotRelease:
        said = _(
            "It cannot be released yet: both disciplines must have seen the plan as it is now."
        )
        return _release_page(request, year, form=form, refusal=said, status=409)
    said = _("Version %(number)d of the year plan %(year)d has been released.")
    messages.success(request, said % {"number": version.number, "year": year})
    return redirect("planning:plan_versions", year)


@require_GET
def plan_versions(request: Request, year: int) -> HttpResponse:
    _refuse_other_years(year)
    standing = release.standing(request.library, year)
    context = {
        "year": year,
        "versions": release.versions(request.library, year),
        "counts": change_words(standing.changes),
        "last": standing.last,
    }
    return render(request, "planning/plan_versions.html", context)


@require_GET
def plan_version(request: Request, year: int, number: int) -> HttpResponse:
    version = _version(request, year, number)
    against = request.GET.get("with", "")
    other = _version(request, year, int(against)) if against.isdecimal() else None
    rows = other.items if other else release.rows_of(request.library, year)
    found = changes.between(version.items, rows)
    names = items.names_of(request.library, [*version.items, *rows])
    context = {
        "year": year,
        "version": version,
        "other": other,
        "versions": release.versions(request.library, year),
        "counts": change_words(found),
        "lines": lines(found, names, can_be_brought_back=other is None),
        "items": version.items,
    }
    return render(request, "planning/plan_version.html", context)


@require_POST
def plan_version_item(request: Request, year: int, number: int, pk: int) -> HttpResponse:
    version = _version(request, year, number)
    try:
        item = actions.bring_back(version, item_id=pk, by=request.user)
    except PlanItem.DoesNotExist as gone:
        raise Http404 from gone
    said = _("“%(title)s” is again as in version %(number)d.")
    messages.success(request, said % {"title": item.title, "number": number})
    return redirect(f"{item.get_absolute_url()}?undo={item.version}")


def lines(found: list[Change], names: Names, *, can_be_brought_back: bool) -> list[Line]:
    """Changes as lines to read."""
    return [
        Line(
            change=each,
            letter=LETTERS.get(each.lane, "O" if each.lane == CONSULTATION else "A"),
            lane=each.lane,
            when=day_with_week(each.starts_on),
            differences=[
                Difference(
                    str(label),
                    value_in_words(name, each.before.get(name), names),
                    value_in_words(name, each.after[name], names),
                )
                for name, label in LABELS.items()
                if name in each.after
            ]
            + _sides(each),
            can_be_brought_back=can_be_brought_back and each.kind != changes.ADDED,
        )
        for each in found
    ]


def _sides(each: Change) -> list[Difference]:
    if "disciplines" not in each.after:
        return []
    was, now = (
        ", ".join(discipline_in_words(name) for name in state["disciplines"])
        for state in (each.before, each.after)
    )
    return [Difference(_("Disciplines"), was, now)]


def change_words(found: list[Change]) -> str:
    """ "3 toegevoegd, 2 verplaatst", or that nothing changed."""
    words = {
        changes.ADDED: lambda n: ngettext("%(n)d added", "%(n)d added", n),
        changes.MOVED: lambda n: ngettext("%(n)d moved", "%(n)d moved", n),
        changes.CHANGED: lambda n: ngettext("%(n)d changed", "%(n)d changed", n),
        changes.GONE: lambda n: ngettext("%(n)d gone", "%(n)d gone", n),
    }
    counted = changes.counts(found)
    return ", ".join(words[kind](n) % {"n": n} for kind, n in counted.items())


def _release_page(
    request: Request,
    year: int,
    *,
    form: ReleaseForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    library = request.library
    standing = release.standing(library, year)
    names = items.names_of(
        library, [*standing.rows, *(standing.last.items if standing.last else [])]
    )
    open_signals = [
        each for each in signals(library, year, today=timezone.localdate()) if not each.is_accepted
    ]
    context: dict[str, Any] = {
        "year": year,
        "standing": standing,
        "signals": open_signals,
        "counts": change_words(standing.changes),
        "lines": lines(standing.changes, names, can_be_brought_back=False),
        "sides": [(discipline_in_words(side.discipline), side) for side in standing.sides],
        "may_tick": request.membership.discipline
        in [side.discipline for side in standing.sides if not side.is_ready],
        "form": form or ReleaseForm(),
        "refusal": refusal,
        "plan_url": reverse("planning:year_plan", args=[year]),
    }
    return render(request, "planning/plan_release.html", context, status=status)


def _refuse_other_years(year: int) -> None:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404


def _version(request: Request, year: int, number: int) -> PlanVersion:
    rows = PlanVersion.objects.visible_to(request.membership).select_related("released_by")
    found: PlanVersion = get_object_or_404(rows, plan__year=year, number=number)
    return found
