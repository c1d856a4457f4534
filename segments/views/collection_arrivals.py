"""New titles: which deserve attention, and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from segments.queries.demand import Want, demand
from segments.queries.remembered import remembering
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
class Fitting:
    """A title that came, who would like it, and where it is shown already."""

    arrival: Arrival
    is_expected: bool
    wants: Sequence[Want]
    highlights: Sequence[Highlight]


@dataclass(frozen=True)
class Line:
    """The same with its book; addresses of the steps after are made as they are shown."""

    fitting: Fitting
    book: Book
    places: str
    warning: str
    cover: str

    @property
    def campaign(self) -> str:
        return step_after("campaign", [self.book], start="acquisitions")

    @property
    def proposal(self) -> str:
        return step_after("proposal", [self.book])


@require_GET
@remembering()
def acquisitions(request: Request) -> HttpResponse:
    question = pages.question(request, ASKS)
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    asked = pages.asked(request, question)
    today = timezone.localdate()
    came = queries.arrivals(request.library, today=today, branch=asked.branch or None)
    if not came and not asked.chosen.branch:
        return _nothing_yet(request, has_dates=asked.shelf.has_copies)
    found = fitting(request.library, asked, came, today=today)
    hidden = [each for each in found if not each.highlights]
    shown = found if asked.chosen.view else hidden
    page = Paginator(shown, PER_PAGE).get_page(asked.chosen.page)
    context = pages.shared(request, asked, question.form) | {
        "answer": sentence(found, asked),
        "page": page,
        "lines": lines(request.library, asked, list(page)),
        "exports": pages.exports("acquisitions", asked.chosen),
        "address": reverse("segments:acquisitions") + asked.chosen.address(page=""),
        "views": _views(asked) if len(hidden) < len(found) else [],
        "talk_source": f"acquisitions:{asked.chosen.branch}|{today:%Y-%m}",
    }
    return render_page(
        request,
        "segments/acquisitions.html",
        fragment="segments/_acquisitions.html",
        context=context,
    )


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


def fitting(
    library: Library, asked: Asked, came: Sequence[Arrival], *, today: date
) -> list[Fitting]:
    """What came, with who would like it: what is not shown anywhere yet comes first."""
    wanted = demand(library, asked.shelf.year, age=asked.chosen.age)
    shown = highlighting.highlights(library, [each.number for each in came])
    genre = asked.chosen.genre_position
    wants = {at: wanted.of(at, least=LEAST_INDEX) for at in {each.genre for each in came}}
    found = [
        Fitting(
            each,
            each.acquired_on > today,
            wants[each.genre],
            shown.get(each.number, ()),
        )
        for each in came
        if genre in (None, each.genre)
    ]
    return sorted(found, key=_place)


def _place(fitting: Fitting) -> tuple[bool, bool, int]:
    """Not shown anywhere yet first; then what is there, the newest first; then what is expected."""
    day = fitting.arrival.acquired_on.toordinal()
    is_expected = fitting.is_expected
    return bool(fitting.highlights), is_expected, day if is_expected else -day


def lines(library: Library, asked: Asked, found: Sequence[Fitting]) -> list[Line]:
    """These titles with all that a line of the page tells."""
    numbers = [each.arrival.number for each in found]
    named, _total = books.books(
        library, numbers=numbers, year=asked.shelf.year, limit=max(len(numbers), 1)
    )
    by_number = {book.number: book for book in named}
    pictures = covers.addresses(library, numbers)
    branches = {entry.position: entry.name for entry in asked.options.branches}
    return [
        Line(
            fitting=each,
            book=by_number[each.arrival.number],
            places=", ".join(branches[at] for at in each.arrival.branches if at in branches),
            warning=warning(by_number[each.arrival.number]),
            cover=pictures.get(each.arrival.number, ""),
        )
        for each in found
        if each.arrival.number in by_number
    ]


def sentence(found: Sequence[Fitting], asked: Asked) -> str:
    """How much is new, and how much of it fits somebody in particular."""
    expected = sum(each.is_expected for each in found)
    came = len(found) - expected
    parts = [ngettext("%(count)s new title", "%(count)s new titles", came) % {"count": count(came)}]
    if expected:
        parts.append(_("%(count)s expected") % {"count": count(expected)})
    fitting = sum(bool(each.wants) and not each.highlights for each in found)
    rest = ngettext(
        "%(count)s of them fits a segment and is not shown anywhere yet",
        "%(count)s of them fit a segment and are not shown anywhere yet",
        fitting,
    ) % {"count": count(fitting)}
    where = f" ({asked.place})" if asked.chosen.branch else ""
    head = _(" and ").join(parts) + where
    return f"{head}; {rest}." if fitting else f"{head}."
