"""The tables of the collection as files: what you see, all rows, and what the words mean."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from planning.requests import Request
from planning.spreadsheet import Column, Table, Value
from planning.views.files import table_file
from segments.forms.collection import ONLY
from segments.queries import arrivals, books, weeding
from segments.queries.books import Book
from segments.queries.demand import demand
from segments.queries.names import Entry
from segments.shelf_definitions import shelf_definitions
from segments.views import collection, collection_arrivals, collection_titles, collection_weeding
from segments.views import collection_page as pages
from segments.views import collection_words as words
from segments.views.collection_page import Asked
from segments.views.explorer_words import READER_WORDS

MOST_ROWS = 100_000  # of a file: more a spreadsheet hardly opens
Rows = list[list[Value]]


@dataclass(frozen=True)
class Sheet:
    """How a page of the collection becomes a table."""

    name: str | Promise
    asks: Collection[str]
    columns: Callable[[Asked], list[Column]]
    rows: Callable[[Request, Asked], Rows]
    has_all_branches: bool = False


@require_GET
def collection_file(request: Request, name: str, kind: str) -> HttpResponse:
    sheet = SHEETS[name]
    question = pages.question(request, sheet.asks, every=sheet.has_all_branches)
    if not question.form.is_valid():
        return pages.refused(request, question.form)
    asked = pages.asked(request, question)
    rows = sheet.rows(request, asked)
    table = Table(str(sheet.name), sheet.columns(asked), rows, _notes(asked, len(rows)))
    parts = ["samenplan", slugify(str(sheet.name)), str(asked.shelf.year or "")]
    return table_file(table, kind, "-".join(filter(None, parts)))


def _notes(asked: Asked, count: int) -> list[tuple[str, str]]:
    """What stands on the second sheet: what was asked, and what the words mean."""
    chosen = asked.chosen
    segment = asked.options.segment(chosen.segment)
    said = [
        (_("Figures"), pages.source(asked)),
        (_("Readers"), str(READER_WORDS[chosen.readers])),
        (_("Branch"), asked.place),
        (_("Genre"), asked.genre_name or _("all genres")),
        (_("Only"), str(ONLY.get(chosen.only, ""))),
        (_("Segment"), segment.name if segment else ""),
        (_("Search"), chosen.q),
    ]
    if count >= MOST_ROWS:
        said.append((_("Rows"), _("The first %(count)s only.") % {"count": MOST_ROWS}))
    definitions = [(each.name, each.text) for each in shelf_definitions(asked.shelf.newest)]
    return [*(pair for pair in said if pair[1]), *definitions]


def _genre_columns(_asked: Asked) -> list[Column]:
    return [
        Column(_("Branch"), width=20),
        Column(_("Genre"), width=28),
        *(Column(name, "count") for name in (_("Titles"), _("Copies"), _("Loans"))),
        Column(_("Turnover"), "decimal"),
        *(Column(name, "count") for name in (_("Not lent"), _("Sleepers"))),
        Column(_("Currency"), "percent"),
        Column(_("Spread"), "decimal"),
        Column(_("Waiting"), "count"),
        Column(_("Who asks for it"), width=48),
    ]


def _genre_rows(request: Request, asked: Asked) -> Rows:
    """Every genre at the branch that was chosen; of all branches together, of each one as well."""
    chosen = asked.chosen
    wanted = demand(request.library, asked.shelf.year, age=chosen.age, branch=chosen.branch)
    places = [(asked.branch, asked.place)]
    if not asked.branch:
        places += [(branch.position, branch.name) for branch in asked.options.branches]
    return [
        _genre_row(asked, place, genre, said=words.wants(wanted.of(genre.position, least=100)))
        for place in places
        for genre in collection.every_genre(asked)
        if asked.shelf.at(place[0], genre.position).books
    ]


def _genre_row(asked: Asked, place: tuple[int, str], genre: Entry, *, said: str) -> list[Value]:
    stand = asked.shelf.at(place[0], genre.position)
    return [
        place[1],
        genre.name,
        *(stand.titles, stand.copies, stand.loans, stand.turnover),
        *(stand.never_loaned, stand.sleepers, stand.currency, stand.spread),
        stand.reservations,
        said if place[0] == asked.branch else "",
    ]


def _title_columns(asked: Asked) -> list[Column]:
    newest = asked.shelf.newest
    years = [newest - 1, newest] if newest else []
    return [
        *_book_columns(),
        Column(_("Published"), "text"),
        *(Column(name, "count") for name in (_("Copies"), _("Waiting"))),
        *(Column(_("Loans %(year)s") % {"year": year}, "count") for year in years),
        Column(_("Last lent")),
        Column(_("Acquired")),
        Column(_("Sleeper")),
        Column(_("Where it stands"), width=40),
    ]


def _book_columns() -> list[Column]:
    return [
        Column(_("Number")),
        Column("ISBN"),
        Column(_("Title"), width=40),
        Column(_("Author"), width=28),
        Column(_("Genre"), width=22),
    ]


def _book(book: Book | None, genre: str = "") -> list[Value]:
    if book is None:
        return ["", "", "", "", genre]
    name = book.genre.name if book.genre else genre
    return [book.key, book.isbn, book.title, book.author, name]


def _title_rows(request: Request, asked: Asked) -> Rows:
    question = collection_titles.question_of(asked)
    found, _total = books.books(request.library, limit=MOST_ROWS, **question)
    has_years = bool(asked.shelf.newest)
    return [
        [
            *_book(line.book),
            str(line.book.published or ""),
            *(line.book.copies, line.book.reservations),
            *((line.book.loans_before, line.book.loans_newest) if has_years else ()),
            _day(line.book.last_on),
            _day(line.book.acquired_on),
            _("yes") if line.book.is_sleeper else "",
            ", ".join(f"{each.branch.name} {each.copies}" for each in line.standing),
        ]
        for line in collection_titles.lines(request.library, found)
    ]


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _new_columns(_asked: Asked) -> list[Column]:
    return [
        *_book_columns(),
        Column(_("Since")),
        Column(_("Expected")),
        Column(_("Copies"), "count"),
        Column(_("Branches"), width=40),
        Column(_("Fits"), width=40),
        Column(_("Waiting"), "count"),
        Column(_("Shown in"), width=30),
    ]


def _new_rows(request: Request, asked: Asked) -> Rows:
    today = timezone.localdate()
    came = arrivals.arrivals(request.library, today=today, branch=asked.branch or None)
    found = collection_arrivals.fitting(request.library, asked, came, today=today)
    return [
        [
            *_book(line.book),
            _day(line.fitting.arrival.acquired_on),
            _("yes") if line.fitting.is_expected else "",
            line.fitting.arrival.copies,
            line.places,
            words.wants(line.fitting.wants),
            line.book.reservations,
            ", ".join(each.name for each in line.fitting.highlights),
        ]
        for line in collection_arrivals.lines(request.library, asked, found)
    ]


def _weeding_columns(_asked: Asked) -> list[Column]:
    return [
        *_book_columns(),
        Column(_("Branch"), width=20),
        Column(_("Copies"), "count"),
        Column(_("Outcome"), width=18),
        Column(_("Why"), width=70),
        *(Column(name, "count") for name in (_("Lent here"), _("Lent elsewhere"), _("Waiting"))),
        Column(_("Last lent")),
    ]


def _weeding_rows(request: Request, asked: Asked) -> Rows:
    wanted = demand(request.library, asked.shelf.year, age=asked.chosen.age)
    newest = weeding.newest_list(request.library)
    if newest is None:
        return []
    chosen = collection_weeding.chosen_of(newest, asked)
    found = weeding.weedings(request.library, chosen, weeding.wishes(wanted))
    return [
        [
            *_book(line.book, line.genre),
            line.place,
            line.weeding.copies,
            line.verdict,
            line.why,
            *(line.weeding.loans_here, line.weeding.loans_elsewhere, line.weeding.reservations),
            _day(line.weeding.last_on),
        ]
        for line in collection_weeding.lines(request.library, asked, found, wanted)
    ]


SHEETS = {
    "collection": Sheet(
        gettext_lazy("Collection"),
        collection.ASKS,
        _genre_columns,
        _genre_rows,
        has_all_branches=True,
    ),
    "titles": Sheet(gettext_lazy("Titles"), collection_titles.ASKS, _title_columns, _title_rows),
    "acquisitions": Sheet(
        gettext_lazy("New titles"), collection_arrivals.ASKS, _new_columns, _new_rows
    ),
    "weeding": Sheet(
        gettext_lazy("Weeding"), collection_weeding.ASKS, _weeding_columns, _weeding_rows
    ),
}
