"""The board of choices as planning keeps it, with what the campaigns of the year before taught.

Its address is that of planning; config/urls.py names it before planning's own.
"""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from campaigns.queries import lessons
from planning.requests import Request
from planning.views import choices as views


@require_GET
def choices(request: Request, year: int) -> HttpResponse:
    return views.board(request, year, page="campaigns/choices.html", more=_learned)


def _learned(request: Request, context: dict[str, Any]) -> dict[str, Any]:
    year = context["year"]
    found = lessons.learned_in(request.library, year - 1, then=year)
    return {"learned": found, "learned_in": year - 1}
