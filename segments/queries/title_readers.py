"""Which titles a segment takes, and which of these are its own: published figures only.

What may be told was settled when it was counted (segments/loading/insights/readers.py): nothing
smaller is stored, and everything is rounded.
"""

from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments.lattice import ADULTS, YEAR, Ask, Period
from segments.queries import loans, names
from segments.queries.names import Entry
from segments.suppression import Cell

SQL = Path(__file__).resolve().parents[1] / "sql"
ANY = -1
LEAST_BASE = 50
OWN, MOST = "own", "most"


@dataclass(frozen=True)
class TitleReaders:
    """A title and how much of it went to a segment; loans and borrowers are rounded to 5."""

    number: int
    key: str
    isbn: str
    title: str
    author: str
    genre: Entry | None
    loans: int
    borrowers: int
    share: float | None  # of all loans of the title to these ages, per cent
    index: int | None  # 100: as large a part of these readers' loans as of everybody's
    whole: int | None = None  # the loans that its share is a part of
    is_at_least: bool = False  # the base may not be told: the index is this or higher


@dataclass(frozen=True)
class TopTitles:
    """Titles of a segment in order, and how many more it took that are too small to be told."""

    year: int
    age: int
    segment: Entry | None
    genre: Entry | None
    lines: tuple[TitleReaders, ...]
    shown: int  # titles that may be told, on this page or not
    too_small: int  # other titles that were lent that year: to these readers rarely or never


@dataclass(frozen=True)
class _Row:
    number: int
    key: str
    isbn: str
    title: str
    author: str
    genre: int
    loans: int
    borrowers: int
    of_all: int | None
    lent: int | None
    shown: int


@dataclass(frozen=True)
class _Asked:
    """Of which page of the titles, in which order."""

    genre: int | None = None
    order: str = MOST
    limit: int | None = None


@dataclass(frozen=True)
class _Lent:
    titles: int


def lines(
    library: Library, year: int, *, age: int = ADULTS, segment: int | None = None
) -> list[TitleReaders]:
    """Titles of a segment (its position; None for all) that may be told, the most lent first."""
    return _lines(library, year, age, segment, _Asked())[0]


def top_titles(
    library: Library,
    year: int,
    *,
    age: int = ADULTS,
    segment: int | None = None,
    genre: int | None = None,
    order: str = MOST,
    limit: int = 20,
) -> TopTitles:
    """The titles that a segment (its position; None for all) takes most, or OWN: before others."""
    genres = {entry.position: entry for entry in names.genres(library)}
    found, shown = _lines(library, year, age, segment, _Asked(genre, order, limit))
    segments = {entry.position: entry for entry in names.segments(library, years=[year])}
    lent = sql.fetch(SQL / "titles_lent.sql", _Lent, _lent_of(library, year, genre))[0].titles
    return TopTitles(
        year,
        age,
        segments.get(segment) if segment is not None else None,
        genres.get(genre) if genre is not None else None,
        tuple(found),
        shown,
        max(0, lent - shown),
    )


def _lent_of(library: Library, year: int, genre: int | None) -> dict[str, int | None]:
    return {"library_id": library.pk, "year": year, "genre": genre}


def _lines(
    library: Library, year: int, age: int, segment: int | None, asked: _Asked
) -> tuple[list[TitleReaders], int]:
    """The titles that are asked, and how many there are without the limit."""
    genres = {entry.position: entry for entry in names.genres(library)}
    ours, every = _bases(library, year, age, segment)
    params = {
        "library_id": library.pk,
        "year": year,
        "age": age,
        "segment": ANY if segment is None else segment,
        "threshold": library.threshold,
        "genres": [position for position in genres if position],
        "ours": ours,
        "every": every,
        **vars(asked),
    }
    rows = sql.fetch(SQL / "title_readers.sql", _Row, params)
    found = [_line(row, genres.get(row.genre), ours, every) for row in rows]
    return found, rows[0].shown if rows else 0


def _bases(
    library: Library, year: int, age: int, segment: int | None
) -> tuple[int | None, int | None]:
    """Published loans of the segment and of all readers of these ages."""
    matrix = loans.matrix(library, Ask(Period(YEAR, year), age=age))
    own = matrix.total if segment is None else matrix.cell(segment)
    return _base(own), _base(matrix.total)


def _base(cell: Cell) -> int | None:
    return cell.loans if cell.loans and cell.loans >= LEAST_BASE else None


def _line(
    row: _Row, genre: Entry | None, ours: int | None, all_readers: int | None
) -> TitleReaders:
    # What may not be told of all these readers is no more than what everybody took of the title.
    taken = row.of_all or row.lent
    index = share = whole = None
    if taken and ours and all_readers:
        whole = max(taken, row.loans)  # both are rounded, so a part may seem larger than all
        share = round(100 * row.loans / whole, 1)
        index = round(100 * row.loans * all_readers / (ours * whole))
    return TitleReaders(
        row.number,
        row.key,
        row.isbn,
        row.title,
        row.author,
        genre,
        row.loans,
        row.borrowers,
        share,
        index,
        whole,
        is_at_least=row.of_all is None and index is not None,
    )
