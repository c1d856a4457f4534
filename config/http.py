"""What every view shares."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from planning.requests import Request


def render_page(
    request: Request, page: str, *, fragment: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Answer htmx with the fragment, everybody else and a history restore with the whole page."""
    wants_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(request, fragment if wants_fragment else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
