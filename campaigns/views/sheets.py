"""One A4 of a campaign, before it and after it, frozen with its date: as a page and as a PDF."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.actions import effects
from campaigns.actions import sheets as actions
from campaigns.models import Campaign, CampaignSheet
from campaigns.queries import sheets as queries
from campaigns.views.workspace import asked_campaign, frame
from planning import printing
from planning.requests import Request

logger = logging.getLogger(__name__)
Kind = CampaignSheet.Kind
STYLESHEET = "css/campaign_sheet.css"
ASSETS = (
    STYLESHEET,
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-serif-4-latin-wght-normal.woff2",
)
MADE_OF: dict[str, Callable[..., dict[str, Any]]] = {
    Kind.BRIEFING: queries.briefing,
    Kind.RESULT: queries.result,
}


@require_http_methods(["GET", "POST"])
def campaign_briefing(request: Request, pk: int) -> HttpResponse:
    return _list(request, pk, Kind.BRIEFING)


@require_http_methods(["GET", "POST"])
def campaign_result(request: Request, pk: int) -> HttpResponse:
    return _list(request, pk, Kind.RESULT)


def _list(request: Request, pk: int, kind: str) -> HttpResponse:
    """The pages that were kept, and with a POST one more as it is today."""
    campaign = asked_campaign(request, pk, to_change=request.method == "POST")
    if request.method == "POST":
        today = timezone.localdate()
        if kind == Kind.RESULT:
            effects.current(campaign)
        content = MADE_OF[kind](campaign, today=today)
        sheet = actions.freeze(campaign, kind, content, on=today, by=request.user)
        return redirect("campaigns:campaign_sheet", sheet.pk)
    context = frame(campaign, f"campaign_{kind}") | {
        "kind": kind,
        "sheets": queries.sheets(campaign, kind),
    }
    return render(request, "campaigns/sheet_list.html", context)


@require_GET
def campaign_sheet(request: Request, pk: int) -> HttpResponse:
    context = _context(request, pk) | {"stylesheet": static(STYLESHEET)}
    return render(request, "campaigns/sheet.html", context)


@require_GET
def campaign_sheet_pdf(request: Request, pk: int) -> HttpResponse:
    context = _context(request, pk)
    sheet: CampaignSheet = context["sheet"]
    html = render_to_string(
        "campaigns/sheet.html", context | {"stylesheet": STYLESHEET, "is_file": True}
    )
    try:
        content = printing.pdf_of(html, ASSETS)
    except printing.CannotPrint as problem:
        logger.warning("no PDF: %s", problem)
        return render(request, "campaigns/sheet_no_pdf.html", context, status=503)
    kind = slugify(sheet.get_kind_display())
    name = f"{kind}-{slugify(sheet.content['title'])}-{sheet.made_on}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, "application/pdf", headers=headers)


def _context(request: Request, pk: int) -> dict[str, Any]:
    rows = CampaignSheet.objects.visible_to(request.membership).select_related("campaign__item")
    sheet = get_object_or_404(rows, pk=pk)
    campaign: Campaign = sheet.campaign
    return {
        "sheet": sheet,
        "kind": sheet.kind,
        "page": sheet.content,
        "library": request.library,
        "back": campaign.get_absolute_url(),
        "is_dense": sheet.kind == Kind.BRIEFING and queries.is_dense(sheet.content),
        "holdings_on": _day(sheet.content.get("holdings_on", "")),
        **_drawn(sheet.kind, sheet.content),
    }


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _drawn(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """The code of the table sign, where there is an address to go to."""
    link = content.get("link", "") if kind == Kind.BRIEFING else ""
    return {"code": _code(link)} if link else {}


def _code(address: str) -> dict[str, str]:
    rows: Sequence[Sequence[int]] = [list(row) for row in segno.make(address, micro=False).matrix]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"path": path, "box": f"-2 -2 {len(rows) + 4} {len(rows) + 4}"}
