"""The list behind every figure: titles with their copies, and the step after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.models import Library
from planning.requests import Request
from segments.forms.collection import ONLY
from segments.queries import books
from segments.queries.arrivals import LATELY
from segments.queries.books import Asked as BooksAsked
from segments.queries.books import Book, Standing
from segments.queries.remembered import remembering
from segments.queries.title_readers import TopTitles, top_titles
from segments.views import collection_page as pages
from segments.views import collection_words as words
from segments.views.collection_page import Asked

ASKS = ("readers", "q", "genre", "branch", "segment", "only", "year", "sort")
PER_PAGE = 25
TOP = 10
MOST_CHOSEN = 50


@dataclass(frozen=True)
class Line:
    """A book with where it stands."""

    book: Book
    standing: Sequence[Standing]


@require_GET
@remembering()
def titles(request: Request) -> HttpResponse:
    question = pages.question(request, ASKS)
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    if not question.shelf.at().books:
        return _nothing_yet(request)
    asked = pages.asked(request, question)
    context = pages.shared(request, asked, question.form) | _list(request, asked)
    return render_page(
        request, "segments/titles.html", fragment="segments/_titles.html", context=context
    )


def _nothing_yet(request: Request) -> HttpResponse:
    return pages.nothing_yet(
        request,
        title=_("Here you will find your titles"),
        text=_(
            "With copies per branch, waiting lists and loans. For that we need a file with titles,"
            " holdings or loans from your library system."
        ),
    )


def _list(request: Request, asked: Asked) -> dict[str, Any]:
    page, found = _page(request.library, question_of(asked), asked.chosen.page)
    chosen = asked.chosen
    segment = asked.options.segment(chosen.segment)
    top = _top(request.library, asked) if segment else None
    only = str(ONLY.get(chosen.only, ""))
    return {
        "answer": words.found(asked, page.paginator.count, only=only),
        "page": page,
        "lines": lines(request.library, found),
        "years": (asked.shelf.newest - 1, asked.shelf.newest) if asked.shelf.newest else (),
        "shown_year": asked.shelf.year if asked.shelf.which > 1 else 0,
        "segment": segment,
        "top": top,
        "exports": pages.exports("titles", chosen),
        "has_copies": asked.shelf.has_copies,
        "remarks": pages.remarks(asked, is_admin=request.membership.is_admin),
        "address": reverse("segments:titles") + chosen.address(page=""),
        "talk_source": f"titles:{chosen.address(year='', page='', sort='')}|{asked.shelf.year}",
    }


def question_of(asked: Asked) -> BooksAsked:
    """What the address asks of the books."""
    chosen = asked.chosen
    return {
        "text": chosen.q,
        "genre": chosen.genre_position,
        "branch": asked.branch,
        "only": chosen.only,
        "sort": chosen.sort,
        "year": asked.shelf.year,
        "since": timezone.localdate() - LATELY,
    }


def _page(library: Library, asked: BooksAsked, number: str) -> tuple[Page, list[Book]]:
    """A page of the list and its books; past the end it is the last one."""
    wanted = int(number) if _is_number(number) and int(number) else 1
    found, total = books.books(library, limit=PER_PAGE, offset=(wanted - 1) * PER_PAGE, **asked)
    page = Paginator(range(total), PER_PAGE).get_page(wanted)
    if page.number != wanted:
        start = page.start_index() - 1
        found, _total = books.books(library, limit=PER_PAGE, offset=max(start, 0), **asked)
    return page, found


def lines(library: Library, found: Sequence[Book]) -> list[Line]:
    """These books with where each of them stands."""
    standing = books.standing(library, [book.number for book in found])
    return [Line(book, standing[book.number]) for book in found]


def _top(library: Library, asked: Asked) -> TopTitles:
    """What the segment takes most: only what may be told of it."""
    segment = asked.options.segment(asked.chosen.segment)
    return top_titles(
        library,
        asked.shelf.year,
        age=asked.chosen.age,
        segment=segment.position if segment else None,
        genre=asked.chosen.genre_position,
        limit=TOP,
    )


@require_GET
def titles_next(request: Request) -> HttpResponse:
    """From titles that were ticked to a campaign, tips, a proposal or a theme collection."""
    numbers = [int(text) for text in request.GET.getlist("title")[:MOST_CHOSEN] if _is_number(text)]
    found, _total = books.books(request.library, numbers=numbers, limit=MOST_CHOSEN)
    if not found:
        return redirect("segments:titles")
    found.sort(key=lambda book: numbers.index(book.number))  # as the list had them
    kind = request.GET.get("next", "")
    readers = request.GET.get("readers", "")[:8]
    return redirect(step_after(kind, found, name=request.GET.get("name", "")[:80], readers=readers))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def step_after(
    kind: str, found: Sequence[Book], *, name: str = "", start: str = "", readers: str = ""
) -> str:
    """The page on which a campaign, a proposal or a theme collection begins with these titles."""
    named = "\n".join(f"{book.name}, {book.author}" if book.author else book.name for book in found)
    title = name or (found[0].name if len(found) == 1 else "")
    if kind == "tip":
        numbers = ",".join(str(book.number) for book in found)
        of = f"&{urlencode({'readers': readers})}" if readers else ""
        return f"{reverse('campaigns:tip_add')}?titles={numbers}{of}"
    query = QueryDict(mutable=True)
    if kind not in _STEPS:  # a campaign, which gets the titles themselves
        query["titles"] = ",".join(str(book.number) for book in found)
        for key, text in (("title", title), ("start", start)):
            if text:
                query[key] = text
        return f"{reverse('campaigns:titles_onward')}?{query.urlencode(safe=',')}"
    address, given = _STEPS[kind]
    for key, value in given.items():
        query[key] = value
    if title:
        query["title" if kind != "theme" else "name"] = title
    if kind == "theme":
        query["titles"] = "\n".join(book.isbn or book.key for book in found)
    else:
        query["description"] = named
    return f"{reverse(address)}?{query.urlencode()}"


_STEPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "proposal": ("planning:initiative_add", {}),
    "theme": ("segments:collection_part_add", {"kind": "theme"}),
}
