"""What a screen asks, by its secret address: the page, what to play, pictures, a feed and stills.

A wrong address and one that was taken back get the same 404. No cookie is read or set, and the
screen never sees a page of ours that asks to log in.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from campaigns import stills
from campaigns.models import Screen
from campaigns.player import addresses, feed, heartbeats, stage
from planning import tenancy

View = Callable[..., HttpResponse | None]
WORKER = Path(settings.BASE_DIR) / "static/js/player-worker.js"
ASK_AGAIN = "private, no-cache"


def for_a_screen(view: View) -> Callable[..., HttpResponse]:
    """Open the scope of the library whose screen asks; None of the view is the same 404."""

    @login_not_required
    @require_GET
    @wraps(view)
    def answered(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            response = _answer(view, request, token, kwargs)
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answered


def _answer(view: View, request: HttpRequest, token: str, kwargs: Any) -> HttpResponse:
    response: HttpResponse | None = None
    if address := addresses.address_of(token):
        with tenancy.library_scope(address.library_id):
            screen = addresses.screen_of(address)
            response = view(request, screen, **kwargs) if screen else None
    if response is None:
        pair_at = request.build_absolute_uri(reverse("campaigns:pairing_code"))
        text = render_to_string("campaigns/player_nowhere.html", {"pair_at": pair_at})
        response = HttpResponse(text, status=404)
        response.headers["Cache-Control"] = "no-store"
        # Django would write the path of each 404 down, and a secret stands in it.
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@for_a_screen
def player(_request: HttpRequest, screen: Screen) -> HttpResponse:
    programme = addresses.programme_of(screen)
    shown = stage.stage(programme.content["public"], digest=programme.digest, covers="omslag/")
    return HttpResponse(render_to_string("campaigns/player.html", shown))


@for_a_screen
def player_programme(request: HttpRequest, screen: Screen) -> HttpResponse:
    programme = addresses.programme_of(screen)
    told = heartbeats.SeenForm(request.GET)
    if told.is_valid():
        heartbeats.note_seen(
            screen,
            now=timezone.now(),
            digest=told.cleaned_data["seen"],
            width=told.cleaned_data["w"] or 0,
            height=told.cleaned_data["h"] or 0,
        )
    etag = f'"{programme.digest}"'
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match") != etag:
        response = JsonResponse({"digest": programme.digest, **programme.content["public"]})
    response.headers["ETag"] = etag
    return response


@for_a_screen
def player_worker(_request: HttpRequest, _screen: Screen) -> HttpResponse:
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")


@for_a_screen
def player_cover(_request: HttpRequest, screen: Screen, number: int) -> HttpResponse | None:
    """A picture that stands on a slide of this screen, and no other."""
    name = addresses.programme_of(screen).content["pictures"].get(str(number))
    if name is None:
        return None
    try:
        content = (Path(settings.COVER_DIR) / name).read_bytes()
    except FileNotFoundError:
        return None
    response = HttpResponse(content, content_type="image/jpeg")
    # Its address changes with the picture.
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@for_a_screen
def player_feed(request: HttpRequest, screen: Screen) -> HttpResponse:
    """What plays now, for systems that show pictures from a feed; asking counts as being seen."""
    programme, now = addresses.programme_of(screen), timezone.now()
    base = request.build_absolute_uri("./")
    heartbeats.note_seen(screen, now=now, digest=programme.digest, width=0, height=0)
    body = feed.rss(programme.content["public"], base=base, now=now)
    return HttpResponse(body, content_type="application/rss+xml; charset=utf-8")


@for_a_screen
def player_still(_request: HttpRequest, screen: Screen, number: int) -> HttpResponse | None:
    """A slide that plays now as a picture; 0 is the rest slide."""
    programme = addresses.programme_of(screen)
    public = programme.content["public"]
    playing = stage.now_playing(public, timezone.now())
    found = [each for each in playing if each["number"] == number]
    if not found and number:
        return None
    content = stills.still(
        public, found[0] if found else None, programme.content["pictures"], settings.COVER_DIR
    )
    return HttpResponse(content, content_type="image/png")
