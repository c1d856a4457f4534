"""New titles: which deserve attention, and with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.models import Library
from planning.requests import Request
from segments import highlighting
from segments.highlighting import Highlight
from segments.queries import arrivals as queries
from segments.queries import books, covers
from segments.queries.arrivals import Arrival
from segments.queries.books import Book
from segments.queries.demand import Demand, Want, demand
from segments.queries.names import Entry
from segments.views import collection_page as pages
from segments.views.collection_page import Asked
from segments.views.collection_title import warning
from segments.views.collection_titles import step_after
from segments.views.explorer_page import Choice
from segments.views.explorer_words import count
from segments.weeding import LEAST_INDEX

ASKS = ("readers", "genre", "branch", "view")
PER_PAGE = 25


@dataclass(frozen=True)
class Line:
    book: Book
    arrival: Arrival
    is_expected: bool
    places: str
    wants: Sequence[Want]
    warning: str
    highlights: Sequence[Highlight]
    campaign: str  # addresses of the steps after
    proposal: str
    cover: str = ""


@require_GET
def acquisitions(request: Request) -> HttpResponse:
    question = pages.question(request, ASKS)
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    asked = pages.asked(request, question)
    today = timezone.localdate()
    found = queries.arrivals(request.library, today=today, branch=asked.branch or None)
    if not found and not asked.chosen.branch:
        return _nothing_yet(request, has_dates=asked.shelf.has_copies)
    lines = all_lines(request.library, asked, found, today=today)
    waiting = [line for line in lines if not line.highlights]
    shown = lines if asked.chosen.view else waiting
    page = Paginator(shown, PER_PAGE).get_page(asked.chosen.page)
    context = pages.shared(request, asked, question.form) | {
        "answer": sentence(lines, waiting, asked),
        "page": page,
        "lines": _with_covers(request.library, list(page)),
        "exports": pages.exports("acquisitions", asked.chosen),
        "address": reverse("segments:acquisitions") + asked.chosen.address(page=""),
        "views": _views(asked) if len(waiting) < len(lines) else [],
        "talk_source": f"acquisitions:{asked.chosen.branch}|{today:%Y-%m}",
    }
    return render_page(
        request,
        "segments/acquisitions.html",
        fragment="segments/_acquisitions.html",
        context=context,
    )


def _with_covers(library: Library, lines: Sequence[Line]) -> list[Line]:
    found = covers.addresses(library, [line.book.number for line in lines])
    return [replace(line, cover=found.get(line.book.number, "")) for line in lines]


def _views(asked: Asked) -> list[Choice]:
    """Not shown anywhere yet | everything; only where the two differ."""
    return [
        Choice(name, label, asked.chosen.address(view=name, page=""), name == asked.chosen.view)
        for name, label in (("", _("Not shown yet")), ("all", _("All")))
    ]


def _nothing_yet(request: Request, *, has_dates: bool) -> HttpResponse:
    text = _(
        "Titles that came in the last sixty days, those that are expected, and who would like them."
        " For that we need a file with acquisitions, or holdings with the date of acquisition."
    )
    title = _("Here you will see what is new")
    if has_dates:
        title = _("Nothing new in the last sixty days")
    return pages.nothing_yet(request, title=title, text=text)


def all_lines(
    library: Library, asked: Asked, found: Sequence[Arrival], *, today: date
) -> list[Line]:
    """What came, with who would like it: what is not shown anywhere yet comes first."""
    numbers = [each.number for each in found]
    named = _named(library, asked, numbers)
    wanted = demand(library, asked.shelf.year, age=asked.chosen.age)
    shown = highlighting.highlights(library, numbers)
    branches = {entry.position: entry for entry in asked.options.branches}
    lines = [
        _line(each, named[each.number], wanted, shown.get(each.number, []), branches, today=today)
        for each in found
        if each.number in named
    ]
    return sorted(lines, key=_place)


def _place(line: Line) -> tuple[bool, bool, int]:
    """Not shown anywhere yet first; then what is there, the newest first; then what is expected."""
    day = line.arrival.acquired_on.toordinal()
    return bool(line.highlights), line.is_expected, day if line.is_expected else -day


def _named(library: Library, asked: Asked, numbers: Sequence[int]) -> dict[int, Book]:
    found, _total = books.books(
        library,
        numbers=numbers,
        genre=asked.chosen.genre_position,
        year=asked.shelf.year,
        limit=max(len(numbers), 1),
    )
    return {book.number: book for book in found}


def _line(
    arrival: Arrival,
    book: Book,
    wanted: Demand,
    shown: Sequence[Highlight],
    branches: Mapping[int, Entry],
    *,
    today: date,
) -> Line:
    genre = book.genre.position if book.genre else 0
    places = [branches[place].name for place in arrival.branches if place in branches]
    return Line(
        book=book,
        arrival=arrival,
        is_expected=arrival.acquired_on > today,
        places=", ".join(places),
        wants=wanted.of(genre, least=LEAST_INDEX),
        warning=warning(book),
        highlights=shown,
        campaign=step_after("campaign", [book]),
        proposal=step_after("proposal", [book]),
    )


def sentence(lines: Sequence[Line], waiting: Sequence[Line], asked: Asked) -> str:
    """How much is new, and how much of it fits somebody in particular."""
    expected = sum(line.is_expected for line in lines)
    came = len(lines) - expected
    parts = [ngettext("%(count)s new title", "%(count)s new titles", came) % {"count": count(came)}]
    if expected:
        parts.append(_("%(count)s expected") % {"count": count(expected)})
    fitting = sum(bool(line.wants) for line in waiting)
    rest = ngettext(
        "%(count)s of them fits a segment and is not shown anywhere yet",
        "%(count)s of them fit a segment and are not shown anywhere yet",
        fitting,
    ) % {"count": count(fitting)}
    where = f" ({asked.place})" if asked.chosen.branch else ""
    head = _(" and ").join(parts) + where
    return f"{head}; {rest}." if fitting else f"{head}."
