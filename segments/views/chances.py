"""Onbereikt maar kansrijk: who is not reached and could be, as a borrower or as a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config.http import render_page
from planning.requests import Request
from segments import chances as rules
from segments.actions import stances as actions
from segments.forms.reach import BORROWER, ReachForm, Selection
from segments.forms.stance import StanceForm
from segments.models import SegmentStance
from segments.queries import chances as queries
from segments.queries.chances import Chance
from segments.queries.reach import EVERY, Reached
from segments.queries.remembered import remembering
from segments.views import chances_words as words
from segments.views import onward
from segments.views import reach_missing as absent
from segments.views import reach_page as parts
from segments.views import reach_panel as panels
from segments.views.onward import About
from segments.views.reach_page import Reaches

PAGE, FRAGMENT = "segments/chances.html", "segments/_chances.html"
PER_PAGE = 10
NEW_YEAR_MONTH = 9  # from then on people choose for the next year


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    number: int
    chance: Chance
    name: str
    figure: str  # the one by which it stands where it stands
    unit: str
    sentence: str
    interval: str
    fit: str
    members: str
    url: str
    is_open: bool
    talk: dict[str, str]
    group_url: str
    form: StanceForm

    @property
    def is_refused(self) -> bool:
        return bool(self.form.errors)


@require_GET
def chances(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
def chance_put_aside(request: Request) -> HttpResponse:
    form = StanceForm(request.POST, library=request.library)
    if not form.is_valid():
        return _page(request, refused=form)
    segment, reason = form.cleaned_data["segment"], form.cleaned_data["reason"]
    actions.put_aside(segment, year=planning_year(), reason=reason, by=request.user)
    return redirect(_back(request))


@require_POST
def chance_take_up(request: Request, pk: int) -> HttpResponse:
    rows = SegmentStance.objects.editable_by(request.membership)
    actions.take_up(get_object_or_404(rows, pk=pk))
    return redirect(_back(request))


def _back(request: Request) -> str:
    query = request.GET.urlencode()
    return reverse("segments:chances") + (f"?{query}" if query else "")


def planning_year() -> int:
    """The year that is chosen for."""
    today = timezone.localdate()
    return today.year + (today.month >= NEW_YEAR_MONTH)


@remembering()
def _page(request: Request, *, refused: StanceForm | None = None) -> HttpResponse:
    form = parts.asked(request.library, request.GET, has_place=False)
    status = 422 if refused else 200
    if form is None:
        return missing(request, "loans", status=status)
    if not form.is_valid():
        return parts.refused(request, form, back="segments:chances")
    form, selection, found = parts.told(request, form, has_place=False)
    if what := absent.missing_file(request.library, selection, found):
        return missing(request, what, selection, status=status)
    context = {"form": form, **_figures(request, form, selection, found, refused)}
    return render_page(request, PAGE, fragment=FRAGMENT, context=context, status=status)


def missing(
    request: Request, what: str, selection: Selection | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of who has not all files yet."""
    context = {
        "missing": absent.missing(request.library, what, selection),
        **parts.people(request),
    }
    return render_page(
        request,
        "segments/reach_missing.html",
        fragment="segments/_reach_missing.html",
        context=context,
        status=status,
    )


def listed(found: Reaches, selection: Selection, aside: set[int]) -> list[Reached]:
    """The promising lines in their order, without those that are put aside."""
    reach = found.borrowers
    lines = [
        reach.line(segment.position, place.position)
        for segment in reach.segments
        for place in (reach.places or (EVERY,))
        if segment.position not in aside
    ]
    return rules.in_order(lines, selection.order)


def _figures(
    request: Request,
    form: ReachForm,
    selection: Selection,
    found: Reaches,
    refused: StanceForm | None,
) -> dict[str, Any]:
    library, options = request.library, form.options
    aside = list(queries.stances(library, planning_year()))
    lines = listed(found, selection, {each.segment.position for each in aside})
    page: Page[Reached] = Paginator(lines, PER_PAGE).get_page(selection.page)
    matrix = found.matrix if selection.who == BORROWER else None
    around = parts.around(library, selection, matrix)
    source = parts.source(selection, options, found, library)
    opened = panels.opened(selection.panel, found.borrowers)
    rows = _rows(request, page, around, selection, found, refused)
    first = around.of(lines[0]) if lines else None
    return {
        **parts.switches(selection),
        "answer": words.opening([first] if first else [], selection, options),
        "rule": words.rule(selection),
        "reference": parts.reference(selection, options),
        "rows": rows,
        "page": page,
        "aside": aside,
        "year": str(planning_year()),
        "state": selection.address(panel=""),
        "source": source,
        "too_small": found.borrowers.too_small,
        "is_visitor": selection.who != BORROWER,
        "wider_url": selection.address(kind="everywhere", page="", panel="")
        if not lines and found.borrowers.too_small and selection.kind != "everywhere"
        else "",
        "exports": parts.exports(selection, "chances"),
        "reach_url": reverse("segments:reach") + parts.reach_address(selection),
        "panel": panels.panel(opened, found, around, selection) if opened else None,
    }


def _rows(
    request: Request,
    page: "Page[Reached]",
    around: queries.Around,
    selection: Selection,
    found: Reaches,
    refused: StanceForm | None,
) -> Sequence[Row]:
    asked = refused.data.get("segment", "") if refused else ""
    panel = panels.opened(selection.panel, found.borrowers)
    # A segment may stand in the list more than once: one of its forms is refused.
    first: dict[str, int] = {}
    rows = []
    for number, line in enumerate(page, start=page.start_index() if page.object_list else 1):
        position = str(line.segment.position)
        is_refused = position == asked and first.setdefault(position, number) == number
        form = refused if refused and is_refused else _form(request, line, number)
        rows.append(_row(number, around.of(line), selection, found, form, is_open=line == panel))
    return rows


def _form(request: Request, line: Reached, number: int) -> StanceForm:
    return StanceForm(
        library=request.library,
        initial={"segment": line.segment.position},
        auto_id=f"id_%s_{number}",
    )


def _row(
    number: int,
    chance: Chance,
    selection: Selection,
    found: Reaches,
    form: StanceForm,
    *,
    is_open: bool,
) -> Row:
    line = chance.line
    sentence = words.sentence(chance, selection)
    figure, unit = words.figure(line, selection)
    return Row(
        number=number,
        chance=chance,
        name=words.name(line),
        figure=figure,
        unit=unit,
        sentence=sentence,
        interval=words.interval(line),
        fit=words.fit(chance),
        members=words.members(found.member_line(line)),
        url=selection.address(panel=parts.panel_of(line)),
        is_open=is_open,
        talk=panels.talk(line, selection, sentence),
        group_url=onward.target_group(About(segment=line.segment), why=sentence),
        form=form,
    )
