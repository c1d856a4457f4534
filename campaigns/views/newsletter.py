"""Tips as a block for a newsletter: text to copy, and HTML that mail programs take."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns import links, tip_words
from campaigns.models import BookTip
from campaigns.queries import tips as queries
from planning.requests import Request
from planning.views.files import as_file

SOURCE, SERIES = "nieuwsbrief", "boekentips"
USUAL = 5  # the newest, when nobody chose


@require_GET
def newsletter(request: Request) -> HttpResponse:
    tips = chosen(request)
    context = {
        "tips": tips,
        "plain": plain(tips, queries.links(request.library, tips)),
        "html": block(request, tips),
        "query": "&".join(f"tip={tip.pk}" for tip in tips),
    }
    return render(request, "campaigns/tips_newsletter.html", context)


@require_GET
def newsletter_file(request: Request) -> HttpResponse:
    content = block(request, chosen(request)).encode()
    name = f"boekentips-{timezone.localdate():%Y-%m-%d}.html"
    return as_file(content, "text/html; charset=utf-8", name)


def chosen(request: Request) -> list[BookTip]:
    """The live tips of the address, in its order; without any the newest ones."""
    live = queries.live_tips(request.library)
    given = [text for text in request.GET.getlist("tip") if text.isascii() and text.isdecimal()]
    if not given:
        return live[:USUAL]
    order = {int(text): at for at, text in enumerate(given) if len(text) < 10}
    return sorted((tip for tip in live if tip.pk in order), key=lambda tip: order[tip.pk])


def plain(tips: Sequence[BookTip], addresses: Mapping[int, str]) -> str:
    """The same words without any dress, to paste anywhere."""
    blocks = []
    for tip in tips:
        words = tip_words.as_post(
            book=tip.book,
            author=tip.author,
            text=tip.text,
            lovers_of=tip.for_lovers_of,
            signed=tip.by,
        )
        blocks.append("\n\n".join(filter(None, [words, addresses.get(tip.pk, "")])))
    return "\n\n* * *\n\n".join(blocks)


def block(request: Request, tips: Sequence[BookTip]) -> str:
    """Plain HTML that takes the looks of the newsletter it is put in; addresses with tags."""
    addresses = queries.links(request.library, tips)
    rows: list[dict[str, Any]] = [
        {
            "tip": tip,
            "for_whom": tip_words.for_whom(tip.for_lovers_of),
            "link": links.tagged(
                addresses.get(tip.pk, ""),
                source=SOURCE,
                campaign=str(tip.campaign or SERIES),
            ),
        }
        for tip in tips
    ]
    return render_to_string(
        "campaigns/tips_newsletter_block.html", {"rows": rows, "library": request.library}
    )
