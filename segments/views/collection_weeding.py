"""The weeding list beside what readers ask for: promote before weeding."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.models import Library
from planning.requests import Request
from segments.queries import books
from segments.queries import weeding as queries
from segments.queries.books import Book
from segments.queries.demand import Demand, demand
from segments.queries.remembered import remembering
from segments.queries.weeding import Chosen as Lines
from segments.queries.weeding import List, Weeding, Wishes
from segments.views import collection_page as pages
from segments.views import collection_words as words
from segments.views.collection_page import Asked, day_in_words
from segments.views.collection_titles import step_after
from segments.views.explorer_page import Choice
from segments.views.explorer_words import count
from segments.weeding import PROMOTE, VERDICTS, Verdict

ASKS = ("readers", "genre", "branch", "verdict")
PER_PAGE = 25


@dataclass(frozen=True)
class Line:
    """A line of the list: the book, where, what may become of it, and why."""

    weeding: Weeding
    book: Book | None
    place: str
    genre: str
    verdict: str
    css: str
    why: str
    step: str  # the address of the step after


@require_GET
@remembering()
def weeding(request: Request) -> HttpResponse:
    question = pages.question(request, ASKS)
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    newest = queries.newest_list(request.library)
    if newest is None:
        return _nothing_yet(request)
    asked = pages.asked(request, question)
    wanted = demand(request.library, asked.shelf.year, age=asked.chosen.age)
    lines_asked, wishes = chosen_of(newest, asked), queries.wishes(wanted)
    counts = queries.counts(request.library, lines_asked, wishes)
    page, found = _page(request.library, lines_asked, wishes, counts, asked.chosen.page)
    is_waiting = not counts and queries.is_waiting(request.library, newest)
    context = pages.shared(request, asked, question.form) | {
        "answer": words.weeding(counts, counts.total(), is_waiting=is_waiting),
        "list": newest,
        "page": page,
        "is_waiting": is_waiting,
        "lines": lines(request.library, asked, found, wanted),
        "verdicts": _choices(asked, counts),
        "exports": pages.exports("weeding", asked.chosen),
        "list_source": _("List “%(name)s” of %(day)s")
        % {
            "name": newest.filename,
            "day": day_in_words(newest.made_on),
        },
        "address": reverse("segments:weeding") + asked.chosen.address(page=""),
        "talk_source": f"weeding|{newest.made_on}",
        "remarks": pages.remarks(
            asked, is_admin=request.membership.is_admin, knows_segments=wanted.is_known
        ),
    }
    return render_page(
        request, "segments/weeding.html", fragment="segments/_weeding.html", context=context
    )


def _nothing_yet(request: Request) -> HttpResponse:
    return pages.nothing_yet(
        request,
        title=_("Promote before weeding"),
        text=_(
            "Read in the list that you are about to weed: title by title you see which somebody"
            " waits for, which another branch lends, which a segment would still like, and which"
            " may go."
        ),
    )


def chosen_of(newest: List, asked: Asked) -> Lines:
    """Which lines of the list the address asks for."""
    chosen = asked.chosen
    return Lines(newest.number, chosen.genre_position, asked.branch, chosen.verdict)


def _page(
    library: Library, asked: Lines, wishes: Wishes, counts: Counter[str], number: str
) -> tuple[Page, list[Weeding]]:
    """A page of the list, and its lines."""
    total = counts[asked.verdict] if asked.verdict else counts.total()
    page = Paginator(range(total), PER_PAGE).get_page(number)
    offset = max(page.start_index() - 1, 0)
    return page, queries.weedings(library, asked, wishes, limit=PER_PAGE, offset=offset)


def lines(library: Library, asked: Asked, found: Sequence[Weeding], wanted: Demand) -> list[Line]:
    """These lines with the names of things, and why."""
    wishes = queries.wishes(wanted)
    numbers = sorted({each.number for each in found})
    named, _total = books.books(library, numbers=numbers, limit=max(len(numbers), 1))
    by_number = {book.number: book for book in named}
    places = {entry.position: entry.name for entry in asked.options.branches}
    return [
        _line(
            each,
            each.verdict(wishes.get(each.genre, ())),
            by_number.get(each.number),
            places,
            asked,
            wanted,
        )
        for each in found
    ]


def _line(
    each: Weeding,
    verdict: Verdict,
    book: Book | None,
    places: Mapping[int, str],
    asked: Asked,
    wanted: Demand,
) -> Line:
    genre = asked.options.genre(each.genre)
    name = genre.name if genre else ""
    place = places.get(each.branch, "")
    step = step_after("campaign", [book]) if book and verdict.code == PROMOTE else ""
    return Line(
        weeding=each,
        book=book,
        place=place,
        genre=name,
        verdict=words.verdict(verdict.code),
        css=words.VERDICT_CSS[verdict.code],
        why=words.why(each, verdict, name, wanted),
        step=step,
    )


def _choices(asked: Asked, counts: Counter[str]) -> list[Choice]:
    """All, and each outcome with how many lines it has."""
    said = {"": f"{_('All')} {count(counts.total())}"}
    said |= {code: f"{words.verdict(code).capitalize()} {count(counts[code])}" for code in VERDICTS}
    return [
        Choice(
            code,
            label,
            asked.chosen.address(verdict=code, page=""),
            code == asked.chosen.verdict,
        )
        for code, label in said.items()
        if not code or counts[code] or code == asked.chosen.verdict
    ]
