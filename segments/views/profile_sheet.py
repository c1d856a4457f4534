"""One A4 on a segment for the management team, frozen with its date: as a page and as a PDF."""

import logging
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from planning import printing
from planning.requests import Request
from segments import addresses
from segments.actions import profile as actions
from segments.models import Segment, SegmentSheet
from segments.views import explorer_words as words
from segments.views import profile_page as page
from segments.views.profile import asked_segment

logger = logging.getLogger(__name__)
STYLESHEET = "css/segment_sheet.css"
ASSETS = (
    STYLESHEET,
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-serif-4-latin-wght-normal.woff2",
)
TITLES, PLACES, LISTED, ADVICE = 6, 6, 4, 2  # so many fit on one page


@require_POST
def segment_freeze(request: Request, code_slug: str) -> HttpResponse:
    segment = asked_segment(request, code_slug)
    form = page.form_of(request.library, request.GET, segment)
    if form is None or not form.is_valid():
        raise Http404
    shown = page.context(request, segment, form)
    content = frozen(shown | {"places": page.places(request.library, segment, form.asked())})
    today = timezone.localdate()
    sheet = actions.freeze_sheet(request.library, segment, content, on=today, by=request.user)
    return redirect("segments:segment_sheet", sheet.pk)


@require_GET
def segment_sheet(request: Request, pk: int) -> HttpResponse:
    sheet = _asked(request, pk)
    context = _context(request, sheet) | {"stylesheet": static(STYLESHEET)}
    return render(request, "segments/segment_sheet.html", context)


@require_GET
def segment_sheet_pdf(request: Request, pk: int) -> HttpResponse:
    sheet = _asked(request, pk)
    context = _context(request, sheet)
    html = render_to_string(
        "segments/segment_sheet.html", context | {"stylesheet": STYLESHEET, "is_file": True}
    )
    try:
        content = printing.pdf_of(html, ASSETS)
    except printing.CannotPrint as problem:
        logger.warning("no PDF: %s", problem)
        return render(request, "segments/segment_sheet_no_pdf.html", context, status=503)
    name = f"segment-{slugify(sheet.content['name'])}-{sheet.made_on}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, "application/pdf", headers=headers)


def _asked(request: Request, pk: int) -> SegmentSheet:
    sheets = SegmentSheet.objects.visible_to(request.membership)
    return get_object_or_404(sheets.select_related("segment"), pk=pk)


def _context(request: Request, sheet: SegmentSheet) -> dict[str, Any]:
    segment: Segment = sheet.segment
    return {
        "sheet": sheet,
        "page": sheet.content,
        "library": request.library,
        "back": addresses.segment_url(segment.code, segment.name),
    }


def frozen(shown: dict[str, Any]) -> dict[str, Any]:
    """What the page shows, as plain text and published figures."""
    segment, asked, borrowing = shown["segment"], shown["asked"], shown["borrowing"]
    chart = borrowing.chart
    return {
        "code": segment.code,
        "name": segment.name,
        "period": asked.period.label(),
        "readers": str(words.READER_WORDS[asked.readers]),
        "source": shown["source"],
        "lead": strip_tags(shown["lead"]),
        "text": segment.text,
        "text_source": segment.source,
        "facts": [_fields(each, "label", "value", "remark") for each in shown["facts"]],
        "sentence": borrowing.sentence or borrowing.said,
        "bars": [_bar(each) for each in chart.bars] if chart else [],
        "marks_said": chart.marks_said if chart else "",
        "reach": shown["reach_sentence"],
        "titles": [
            _fields(each, "title", "author", "times", "loans")
            for each in shown["titles"].rows[:TITLES]
        ],
        "places": [
            _fields(each, "name", "loans", "share", "said", "households", "per_hundred")
            for each in shown["places"].rows[:PLACES]
        ],
        "has_homes": shown["places"].has_homes,
        "channels": [
            {"name": each.channel.name, "glyph": each.glyph, "said": each.said}
            for each in shown["channels"]
            if each.said
        ],
        **_done(shown),
    }


def _done(shown: dict[str, Any]) -> dict[str, Any]:
    """Names of what is done, as they are on this day."""
    doing = shown["doing"]
    return {
        "groups": [group.name for group in doing.groups],
        "campaigns": [
            {"title": item.title, "from": item.starts_on.isoformat()}
            for item in doing.campaigns[:LISTED]
        ],
        "advice": [
            {"kind": str(each.get_kind_display()), "text": each.text}
            for _label, rows in shown["advice"]
            for each in rows[:ADVICE]
        ],
    }


def _bar(bar: Any) -> dict[str, str]:
    shape = {"start": bar.span.start, "width": bar.span.width} if bar.span else {}
    return _fields(bar, "label", "text", "glyph", "said", "css", "mark") | shape


def _fields(one: Any, *names: str) -> dict[str, str]:
    return {name: str(getattr(one, name)) for name in names}
