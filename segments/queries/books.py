"""Books: which there are, how many copies stand where, and how often each was lent.

Without a borrower's dimension loans say nothing about readers, so these figures are exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, Unpack

from django.db import connection
from django.db.models.functions import Coalesce, TruncDate

from config import sql
from planning.models import Library
from segments import author_names, searching
from segments.models import GenreCode, LoanImport
from segments.queries import names
from segments.queries.names import Entry
from segments.queries.remembered import once
from segments.queries.shelves import EARLIER, UNKNOWN_GENRE, Shelf, shelf

__all__ = ["Book", "Shelf", "books", "holdings_day", "reservations_day", "shelf"]

SQL = Path(__file__).resolve().parents[1] / "sql"
ONLY = ("present", "new", "waiting", "never", "sleepers", "fresh", "gone")
SORTS = ("loans", "-loans", "copies", "waiting", "new", "last", "title")
# What is asked for is best seen in its own order.
# From so many titles on a list is walked in its order, and their numbers stay in the database.
MANY = 20_000
SORT_OF = {"new": "new", "waiting": "waiting", "never": "title", "sleepers": "last"}


@dataclass(frozen=True)
class Book:
    """A title in all branches together, or as one branch has it."""

    number: int
    key: str
    isbn: str
    title: str
    author: str
    genre: Entry | None
    published: int  # year, 0 unknown
    audience: str
    is_youth: bool
    copies: int
    branches: int  # that have copies
    loans: int  # of the year asked
    loans_newest: int  # of the newest year with loans
    loans_before: int  # of the year before that
    last_on: date | None
    reservations: int
    first_on: date | None
    acquired_on: date | None
    is_sleeper: bool

    @property
    def name(self) -> str:
        """Its title, or its number where no file gave a title."""
        return self.title or self.key

    @property
    def writer(self) -> str:
        """Who wrote it as people say it; `author` is as the catalogue files it."""
        return author_names.said(self.author)


@dataclass(frozen=True)
class _Row:
    number: int
    key: str
    isbn: str
    title: str
    author: str
    genre_code: int
    published: int
    audience: str
    copies: int
    branches: int
    loans: int
    loans_newest: int
    loans_before: int
    last_on: date | None
    reservations: int
    first_on: date | None
    acquired_on: date | None
    is_sleeper: bool


@dataclass(frozen=True)
class _Named:
    """How many titles have the words of a question, and by what a list is narrowed to these."""

    total: int
    narrowed: Mapping[str, Any]


@dataclass(frozen=True)
class _Numbers:
    """How many titles, and their numbers as the database writes an array."""

    total: int
    numbers: str


@dataclass(frozen=True)
class _Count:
    number: int


class Asked(TypedDict, total=False):
    """What a list of books may be asked; genre and branch are positions, or UNKNOWN_GENRE."""

    text: str
    genre: int | None
    branch: int | None
    numbers: Iterable[int] | None
    only: str
    sort: str
    year: int | None  # of which the loans are counted; by default the last that is over
    since: date | None  # what is new, for only="new"


def books(
    library: Library, *, limit: int = 25, offset: int = 0, **asked: Unpack[Asked]
) -> tuple[list[Book], int]:
    """The books of one page of a list, and how many there are on all its pages."""
    branch, genre, only = asked.get("branch") or 0, asked.get("genre"), asked.get("only", "")
    stand = shelf(library, asked.get("year"), branch=branch)
    genres = _genres(library)
    numbers, text = asked.get("numbers"), asked.get("text", "").strip()
    named_all = None if numbers is None else list(numbers)
    params = {
        "library_id": library.pk,
        "branch": branch,
        "codes": None if genre is None else _codes(genres, genre),
        "numbers": named_all,
        "start": None,
        "until": None,
        "only": only,
        "since": asked.get("since") or date.max,
        "fresh": stand.fresh_from,
        "year": stand.year,
        "which": stand.which,
        "sort": asked.get("sort") or SORT_OF.get(only, "loans"),
        "limit": limit,
        "offset": offset,
    }
    total = None if numbers is not None else stand.listed(branch, genre or 0, only)
    if text:
        named = _named(params, text)
        params |= named.narrowed
        total = None if branch or genre is not None or only else named.total
    # A page with room for all that were named is all there is.
    is_whole = named_all is not None and limit >= len(named_all) and not (text or offset)
    if total is None and not is_whole:
        total = sql.fetch(SQL / "book_count.sql", _Count, params)[0].number
    if stand.which == EARLIER and params["sort"] == "loans" and not (only or text):
        _narrow(params)
    rows = sql.fetch(SQL / "book_rows.sql", _Row, params) if total is None or total > offset else []
    return [_book(row, genres) for row in rows], len(rows) if total is None else total


def _narrow(params: dict[str, Any]) -> None:
    """The most lent of an earlier year lead its list: a page of these alone need not sort all."""
    if params["codes"] is not None or params["numbers"] is not None:
        return
    last = params["limit"] + params["offset"]
    with connection.cursor() as cursor:
        cursor.execute(
            # A list has what the branch has now: what went since then would leave holes in it.
            "SELECT earlier.title FROM segments_title_year AS earlier"
            " JOIN segments_book AS book ON book.library_id = earlier.library_id"
            " AND book.branch = earlier.branch AND book.title = earlier.title"
            " WHERE earlier.library_id = %s AND earlier.year = %s AND earlier.branch = %s"
            " ORDER BY earlier.loans DESC, earlier.title LIMIT %s",
            [params["library_id"], params["year"], params["branch"], last],
        )
        found = [title for (title,) in cursor.fetchall()]
    if len(found) == last:  # else the list goes on with what nobody took
        params["numbers"] = found


def _named(params: Mapping[str, Any], text: str) -> _Named:
    """The titles that have these words; a text without any, such as a dash, finds nothing."""
    ranges = searching.asked(text)
    if not ranges:
        return _Named(0, {"numbers": "{}"})
    if len(ranges) == 1 and params["numbers"] is None:
        alone = {"start": ranges[0].start, "until": ranges[0].end}
        count = sql.fetch(SQL / "title_count.sql", _Count, {**params, **alone})[0].number
        if count > MANY:
            return _Named(count, alone)
    words = {
        "starts": [each.start for each in ranges],
        "ends": [each.end for each in ranges],
    }
    found = sql.fetch(SQL / "title_numbers.sql", _Numbers, {**params, **words})[0]
    return _Named(found.total, {"numbers": found.numbers})


def _genres(library: Library) -> dict[int, Entry | None]:
    """The genre of each genre code; none for a code that nobody has given a meaning."""
    return once(("genre codes", library.pk), lambda: _genres_of_codes(library))


def _genres_of_codes(library: Library) -> dict[int, Entry | None]:
    known = {entry.position: entry for entry in names.genres(library)}
    rows = GenreCode.objects.filter(library=library).values_list("position", "genre__position")
    return {0: None, **{code: known.get(genre or 0) for code, genre in rows}}


def _codes(genres: Mapping[int, Entry | None], genre: int) -> list[int]:
    if genre == UNKNOWN_GENRE:
        return [code for code, entry in genres.items() if entry is None]
    return [code for code, entry in genres.items() if entry and entry.position == genre]


def _book(row: _Row, genres: Mapping[int, Entry | None]) -> Book:
    given = vars(row).copy()
    genre = genres.get(given.pop("genre_code"))
    return Book(**given, genre=genre, is_youth=bool(genre and genre.group))


@dataclass(frozen=True)
class Standing:
    """The copies of a title in one branch."""

    branch: Entry
    copies: int
    acquired_on: date | None = None
    first_on: date | None = None


def standing(library: Library, numbers: Sequence[int]) -> dict[int, list[Standing]]:
    """Where each of these titles stands, by the name of the branch."""
    places = names.branches(library)
    order = {entry.position: at for at, entry in enumerate(places)}
    found: dict[int, list[Standing]] = {number: [] for number in numbers}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title, branch, copies, acquired_on, first_on FROM segments_stock"
            " WHERE library_id = %s AND title = ANY(%s) ORDER BY title, branch",
            [library.pk, list(numbers)],
        )
        for title, branch, copies, acquired_on, first_on in cursor.fetchall():
            entry = places[order[branch]] if branch in order else names.unknown()
            found[title].append(Standing(entry, copies, acquired_on, first_on))
    for each in found.values():
        each.sort(key=lambda stand: order.get(stand.branch.position, len(order)))
    return found


@dataclass(frozen=True)
class Lent:
    """The loans of a title in a year, in all branches (0) or in one."""

    year: int
    branch: int
    loans: int
    last_on: date


def lent(library: Library, number: int) -> list[Lent]:
    """All that is known of the loans of one title, from old to new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT year, branch, loans, last_on FROM segments_title_year"
            " WHERE library_id = %s AND title = %s ORDER BY year, branch",
            [library.pk, number],
        )
        return [Lent(*row) for row in cursor.fetchall()]


def holdings_day(library: Library) -> date | None:
    """Of which day the newest file with copies is."""
    return _day(library, LoanImport.Kind.HOLDINGS)


def reservations_day(library: Library) -> date | None:
    """Of which day the newest file with reservations is."""
    return _day(library, LoanImport.Kind.RESERVATIONS)


def _day(library: Library, kind: str) -> date | None:
    files: Any = LoanImport.objects.current().filter(library=library, kind=kind)
    days = files.annotate(made_on=Coalesce("exported_on", TruncDate("created_at")))
    newest: date | None = days.order_by("-made_on", "-pk").values_list("made_on", flat=True).first()
    return newest
