"""What advice goes by: published figures about readers, exact ones about books."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from config import sql
from planning.models import Library
from segments.advice.facts import (
    Figures,
    Home,
    Queue,
    Quiet,
    Reached,
    Stand,
    Taste,
    Thing,
    TitleTaste,
)
from segments.lattice import READERS, YEAR, Ask, Period, last_whole
from segments.queries import homes, loans, names, shelves, title_readers
from segments.queries import reach as reached
from segments.queries.loans import ANY, Matrix
from segments.queries.names import Entry
from segments.queries.reach import ReachAsk
from segments.queries.shelves import Shelf
from segments.reaching import CATCHMENT
from segments.suppression import Cell, State

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class _Quiet:
    branch: int
    genre: int
    number: int
    titles: list[int]


@dataclass(frozen=True)
class _Waiting:
    genre: int
    titles: list[int]


def figures(library: Library, readers: str) -> Figures | None:
    """Of adults or youth and the genres that are meant for them; None while there are no loans."""
    period = whole_year(library)
    if period is None:
        return None
    genres = [
        _thing(entry)
        for entry in names.genres(library)
        if bool(entry.group) == (readers == "youth")
    ]
    shelf = shelves.shelf(library, period.year)
    about_books = Figures(
        period=str(period),
        period_said=period.label(),
        readers=readers,
        genres=genres,
        branches=[_thing(entry) for entry in names.branches(library)],
        stands=_stands(shelf),
        queues=_queues(library, shelf),
        quiet=_quiet(library, shelf),
    )
    return _with_readers(library, about_books, period)


def whole_year(library: Library) -> Period | None:
    """The last whole year with loans, else the newest year with any."""
    return last_whole(loans.known_periods(library), timezone.localdate(), level=YEAR)


def _with_readers(library: Library, about: Figures, period: Period) -> Figures:
    """The same with what is published of readers, where files say who they are."""
    known = loans.known(library, period)
    if not (known.has_borrowers and known.has_segments and known.has_ages):
        return about
    age = READERS[about.readers]
    matrix = loans.matrix(library, Ask(period, age=age))
    segments = [_thing(row) for row in matrix.rows if row.position > 0]
    return Figures(
        **{
            **vars(about),
            "tastes": list(_tastes(matrix, segments, about.genres)),
            "homes": list(_homes(library, segments, about.branches)),
            "reached": list(_reached(library, ReachAsk(period, age))),
            "titles": list(_titles(library, matrix, segments)),
        }
    )


def _thing(entry: Entry) -> Thing:
    return Thing(entry.position, entry.code, entry.name)


def _stands(shelf: Shelf) -> dict[tuple[int, int], Stand]:
    return {
        place: Stand(stand.titles, stand.copies, stand.loans)
        for place, stand in shelf.stands.items()
        if place[1] != shelves.UNKNOWN_GENRE
    }


def _queues(library: Library, shelf: Shelf) -> dict[int, Queue]:
    rows = sql.fetch(SQL / "advice_queues.sql", _Waiting, {"library_id": library.pk})
    longest = {row.genre: tuple(row.titles) for row in rows}
    return {
        genre: Queue(stand.waiting, stand.reservations, longest.get(genre, ()))
        for (branch, genre), stand in shelf.stands.items()
        if branch == shelves.ALL and stand.waiting
    }


def _quiet(library: Library, shelf: Shelf) -> dict[tuple[int, int], Quiet]:
    if shelf.which == shelves.EARLIER or not shelf.year:
        return {}
    params = {
        "library_id": library.pk,
        "year": shelf.year,
        "is_newest": shelf.which == shelves.NEWEST,
    }
    rows = sql.fetch(SQL / "advice_quiet.sql", _Quiet, params)
    return {(row.branch, row.genre): Quiet(row.number, tuple(row.titles)) for row in rows}


def _tastes(matrix: Matrix, segments: Sequence[Thing], genres: Sequence[Thing]) -> Iterator[Taste]:
    for segment in segments:
        for genre in genres:
            cell = matrix.cell(segment.position, genre.position)
            if cell.is_shown:
                yield Taste(
                    segment,
                    genre,
                    cell,
                    matrix.cell(segment.position),
                    matrix.cell(genre=genre.position),
                    matrix.total,
                )


def _homes(
    library: Library, segments: Sequence[Thing], branches: Sequence[Thing]
) -> Iterator[Home]:
    """Households come from a file and not from loans, so they are exact."""
    counted = homes.households(library, CATCHMENT)
    for segment in segments:
        for branch in branches:
            households = counted.get((segment.position, branch.position), 0)
            if households:
                yield Home(segment, branch, households, counted[segment.position, ANY])


def _reached(library: Library, ask: ReachAsk) -> Iterator[Reached]:
    found = reached.reach(library, ask)
    for entry in found.segments:
        line = found.line(entry.position)
        if entry.position > 0 and line.reference is not None:
            yield Reached(
                _thing(entry),
                line.households,
                line.borrowers,
                line.reference,
                found.line().households,
            )


def _titles(library: Library, matrix: Matrix, segments: Sequence[Thing]) -> Iterator[TitleTaste]:
    """All that may be told of who took a title: so many figures are looked at together."""
    year, age = matrix.ask.period.year, matrix.ask.age
    for segment in segments:
        for line in title_readers.lines(library, year, age=age, segment=segment.position):
            if line.whole:
                yield TitleTaste(
                    segment,
                    line.number,
                    line.title or line.key,
                    Cell(State.SHOWN, line.loans, line.borrowers),
                    line.whole,
                    matrix.cell(segment.position),
                    matrix.total,
                )
