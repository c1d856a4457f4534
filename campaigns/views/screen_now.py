"""What plays on a screen at a moment, and why; and the same in a true picture."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns import composing
from campaigns.forms.screens import MomentForm
from campaigns.models import Programme, Screen
from campaigns.player import stage
from campaigns.programme import ZONE
from campaigns.queries import screens as queries
from campaigns.queries.programmes import HORIZON
from campaigns.views.framing import holds_frames, may_be_framed
from campaigns.views.screen_words import line_words, why_held
from config.http import render_page
from planning.requests import Request

STEP = 15  # minutes
COVERS = "/collectie/omslag/"
PAGE, FRAGMENT = "campaigns/screen_now.html", "campaigns/_screen_lines.html"


@require_GET
@holds_frames
def screen_now(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.screen_of(request.membership, slug), archived_at=None)
    moment, form = asked_moment(request)
    content = _content(found)
    lines = composing.lines(content, moment) if content else []
    context: dict[str, Any] = {
        "screen": found,
        "form": form,
        "moment": moment,
        "is_open": composing.opened(content["public"], moment) if content else True,
        "lines": [line_words(each, moment) for each in lines],
        "held": [
            each | {"why": why_held(each["code"], request.library)}
            for each in (content["held"] if content else [])
        ],
        "next_at": composing.next_change(content["public"], moment) if content else None,
        "last_day": timezone.localdate() + HORIZON - timedelta(days=1),
        "preview": f"{reverse('campaigns:screen_preview', args=[slug])}?at={_at(moment)}",
        "shortcuts": list(_shortcuts(timezone.localtime())),
        "step": STEP,
        "minute": (moment.hour * 60 + moment.minute) // STEP * STEP,
        "marks": range(0, 24 * 60, 6 * 60),
        "playing_count": sum(each.plays for each in lines),
    }
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


@require_GET
@may_be_framed
def screen_preview(request: Request, slug: str) -> HttpResponse:
    """The page of the screen itself, for people of the library, as of a moment."""
    found = get_object_or_404(queries.screen_of(request.membership, slug), archived_at=None)
    content = _content(found)
    public = content["public"] if content else {"slides": [], "open": None, "hours": []}
    shown = stage.stage(public, digest="", covers=COVERS)
    asked = request.GET.get("at", "")
    shown |= {"preview": True, "at": asked if asked.isdecimal() else ""}
    return HttpResponse(render_to_string("campaigns/player.html", shown))


def asked_moment(request: Request) -> tuple[datetime, MomentForm]:
    """The day and the minute of the address; now, where they say nothing."""
    now = timezone.localtime()
    form = MomentForm(request.GET if "day" in request.GET else None)
    day, minute = now.date(), now.hour * 60 + now.minute
    if form.is_bound and form.is_valid():
        day, minute = form.cleaned_data["day"], form.cleaned_data["minute"]
    else:
        form = MomentForm(initial={"day": day, "minute": minute})
    moment = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZONE)
    return moment, form


def _content(found: Screen) -> dict[str, Any] | None:
    given: Programme | None = getattr(found, "programme", None)
    return given.content if given else None


def _at(moment: datetime) -> str:
    return f"{composing.in_milliseconds(moment):d}"


def _shortcuts(now: datetime) -> Any:
    """Moments people ask for: this one, this afternoon, Saturday afternoon."""
    saturday = now.date() + timedelta(days=(5 - now.weekday()) % 7)
    for day in dict.fromkeys((now.date(), now.date() + timedelta(days=1), saturday)):
        yield datetime(day.year, day.month, day.day, 14, tzinfo=ZONE)
