"""A new year, begun with what goes on of the last one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from planning import yearcopy
from planning.actions import new_year as actions
from planning.entries import LANES
from planning.forms.new_year import FromYearForm, NewYearForm, RowFields
from planning.queries import new_year as queries
from planning.queries.new_year import Row
from planning.requests import Request
from planning.views import plan_words as words
from planning.views.sheet_drawing import LETTERS, lane_name
from planning.wording import period_in_words, repeat_in_words


@dataclass(frozen=True)
class Line:
    """One thing of last year, and what it becomes."""

    fields: RowFields | None
    title: str
    old: str
    new: str
    why: str
    lesson: str = ""


@dataclass(frozen=True)
class LaneLines:
    name: str
    look: str
    letter: str
    lines: Sequence[Line]


@require_http_methods(["GET", "POST"])
def new_year(request: Request) -> HttpResponse:
    library, today = request.library, timezone.localdate()
    asked = FromYearForm(request.GET)
    last = asked.cleaned_data["van"] if asked.is_valid() else None
    year = (last or queries.last_planned_year(library, today=today)) + 1
    rows = queries.rows(library, year - 1)
    form = NewYearForm(
        request.POST or None,
        year=year,
        rows=rows,
        campaigns=queries.campaigns(library, year),
    )
    if form.is_valid():
        return _copied(request, form, year)
    sources = queries.sources(library, year - 1)
    context = {
        "form": form,
        "year": year,
        "last": year - 1,
        "lanes": _lanes(form, rows),
        "count": sum(not each.is_there for each in rows),
        "there": sum(each.is_there for each in rows),
        "focus_groups": "" if queries.has_focus(library, year) else ", ".join(sources.focus_groups),
        "may_copy_room": sources.has_capacity and request.membership.is_manager,
    }
    return render(request, "planning/new_year.html", context, status=422 if form.errors else 200)


def _copied(request: Request, form: NewYearForm, year: int) -> HttpResponse:
    made = actions.copy_year(
        request.library,
        year=year,
        by=request.user,
        copies=form.copies(),
        answers=form.answers(),
        with_focus_groups=form.cleaned_data["with_focus_groups"],
        with_capacity=form.cleaned_data["with_capacity"] and request.membership.is_manager,
    )
    said = ngettext(
        "The plan of %(year)d has begun, with %(count)d proposal from last year.",
        "The plan of %(year)d has begun, with %(count)d proposals from last year.",
        len(made),
    )
    messages.success(request, said % {"year": year, "count": len(made)})
    return redirect("planning:year_plan", year)


def _lanes(form: NewYearForm, rows: Sequence[Row]) -> list[LaneLines]:
    return [
        LaneLines(
            lane_name(lane),
            lane,
            LETTERS[lane],
            [_line(form, row) for row in rows if row.entry.lane == lane],
        )
        for lane in LANES
        if any(row.entry.lane == lane for row in rows)
    ]


def _line(form: NewYearForm, row: Row) -> Line:
    reasons = {
        yearcopy.WEEKS: _("same week and weekday"),
        yearcopy.FEAST: _("as far from Easter, Ascension Day or Pentecost"),
        yearcopy.CAMPAIGN: _("with the national campaign"),
    }
    if row.rule:
        new = _("%(first)s to %(last)s, %(count)d times") % {
            "first": words.day(row.days[0], "D j b"),
            "last": words.day(row.days[-1], "D j b Y"),
            "count": len(row.days),
        }
        why = repeat_in_words(row.rule, short=True)
    else:
        new = period_in_words(row.moved.starts_on, row.moved.ends_on)
        why = reasons[row.moved.why]
    old = period_in_words(row.item.starts_on, row.item.ends_on)
    if row.times > 1:
        old = _("%(first)s and after, %(count)d times") % {"first": old, "count": row.times}
    return Line(form.row_fields(row), row.item.title, old, new, why, row.lesson)
