"""The collection at a glance: what stands, what goes out, and who asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments.forms.collection import MEASURES
from segments.queries.demand import Demand, Want, demand
from segments.queries.names import Entry
from segments.queries.remembered import remembering
from segments.queries.shelves import UNKNOWN_GENRE, Stand
from segments.shelf_definitions import shelf_definitions
from segments.views import collection_page as pages
from segments.views import collection_words as words
from segments.views.collection_page import Asked
from segments.views.explorer_page import Choice
from segments.views.explorer_words import count

ASKS = ("readers", "year", "branch", "view", "order", "measure")
ELSEWHERE = {"branches": ("order", "branch"), "": ("measure",)}  # what a view has no use for
ALL = 0


@dataclass(frozen=True)
class Cell:
    """A figure, and the list of the titles behind it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Row:
    genre: Entry
    url: str
    stand: Stand
    cells: Sequence[Cell]
    wants: Sequence[Want] = ()


@require_GET
@remembering()
def collection(request: Request) -> HttpResponse:
    view = request.GET.get("view", "")
    asks = set(ASKS) - set(ELSEWHERE.get(view, ()))
    question = pages.question(request, asks, every=view == "branches")
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    if not question.shelf.years and not question.shelf.has_copies:
        return _nothing_yet(request)
    asked = pages.asked(request, question)
    chosen = asked.chosen
    wanted = demand(request.library, asked.shelf.year, age=chosen.age, branch=chosen.branch)
    context = pages.shared(request, asked, question.form) | _figures(asked, wanted)
    context["remarks"] = pages.remarks(
        asked, is_admin=request.membership.is_admin, knows_segments=wanted.is_known
    )
    return render_page(
        request,
        "segments/collection.html",
        fragment="segments/_collection.html",
        context=context,
    )


def _nothing_yet(request: Request) -> HttpResponse:
    return pages.nothing_yet(
        request,
        title=_("Here you will see how the collection stands"),
        text=_(
            "What stands where, what goes out and what does not, and which readers ask for it. For"
            " that we need a file with holdings, loans, or both: exports of your library system."
        ),
    )


def _figures(asked: Asked, wanted: Demand) -> dict[str, Any]:
    genres = stands(asked)
    context: dict[str, Any] = {
        "answer": words.overview(asked, genres),
        "views": views(asked),
        "exports": pages.exports("collection", asked.chosen),
        "address": reverse("segments:collection") + asked.chosen.address(page=""),
        "talk_source": f"collection:{asked.chosen.branch}|{asked.shelf.year}",
        "definitions": shelf_definitions(asked.shelf.newest),
        "measure_name": MEASURES[asked.chosen.measure or "turnover"],
    }
    if asked.chosen.view:
        return context | {"grid": grid(asked, genres)}
    rows = [row(asked, genre, stand, wanted) for genre, stand in in_order(asked, genres)]
    return context | {"rows": rows, "total": row(asked, None, asked.shelf.at(asked.branch), wanted)}


def views(asked: Asked) -> list[Choice]:
    """Per genre | Per vestiging."""
    return [
        Choice(
            name,
            label,
            asked.chosen.address(view=name, order="", measure="", page=""),
            name == asked.chosen.view,
        )
        for name, label in (("", _("Per genre")), ("branches", _("Per branch")))
    ]


def stands(asked: Asked) -> list[tuple[Entry, Stand]]:
    """The genres that have any book at this branch."""
    pairs = [(each, asked.shelf.at(asked.branch, each.position)) for each in every_genre(asked)]
    return [
        (genre, stand)
        for genre, stand in pairs
        if stand.copies or stand.loans or stand.reservations
    ]


def every_genre(asked: Asked) -> list[Entry]:
    """By name, the unknown one last."""
    unknown = asked.options.genre(UNKNOWN_GENRE)
    return [*asked.options.genres, *([unknown] if unknown else [])]


