"""Answers to a form of the panel: in the panel, not in the place of the whole plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from planning.requests import Request


def panel_answer(
    request: Request, fragment: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """A fragment that takes the place of what is in the panel."""
    response = render(request, fragment, context, status=status)
    response.headers["HX-Retarget"] = "#item-panel"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
