"""Pages of text for everybody, logged in or not."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from planning import queries
from planning.requests import Request


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "config/privacy.html")


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "config/accessibility.html")


@login_not_required
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return _page(request, "config/help.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    library = getattr(request, "library", None)
    context = {
        "layout": "base.html" if library else "bare.html",
        "administrators": queries.administrators(library) if library else [],
    }
    return render(request, template, context)


def own_email(_request: Request) -> HttpResponse:
    """Addresses are what people are invited by, so they are not changed without proof.

    Stands in front of django-allauth's page, which would take any address.
    """
    return redirect("planning:profile")
