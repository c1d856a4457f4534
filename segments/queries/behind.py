"""The titles behind a figure: what a segment takes, as far as it may be told, else of the genre."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planning.models import Library
from segments.lattice import ADULTS, YOUTH, Period
from segments.queries import books, names, title_readers
from segments.queries.books import Book
from segments.queries.names import Entry
from segments.queries.title_readers import MOST, OWN, TitleReaders


@dataclass(frozen=True)
class Figure:
    """Which figure it is; what is None is all of it."""

    period: Period
    age: int
    segment: Entry | None = None
    genre: Entry | None = None
    branch: Entry | None = None


@dataclass(frozen=True)
class Title:
    """A title with where it stands; `readers` only where it is told of the segment."""

    book: Book
    readers: TitleReaders | None = None


@dataclass(frozen=True)
class Behind:
    """A short list; `is_of_segment`: its titles are told of these readers themselves."""

    figure: Figure
    titles: Sequence[Title]
    is_of_segment: bool
    is_too_small: bool  # of the segment nothing may be told, so these are of everybody
    total: int
    loans_year: int
    holdings_day: date | None


def figure(
    library: Library, *, period: Period, age: int, segment: str, genre: str, branch: str
) -> Figure | None:
    """The figure that an address names by its codes; None where one of them is not known."""
    segments = names.segments(library, years=[period.year]) if segment else []
    found = {
        "segment": _named(segments, segment),
        "genre": _named(names.genres(library), genre),
        "branch": _named(names.branches(library), branch),
    }
    wanted = {"segment": segment, "genre": genre, "branch": branch}
    if any(found[name] is None for name, code in wanted.items() if code):
        return None
    return Figure(period, age, **found)


def _named(entries: Sequence[Entry], code: str) -> Entry | None:
    return next((entry for entry in entries if entry.code == code), None) if code else None


def behind(library: Library, asked: Figure, *, limit: int) -> Behind:
    """The titles behind a figure, most taken first."""
    own = _of_segment(library, asked, limit) if _may_be_told(asked) else []
    if own:
        by_number = {
            book.number: book
            for book in books.books(library, numbers=[o.number for o in own], limit=limit)[0]
        }
        titles = [Title(by_number[o.number], o) for o in own if o.number in by_number]
        total = len(titles)
    elif asked.segment and not asked.genre:
        titles, total = [], 0  # what everybody takes says nothing about them
    else:
        found, total = books.books(
            library,
            genre=asked.genre.position if asked.genre else None,
            branch=asked.branch.position if asked.branch else None,
            year=asked.period.year,
            limit=limit,
        )
        titles = [Title(book) for book in found]
    return Behind(
        asked,
        titles,
        is_of_segment=bool(own),
        is_too_small=asked.segment is not None and not own,
        total=total,
        loans_year=asked.period.year,
        holdings_day=books.holdings_day(library),
    )


def _may_be_told(asked: Figure) -> bool:
    """Titles are told of a segment of adults or of youth, in all branches together."""
    return asked.segment is not None and asked.branch is None and asked.age in (ADULTS, YOUTH)


def _of_segment(library: Library, asked: Figure, limit: int) -> Sequence[TitleReaders]:
    """Within a genre what they take most; of all genres what is most their own."""
    top = title_readers.top_titles(
        library,
        asked.period.year,
        age=asked.age,
        segment=asked.segment.position if asked.segment else None,
        genre=asked.genre.position if asked.genre else None,
        order=MOST if asked.genre else OWN,
        limit=limit,
    )
    return top.lines
