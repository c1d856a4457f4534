"""Who is asking, at which library, and for how long."""

import time
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from planning import tenancy
from planning.accounts import OPEN_PREFIXES, needs_second_factor
from planning.models import Membership
from planning.requests import Request

GetResponse = Callable[[HttpRequest], HttpResponse]
ABSOLUTE_SECONDS = 12 * 3600
REFRESH_SECONDS = 300


def session_end(get_response: GetResponse) -> GetResponse:
    """A session ends after eight idle hours (settings) and after twelve hours in any case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started_at", now)
            if now - started > ABSOLUTE_SECONDS:
                logout(request)
            elif now - request.session.get("seen_at", 0) > REFRESH_SECONDS:
                request.session["seen_at"] = now  # saving it starts the idle hours anew
        return get_response(request)

    return middleware


def active_library(get_response: GetResponse) -> GetResponse:
    """Open the scope of the library that this person is working for."""

    def middleware(request: Request) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        response = _answer_person(request, get_response)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, ReauthenticationRequired | ImmediateHttpResponse):
            return  # no failure: django-allauth answers these, with queries of its own
        if hasattr(request, "library"):  # so we opened a scope, which is a transaction
            transaction.set_rollback(True)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware  # type: ignore[return-value]


def _answer_person(request: Request, get_response: GetResponse) -> HttpResponse:
    with tenancy.person_scope(request.user):
        request.memberships = list(Membership.objects.of(request.user))
    if not request.memberships:
        if request.path.startswith(OPEN_PREFIXES):
            return get_response(request)
        return render(request, "planning/no_library.html", status=403)
    chosen = request.session.get("library", 0)
    active = [each for each in request.memberships if each.library_id == chosen]
    request.membership = (active or request.memberships)[0]
    request.library = request.membership.library
    if needs_second_factor(request):
        messages.info(request, _("You see much here. So first set up a second step."))
        return redirect("mfa_index")
    with tenancy.library_scope(request.library):
        response = get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
    return response
