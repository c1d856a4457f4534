"""Tips as cards for the shelf: A6 each, or four on an A4, as a page and as a PDF."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns import codes, links, tip_words
from campaigns.models import BookTip
from campaigns.queries import tips as queries
from campaigns.views.newsletter import SERIES, chosen
from planning import printing
from planning.requests import Request

logger = logging.getLogger(__name__)
STYLESHEET = "css/shelf_cards.css"
ASSETS = (
    STYLESHEET,
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-serif-4-latin-wght-normal.woff2",
)
SOURCE = "kaartje"
ON_A4 = 4
SIZES = ("a6", "a4")
# From so many characters on the words of a card are set smaller.
LONG, LONGER = 140, 220


@dataclass(frozen=True)
class Card:
    """A tip as it hangs at the shelf; without an address there is no code to scan."""

    tip: BookTip
    for_whom: str
    readable: str
    code: codes.Code | None
    css: str


@require_GET
def shelf_cards(request: Request) -> HttpResponse:
    context = _context(request)
    if not context["sheets"]:
        return redirect("campaigns:tips")
    return render(
        request, "campaigns/tips_cards.html", context | {"stylesheet": static(STYLESHEET)}
    )


@require_GET
def shelf_cards_pdf(request: Request) -> HttpResponse:
    context = _context(request)
    if not context["sheets"]:
        return redirect("campaigns:tips")
    html = render_to_string(
        "campaigns/tips_cards.html", context | {"stylesheet": STYLESHEET, "is_file": True}
    )
    try:
        content = printing.pdf_of(html, ASSETS)
    except printing.CannotPrint as problem:
        logger.warning("no PDF: %s", problem)
        return render(request, "campaigns/tips_cards_no_pdf.html", context, status=503)
    name = f"boekentips-{context['size']}-{timezone.localdate():%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, "application/pdf", headers=headers)


def _context(request: Request) -> dict[str, Any]:
    tips = chosen(request)
    size = request.GET.get("size", "")
    size = size if size in SIZES else SIZES[0]
    per_sheet = 1 if size == "a6" else ON_A4
    found = cards(tips, queries.links(request.library, tips))
    query = "&".join(f"tip={tip.pk}" for tip in tips)
    return {
        "library": request.library,
        "size": size,
        "sheets": [found[at : at + per_sheet] for at in range(0, len(found), per_sheet)],
        "has_codes": all(card.code for card in found),
        "is_admin": request.membership.is_admin,
        "query": query,
    }


def cards(tips: Sequence[BookTip], addresses: dict[int, str]) -> list[Card]:
    """One for each tip; the code leads to the catalogue, with tags that say it was a card."""
    return [_card(tip, addresses.get(tip.pk, "")) for tip in tips]


def _card(tip: BookTip, address: str) -> Card:
    campaign = str(tip.campaign or SERIES)
    tagged = links.tagged(address, source=SOURCE, campaign=campaign, kind=links.QR)
    long = len(tip.text)
    return Card(
        tip=tip,
        for_whom=tip_words.for_whom(tip.for_lovers_of),
        readable=links.readable(address),
        code=codes.code(tagged) if tagged else None,
        css="longer" if long > LONGER else "long" if long > LONG else "",
    )
