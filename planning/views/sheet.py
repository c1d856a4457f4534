"""The plan on paper: a year on one A3, a quarter on one A4; as a page to print and as a PDF."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from planning import printing, sheet, spans
from planning.forms.plan import PlanForm, Selection
from planning.queries import plan
from planning.queries.sheet import Around, around
from planning.requests import Request
from planning.spans import Span
from planning.views import plan_words as words
from planning.views.plan_controls import span_name
from planning.views.plan_facts import form
from planning.views.sheet_band import words_around
from planning.views.sheet_drawing import by_lane, drawing

logger = logging.getLogger(__name__)
STYLESHEET = "css/sheet.css"
ASSETS = (
    STYLESHEET,
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-serif-4-latin-wght-normal.woff2",
)


@dataclass(frozen=True)
class Leaf:
    """Another sheet of the same year."""

    label: str
    url: str
    is_current: bool


@require_GET
def a3(request: Request, year: int) -> HttpResponse:
    return _page(request, Span(spans.YEAR, _year(year)))


@require_GET
def a3_pdf(request: Request, year: int) -> HttpResponse:
    return _pdf(request, Span(spans.YEAR, _year(year)))


@require_GET
def a4(request: Request, year: int, quarter: int) -> HttpResponse:
    return _page(request, _quarter(year, quarter))


@require_GET
def a4_pdf(request: Request, year: int, quarter: int) -> HttpResponse:
    return _pdf(request, _quarter(year, quarter))


def _year(year: int) -> int:
    if not 2000 < year < 2100:
        raise Http404
    return year


def _quarter(year: int, quarter: int) -> Span:
    if not 1 <= quarter <= 4:
        raise Http404
    return Span(spans.QUARTER, _year(year), quarter)


def _page(request: Request, span: Span) -> HttpResponse:
    context = _context(request, span) | {"stylesheet": static(STYLESHEET)}
    return render(request, "planning/sheet.html", context)


def _pdf(request: Request, span: Span) -> HttpResponse:
    context = _context(request, span) | {"stylesheet": STYLESHEET, "is_file": True}
    html = render_to_string("planning/sheet.html", context)
    try:
        content = printing.pdf_of(html, ASSETS)
    except printing.CannotPrint as problem:
        logger.warning("no PDF: %s", problem)
        return render(request, "planning/sheet_no_pdf.html", context, status=503)
    number = f"-kwartaal-{span.number}" if span.zoom == spans.QUARTER else ""
    name = f"jaarplan-{span.year}{number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, "application/pdf", headers=headers)


def _context(request: Request, span: Span) -> dict[str, Any]:
    paper = sheet.A3 if span.zoom == spans.YEAR else sheet.A4
    today = timezone.localdate()
    asked = form(request.library, request.GET)
    selection = replace(asked.selection(span.year, today), span=span)
    branch = asked.branch_id(selection)
    entries = [
        each
        for each in plan.entries_between(request.library, span.first, span.last)
        if selection.keeps(each, branch)
    ]
    shown = [each for each in entries if selection.keeps_detail(each)]
    beside = around(request.library, span)
    drawn = drawing(paper, span, shown, beside.nationals, beside.holidays)
    text = words_around(paper, beside, entries)
    address = request.build_absolute_uri(reverse("planning:year_plan", args=[span.year]))
    query = f"?{said}" if (said := _query(selection)) else ""
    return {
        "paper": paper.name,
        "title": span_name(span),
        "year": span.year,
        "library": request.library,
        "today": today,
        "state": _state(beside),
        "narrowed": _narrowed(selection, asked),
        "drawing": drawn,
        "words": text,
        "others": by_lane(drawn.others),
        "details": _details(len(entries) - len(shown)),
        "has_more": bool(drawn.others or text.left),
        "address": address.partition("://")[2].rstrip("/"),
        "code": _code(address),
        "pdf_url": _url(span, is_pdf=True) + query,
        "page_url": _url(span) + query,
        "leaves": _leaves(span, query),
    }


def _query(selection: Selection) -> str:
    return replace(selection, span=Span(spans.YEAR, selection.span.year)).query(
        view="", panel="", sort=""
    )


def _url(span: Span, *, is_pdf: bool = False) -> str:
    end = "_pdf" if is_pdf else ""
    if span.zoom == spans.YEAR:
        return reverse(f"planning:a3{end}", args=[span.year])
    return reverse(f"planning:a4{end}", args=[span.year, span.number])


def _leaves(span: Span, query: str) -> list[Leaf]:
    all_of = [
        Span(spans.YEAR, span.year),
        *(Span(spans.QUARTER, span.year, each) for each in range(1, 5)),
    ]
    return [
        Leaf(
            _("Year on A3")
            if each.zoom == spans.YEAR
            else _("Quarter %(number)d") % {"number": each.number},
            _url(each) + query,
            each == span,
        )
        for each in all_of
    ]


def _state(beside: Around) -> str:
    """concept, or the version that was released and how much is different since."""
    version = beside.version
    if version is None:
        return _("concept")
    said = _("version %(number)d, released on %(day)s") % {
        "number": version.number,
        "day": words.day(timezone.localdate(version.released_at), "j F Y"),
    }
    if not beside.changes:
        return said
    count = beside.changes
    since = ngettext("%(count)d change since", "%(count)d changes since", count)
    return f"{said}, {since % {'count': count}}"


def _narrowed(selection: Selection, asked: PlanForm) -> str:
    """What is left on a sheet that was made with filters."""
    labels = []
    for name, value in selection.filters.items():
        field: Any = asked.fields[name]
        labels.append(str(dict(getattr(field, "choices", [])).get(value, f"“{value}”")))
    return _("Only: %(what)s") % {"what": ", ".join(labels)} if labels else ""


def _details(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "%(count)d task, post or placement stands on the sheets of the quarters.",
        "%(count)d tasks, posts and placements stand on the sheets of the quarters.",
        count,
    )
    return said % {"count": count}


def _code(address: str) -> dict[str, Any]:
    """A QR code as the path of one shape."""
    rows: Sequence[Sequence[int]] = [list(row) for row in segno.make(address, micro=False).matrix]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"path": path, "box": f"-2 -2 {len(rows) + 4} {len(rows) + 4}"}
