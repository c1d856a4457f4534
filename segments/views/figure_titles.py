"""The titles behind a figure, short, as a panel shows them; without a script a page of its own."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments.lattice import READERS, NotOnTheLattice, Period
from segments.queries import behind as queries
from segments.queries.behind import Behind, Figure, Title
from segments.views import explorer_words as words
from segments.views import onward
from segments.views.onward import About

SHORT = 6


@dataclass(frozen=True)
class Line:
    name: str
    author: str
    url: str
    taken: str
    stands: str


@require_GET
def figure_titles(request: Request) -> HttpResponse:
    asked = _asked(request)
    found = queries.behind(request.library, asked, limit=SHORT)
    readers = _readers(request)
    context = {
        "title": _title(asked),
        "lead": _lead(found),
        "lines": [_line(title) for title in found.titles],
        "all_url": onward.titles(
            About(
                readers=readers,
                segment=asked.segment,
                genre=asked.genre,
                branch=asked.branch.code if asked.branch else "",
            )
        ),
        "dated": _dated(found),
        "has_readers": asked.segment is not None,
    }
    return render_page(
        request,
        "segments/figure_titles.html",
        fragment="segments/_figure_titles.html",
        context=context,
    )


def _readers(request: Request) -> str:
    readers = request.GET.get("readers", "adults")
    if readers not in READERS:
        raise Http404
    return readers


def _asked(request: Request) -> Figure:
    given = request.GET
    try:
        period = Period.parse(given.get("period", ""))
    except NotOnTheLattice as error:
        raise Http404 from error
    asked = queries.figure(
        request.library,
        period=period,
        age=READERS[_readers(request)],
        segment=given.get("segment", ""),
        genre=given.get("genre", ""),
        branch=given.get("branch", ""),
    )
    if asked is None:
        raise Http404
    return asked


def _title(asked: Figure) -> str:
    name = About(segment=asked.segment, genre=asked.genre).name
    if asked.branch:
        name = name or _("Everything")
        return _("%(what)s in %(place)s") % {"what": name, "place": asked.branch.name}
    return name or _("Everything")


def _lead(found: Behind) -> str:
    """Of whom these titles are told, in a sentence."""
    asked, year = found.figure, {"year": found.loans_year}
    if not found.titles and asked.segment and not asked.genre:
        return _("Per title it is too small to tell who took it. Open one of its genres.")
    if not found.titles:
        return _("No titles are known here. A file with titles or holdings brings them.")
    if found.is_of_segment and asked.segment:
        values = {"segment": asked.segment.name, **year}
        if asked.genre:
            return _("What %(segment)s took most in %(year)s.") % values
        return _("What %(segment)s took more than others did in %(year)s.") % values
    if found.is_too_small:
        return _(
            "Per title it is too small to tell who took it. These were taken most by everybody."
        )
    return _("What was taken most in %(year)s, by all readers.") % year


def _line(title: Title) -> Line:
    book, readers = title.book, title.readers
    loans = readers.loans if readers else book.loans
    taken = ngettext("%(count)s loan", "%(count)s loans", loans) % {"count": words.count(loans)}
    if readers and readers.index is not None:
        least = _("at least %(index)s") if readers.is_at_least else "%(index)s"
        index = least % {"index": words.count(readers.index)}
        taken = _("%(loans)s, index %(index)s") % {"loans": taken, "index": index}
    return Line(book.name, book.author, _url(book.number), taken, _stands(title))


def _url(number: int) -> str:
    return reverse("segments:title", args=[number])


def _stands(title: Title) -> str:
    """How many copies, in how many branches, and who waits."""
    book = title.book
    if not book.copies:
        said = _("no copies")
    else:
        copies = ngettext("%(count)s copy", "%(count)s copies", book.copies)
        said = copies % {"count": words.count(book.copies)}
    if book.branches > 1:
        said = _("%(copies)s in %(count)s branches") % {"copies": said, "count": book.branches}
    if book.reservations:
        waiting = ngettext("%(count)s reservation", "%(count)s reservations", book.reservations) % {
            "count": words.count(book.reservations)
        }
        said = f"{said}, {waiting}"
    return said


def _dated(found: Behind) -> str:
    if found.holdings_day is None:
        return _("Of copies no file has been read in.")
    return _("Copies of %(day)s.") % {"day": date_format(found.holdings_day, "j F Y")}