LAST = float("inf")
SORTED_BY: dict[str, Callable[[Stand], float]] = {
    "loans": lambda stand: -stand.loans,
    "turnover": lambda stand: LAST if stand.turnover is None else -stand.turnover,
    "-turnover": lambda stand: LAST if stand.turnover is None else stand.turnover,
    "unlent": lambda stand: LAST if stand.unlent is None else -stand.unlent,
    "sleepers": lambda stand: LAST if stand.sleepers is None else -stand.sleepers,
    "waiting": lambda stand: -stand.reservations,
}


def in_order(asked: Asked, genres: words.Genres) -> words.Genres:
    """By name, unless another order is asked."""
    key = SORTED_BY.get(asked.chosen.order)
    return sorted(genres, key=lambda pair: key(pair[1])) if key else genres


def row(asked: Asked, genre: Entry | None, stand: Stand, wanted: Demand) -> Row:
    """A genre, or everything: its figures, each with the titles behind it."""
    position = genre.position if genre else ALL
    entry = genre or Entry(ALL, "", _("everything"))
    wants = wanted.of(position, least=100) if genre else []
    return Row(entry, titles_url(asked, position), stand, cells(asked, position, stand), wants)


def cells(asked: Asked, genre: int, stand: Stand) -> list[Cell]:
    """The figures of the table, in the order of its columns."""
    said = [
        (_("Titles"), count(stand.titles), "present", ""),
        (_("Copies"), count(stand.copies), "present", "copies"),
        (_("Loans"), count(stand.loans), "", "loans"),
        (_("Turnover"), words.turnover(stand), "present", "loans"),
        (_("Not lent"), words.unlent(stand), "never", ""),
        (_("Sleepers"), words.sleepers(stand), "sleepers", ""),
        (_("Currency"), words.currency(stand), "fresh", ""),
        (_("Spread"), words.spread(stand), "present", "copies"),
        (_("Waiting"), count(stand.reservations), "waiting", ""),
    ]
    return [
        Cell(label, text, titles_url(asked, genre, only=only, sort=sort) if _says(text) else "")
        for label, text, only, sort in said
    ]


def _says(text: str) -> bool:
    return text not in ("0", words.NONE)


def titles_url(
    asked: Asked, genre: int, *, only: str = "", sort: str = "", branch: str = ""
) -> str:
    """The list of the titles behind a figure."""
    chosen = replace(asked.chosen, view="", measure="", order="", page="")
    changes = {"genre": str(genre) if genre else "", "only": only, "sort": sort}
    if branch:
        changes["branch"] = branch
    return reverse("segments:titles") + chosen.address(**changes)


MEASURED: dict[str, tuple[Callable[[Stand], str], str]] = {
    "turnover": (words.turnover, "present"),
    "titles": (lambda stand: count(stand.titles), "present"),
    "copies": (lambda stand: count(stand.copies), "present"),
    "loans": (lambda stand: count(stand.loans), ""),
    "unlent": (words.unlent, "never"),
    "sleepers": (words.sleepers, "sleepers"),
    "currency": (words.currency, "fresh"),
}


@dataclass(frozen=True)
class Grid:
    """One measure, genre by branch."""

    measure: str
    branches: Sequence[Entry]
    rows: Sequence[Row]


def grid(asked: Asked, genres: words.Genres) -> Grid:
    """The measure that was chosen, of each genre in each branch and in all together."""
    measure = asked.chosen.measure or "turnover"
    places = [each for each in asked.options.branches if asked.shelf.at(each.position).books]
    rows = [
        Row(
            genre,
            titles_url(asked, genre.position),
            stand,
            [
                _measured(asked, measure, genre.position, place)
                for place in (Entry(ALL, "", _("all branches")), *places)
            ],
        )
        for genre, stand in genres
    ]
    return Grid(measure, places, rows)


def _measured(asked: Asked, measure: str, genre: int, place: Entry) -> Cell:
    text_of, only = MEASURED[measure]
    text = text_of(asked.shelf.at(place.position, genre))
    url = titles_url(asked, genre, only=only, branch=place.code) if _says(text) else ""
    return Cell(place.name, text, url)
