from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config.http import render_page
from planning import queries
from planning.models import Library
from planning.requests import Request
from segments.forms.explorer import ExplorerForm, Selection
from segments.lattice import NotOnTheLattice, Period, last_whole
from segments.queries import loans, supplied
from segments.queries.loans import Matrix
from segments.views import explorer_answer as answers
from segments.views import explorer_bars as bars
from segments.views import explorer_page as parts
from segments.views import explorer_panel as panels
from segments.views import explorer_parts as within
from segments.views import explorer_table as tables
from segments.views import explorer_trend as trends
from segments.views import explorer_words as words
from segments.views import supplied_page
from segments.views.explorer_matrix import Heatmap, Measured

PAGE, FRAGMENT = "segments/explorer.html", "segments/_explorer.html"
PER_PAGE = 25


@require_GET
def explorer(request: Request) -> HttpResponse:
    form = asked(request.library, request.GET)
    if form is None:
        return _nothing_yet(request)
    if not form.is_valid():
        return refused(request, form)
    selection = form.selection(request.GET)
    context = {"form": form, **_figures(request, form, selection)}
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


def refused(request: Request, form: ExplorerForm) -> HttpResponse:
    """A question that may not be asked: what is wrong with it, and the way back."""
    return render_page(
        request,
        "segments/explorer_refused.html",
        fragment="segments/_explorer_refused.html",
        context={"form": form},
        status=422,
    )


def asked(library: Library, given: Mapping[str, str]) -> ExplorerForm | None:
    """The address as a question, not judged yet; None while there are no loans to ask about."""
    periods = loans.known_periods(library)
    default = last_whole(periods, timezone.localdate())
    if default is None:
        return None
    try:
        period = Period.parse(given.get("period", ""))
    except NotOnTheLattice:
        period = default
    opened = given.get("segment", "") if given.get("rows") == "part" else ""
    options = parts.options(library, period, periods, segment=opened)
    return ExplorerForm(given, options=options, period=period)


def measured(library: Library, selection: Selection) -> Measured:
    """The figures that are asked for, with those of an earlier period for a change."""
    return _compared(loans.matrices(library, selection.ask, _needed(selection)), selection)


def _needed(selection: Selection) -> list[Period]:
    is_compared = selection.measure == "change" and selection.compare
    return [selection.period, *([selection.compare] if is_compared and selection.compare else [])]


def _compared(found: Mapping[Period, Matrix], selection: Selection) -> Measured:
    before = [found[period] for period in _needed(selection)[1:]]
    return Measured(selection.measure, found[selection.period], before[0] if before else None)


def _figures(request: Request, form: ExplorerForm, selection: Selection) -> dict[str, Any]:
    library, options = request.library, form.options
    earlier = trends.periods(selection.period, options) if selection.panel else []
    found = loans.matrices(library, selection.ask, {*_needed(selection), *earlier})
    figures = _compared(found, selection)
    is_admin = request.membership.is_admin
    source = parts.source(selection, options, figures.now, parts.last_import(library))
    standouts = answers.standouts(figures.now, figures.before, selection)
    opened = panels.opened(selection.panel, figures.now)
    context = {
        "title": within.title(selection, options),
        "back": within.back(selection),
        "editions": within.edition_notes(library, selection, found),
        "answer": answers.answer(figures.now, figures.before, selection, options, standouts),
        "standouts": answers.others(figures.now, selection, standouts),
        "readers": parts.readers(selection, options),
        "chosen": parts.chosen(form),
        "views": parts.views(selection),
        "exports": parts.exports(selection),
        "remarks": parts.remarks(selection, options, figures.now, is_admin=is_admin),
        "source": source,
        "hidden": parts.hidden(figures.now),
        "all_readers": parts.all_readers(selection, options),
        "monitor": parts.monitor(library, selection.period.year),
        "is_admin": is_admin,
        "is_about_segments": selection.rows in ("segment", "part"),
        "has_supplied": supplied.has_supplied_totals(library),
    }
    if opened:
        threshold = library.threshold
        context["panel"] = panels.panel(opened, figures, selection, options, threshold=threshold)
        context["parts_link"] = within.link(library, opened, selection)
        context["trend"] = panels.trend(opened, [found[p] for p in earlier], selection)
    if selection.view:
        return context | _table(figures, selection)
    # On a phone one row at a time: the one that is open, else the one that was chosen.
    code = (opened.row.code if opened else "") or selection.row
    return context | _heatmap(figures, selection, code)


def _heatmap(figures: Measured, selection: Selection, code: str) -> dict[str, Any]:
    rows = figures.now.rows
    chosen = next((row for row in rows if row.code == code), rows[0] if rows else None)
    address = f"{selection.address(panel='')}&panel="
    return {
        "heatmap": Heatmap(selection, figures),
        "bars": bars.of_row(figures, chosen, address=address) if chosen else None,
        "row_choices": [(row.code, row.name, row is chosen) for row in rows],
    }


def _table(figures: Measured, selection: Selection) -> dict[str, Any]:
    found = tables.in_order(figures, selection)
    page = Paginator(found, PER_PAGE).get_page(selection.page)
    return {
        "table": {
            "heads": tables.heads(selection),
            "rows": [tables.row(figure, selection) for figure in page],
            "page": page,
            "caption": words.caption(selection),
        }
    }


def _nothing_yet(request: Request) -> HttpResponse:
    """What file is needed, and what a supplier's totals say already."""
    lines = supplied.supplied_totals(request.library)
    year = supplied.newest_year(request.library)
    context = {
        "year": supplied_page.shown(year) if year else None,
        "is_admin": request.membership.is_admin,
        "administrators": queries.administrators(request.library),
        "title": words.TITLES["segment"],
        "supplied": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render_page(
        request,
        "segments/explorer_empty.html",
        fragment="segments/_explorer_empty.html",
        context=context,
    )
