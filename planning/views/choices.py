"""The board of choices: what we do, later, do not do and stop doing, beside the room there is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.forms.choices import QUARTER_CHOICES
from planning.models import MOST_FOCUS_GROUPS, Initiative, Library
from planning.queries import choices
from planning.requests import Request
from planning.room import QUARTERS
from planning.views import choices_words as words
from planning.views.initiatives import board_address, panel_context

Status = Initiative.Status
YEARS = range(2000, 2101)
# What was learned of campaigns is not ours: config/choices.py passes who knows, and its page.
More = Callable[[Request, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Card:
    initiative: Initiative
    url: str
    ticked: int
    is_open: bool


@dataclass
class Column:
    status: str
    title: str
    empty: str
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    is_current: bool


def nothing_more(_request: Request, _context: dict[str, Any]) -> dict[str, Any]:
    return {}


@require_GET
def choices_now(_request: Request) -> HttpResponse:
    return redirect("planning:choices", timezone.localdate().year)


@require_GET
def board(
    request: Request, year: int, *, page: str = "planning/choices.html", more: More = nothing_more
) -> HttpResponse:
    quarter = _quarter(request)
    context = board_context(request, year, quarter)
    context |= more(request, context)
    panel, _mark, pk = request.GET.get("panel", "").partition(":")
    if panel == "initiative" and pk.isdecimal():
        context["panel"] = panel_context(request, int(pk), rooms=context["rooms"])
    return render_page(request, page, fragment="planning/_board.html", context=context)


@require_GET
def noes(request: Request, year: int) -> HttpResponse:
    """What we do not do and stop doing, for whoever asks; good to print."""
    _check(year)
    rows = choices.initiatives(request.library, year)
    context = {
        "year": year,
        "declined": rows.filter(status=Status.DECLINED),
        "stopped": rows.filter(status=Status.STOPPED),
        "today": timezone.localdate(),
    }
    return render_page(
        request, "planning/choices_no.html", fragment="planning/_noes.html", context=context
    )


def board_context(request: Request, year: int, quarter: int | None) -> dict[str, Any]:
    """Everything on the board of a quarter, or of the year, but the panel."""
    _check(year)
    library = request.library
    rooms = choices.rooms(library, year, quarter)
    focus = choices.focus_groups(library, year)
    columns = _columns(library, year, quarter, opened=request.GET.get("panel", ""))
    return {
        "year": year,
        "quarter": quarter,
        "rooms": rooms,
        "sentence": words.sentence(rooms),
        "bars": words.bars(rooms),
        "focus": focus,
        "focus_free": MOST_FOCUS_GROUPS - len(focus),
        "columns": columns,
        "is_empty": not any(column.cards for column in columns),
        "examples": words.examples(year, quarter),
        "quarters": _links(year, quarter),
        "years": [year - 1, year + 1],
        "add_url": f"{reverse('planning:initiative_add')}?year={year}"
        + (f"&quarter={quarter}" if quarter else ""),
    }


def _columns(library: Library, year: int, quarter: int | None, *, opened: str) -> list[Column]:
    empty = {
        Status.PROPOSED: _("No open proposals."),
        Status.ACCEPTED: _("Nothing chosen yet."),
        Status.LATER: _("Nothing put off."),
        Status.DECLINED: _("Nothing yet. What do you leave?"),
        Status.STOPPED: _("Nothing yet. What do you stop?"),
    }
    columns = [
        Column(value, str(capfirst(label)), empty[Status(value)]) for value, label in Status.choices
    ]
    by_status = {column.status: column for column in columns}
    for each in choices.initiatives(library, year, quarter):
        by_status[each.status].cards.append(
            Card(
                each,
                board_address(year, quarter, each),
                words.ticked(each),
                is_open=opened == f"initiative:{each.pk}",
            )
        )
    return columns


def _links(year: int, quarter: int | None) -> list[Link]:
    labels = {None: str(QUARTER_CHOICES[0][1])} | {each: f"Q{each}" for each in QUARTERS}
    return [
        Link(board_address(year, each), capfirst(label), each == quarter)
        for each, label in labels.items()
    ]


def _quarter(request: Request) -> int | None:
    given = request.GET.get("quarter", "")
    return int(given) if given in {str(each) for each in QUARTERS} else None


def _check(year: int) -> None:
    if year not in YEARS:
        raise Http404
