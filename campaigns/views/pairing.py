"""Pairing: what a screen without an address shows, and where an administrator types its code."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from campaigns import pairing
from campaigns.actions import pairing as actions
from campaigns.forms.screens import PairForm
from campaigns.views import screens
from planning.requests import Request
from planning.rights import admin_required, fresh_login_required

COOKIE = "pairing"
WORKER = Path(settings.BASE_DIR) / "static/js/pairing-worker.js"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@login_not_required
@require_GET
def pairing_code(request: HttpRequest) -> HttpResponse:
    """The code, in large letters; once it was typed, this browser goes on to its address."""
    code = _code_of(request)
    token = actions.claim(code) if code else None
    if token:
        found = redirect("campaigns:player", token)
        found.delete_cookie(COOKIE)
        return _unseen(found)
    code = code or pairing.new_code()
    with translation.override(settings.LANGUAGE_CODE):  # it hangs in a library
        response = render(request, "campaigns/pairing.html", {"code": pairing.as_shown(code)})
    if not _code_of(request):
        response.set_signed_cookie(
            COOKIE,
            code,
            max_age=pairing.SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return _unseen(response)


@login_not_required
@require_GET
def pairing_state(request: HttpRequest) -> HttpResponse:
    """204 while there is nothing new; else the page has something else to show."""
    code = _code_of(request)
    return _unseen(HttpResponse(status=204 if code and not actions.is_paired(code) else 200))


@login_not_required
@require_GET
def pairing_worker(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = reverse("campaigns:pairing_code")
    return _unseen(response)


@require_POST
@admin_required
@fresh_login_required
def screen_pair(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(screens.in_use(request), slug=slug)
    form = PairForm(request.POST)
    if not form.is_valid():
        return screens.page(request, found, pair_form=form, status=422)
    actions.pair(found, form.cleaned_data["code"])
    said = _("%(name)s is paired: within ten seconds it plays what is meant for it.")
    messages.success(request, said % {"name": found})
    return redirect("campaigns:screen", found.slug)


def _code_of(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=pairing.SECONDS) or "")


def _unseen(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
