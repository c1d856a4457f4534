"""A slide while somebody makes it: as a screen will show it, and what to say of it."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns import previewing, slides
from campaigns.forms.slides import WITH_BOOKS, SlideForm
from campaigns.models import BookTip, Slide
from campaigns.player import stage
from campaigns.programme import CAMPAIGN, Piece
from campaigns.queries import pieces, programmes
from campaigns.views.framing import may_be_framed
from campaigns.views.screen_now import COVERS
from planning.models import Library
from planning.requests import Request

Kind = Slide.Kind
NAMES = ("kind", "heading", "text", "books", "tip", "where", "link")


@require_GET
def slide_drawn(request: Request) -> HttpResponse:
    """The frames beside the form, of what stands in it; nothing is saved."""
    return render(request, "campaigns/_slide_drawn.html", drawn(request, request.GET))


@require_GET
@may_be_framed
def slide_preview(request: Request) -> HttpResponse:
    """The page of a screen with this one slide."""
    about = {"library": request.library.name, "screen": "", "branch": "", "hours": []}
    shown = previewing.public(about, [_piece(request.library, request.GET)])
    context = stage.stage(shown, digest="", covers=COVERS) | {"preview": True}
    return HttpResponse(render_to_string("campaigns/player.html", context))


def given_by(form: SlideForm) -> QueryDict:
    """What stands in a form, as an address says it."""
    given = QueryDict(mutable=True)
    for name in NAMES:
        value = form[name].value() if name in form.fields else None
        values = value if isinstance(value, list) else [value] if value else []
        given.setlist(name, [str(getattr(each, "pk", each)) for each in values])
    return given


def drawn(request: Request, given: QueryDict) -> dict[str, Any]:
    """What `campaigns/_slide_drawn.html` needs."""
    asked = QueryDict(mutable=True)
    for name in NAMES:
        asked.setlist(name, given.getlist(name))
    return {
        "address": f"{reverse('campaigns:slide_preview')}?{asked.urlencode()}",
        "checked": previewing.checked(_piece(request.library, given)),
    }


def _piece(library: Library, given: QueryDict) -> Piece:
    slide, today = _draft(library, given), timezone.localdate()
    wanted = [*slide.titles, *([slide.tip.title] if slide.tip and slide.tip.title else [])]
    known = programmes.titles(library, wanted, today=today)
    here = [known[number] for number in slide.titles if number in known]
    content = pieces.slide_content(slide, here, known)
    return Piece(
        key="draft:0",
        source=CAMPAIGN,
        first_on=today,
        content={**content, "name": "", "campaign": None},
    )


def _draft(library: Library, given: QueryDict) -> Slide:
    """A slide of what was filled in so far, right or wrong, that is kept nowhere."""
    kind = given.get("kind", "")
    kind = kind if kind in Kind.values else Kind.MESSAGE
    numbers = [_number(each) for each in given.getlist("books")]
    most = {Kind.BOOK: 1}.get(Kind(kind), slides.MOST_BOOKS) if kind in WITH_BOOKS else 0
    tips = BookTip.objects.filter(library=library, taken_back_at=None)
    link = given.get("link", "")[:300]
    words = {} if kind == Kind.TIP else given  # a tip has its own
    return Slide(
        library=library,
        kind=kind,
        heading=words.get("heading", "")[:60],
        text=words.get("text", "")[:160],
        where=given.get("where", "")[:60],
        link=link if link.startswith("https://") else "",
        titles=[number for number in numbers if number][:most],
        tip=tips.filter(pk=_number(given.get("tip", ""))).first() if kind == Kind.TIP else None,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
