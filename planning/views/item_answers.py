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
    return _aimed(response, "#item-panel", "innerHTML")


def form_answer(
    request: Request, fragment: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """A form once more, in its own place: the fragment _item_move.html has the id item-move."""
    response = render(request, fragment, context, status=status)
    name = fragment.rpartition("/_")[2].removesuffix(".html").replace("_", "-")
    return _aimed(response, f"#{name}", "outerMorph")


def _aimed(response: HttpResponse, target: str, swap: str) -> HttpResponse:
    # The forms of the panel have the whole plan as their target.
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, swap
    return response
