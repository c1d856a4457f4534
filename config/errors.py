"""Pages for when something broke: no database, no context, no surprise."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext_noop

# What allauth says untranslated when it refuses; 403.html says it in our words.
SAID_BY_ALLAUTH = gettext_noop("Reauthentication not available")
# A page that says "in a moment" must not be what a proxy says an hour later.
NOT_KEPT = {"Cache-Control": "no-store"}


def server_error(_request: HttpRequest) -> HttpResponse:
    """500, or 503 with Retry-After while the database is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": "5", **NOT_KEPT})
    return HttpResponse(get_template("500.html").render(), status=500, headers=NOT_KEPT)
