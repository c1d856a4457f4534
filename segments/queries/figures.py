"""A published matrix as a list of figures: what tables, files and the command line hold."""

from dataclasses import dataclass
from typing import Any

from segments import measures
from segments.queries.loans import ANY, Matrix
from segments.queries.names import Entry
from segments.suppression import State

EVERY = Entry(ANY, "", "")


@dataclass(frozen=True)
class Figure:
    """A cell, or a total where row or genre is EVERY; share and change in per cent."""

    row: Entry
    genre: Entry
    state: State
    loans: int | None = None
    borrowers: int | None = None
    index: int | None = None
    share: float | None = None
    per_borrower: float | None = None
    change: int | None = None


def cells(matrix: Matrix, before: Matrix | None = None) -> list[Figure]:
    """Every cell, row by row."""
    return [_figure(matrix, before, row, genre) for row in matrix.rows for genre in matrix.genres]


def totals(matrix: Matrix, before: Matrix | None = None) -> list[Figure]:
    """The rows, the genres, and then everything together."""
    places = [(row, EVERY) for row in matrix.rows]
    places += [(EVERY, genre) for genre in matrix.genres]
    return [_figure(matrix, before, row, genre) for row, genre in [*places, (EVERY, EVERY)]]


def _figure(matrix: Matrix, before: Matrix | None, row: Entry, genre: Entry) -> Figure:
    cell = matrix.cell(row.position, genre.position)
    if cell.state is State.SUPPRESSED:
        return Figure(row, genre, cell.state)
    if cell.state is State.NONE:
        return Figure(row, genre, cell.state, loans=0, borrowers=0)
    whole = matrix.cell(row.position) if genre is not EVERY else matrix.total
    is_cell = row is not EVERY and genre is not EVERY
    then = before.cell(row.position, genre.position) if before else None
    return Figure(
        row,
        genre,
        cell.state,
        loans=cell.loans,
        borrowers=cell.borrowers,
        index=measures.index(cell, whole, matrix.cell(genre=genre.position), matrix.total)
        if is_cell
        else None,
        share=measures.share(cell, whole),
        per_borrower=measures.loans_per_borrower(cell),
        change=measures.change(cell, then) if then else None,
    )


def as_record(figure: Figure) -> dict[str, Any]:
    """A figure for JSON; a suppressed one holds nothing but its place and its state."""
    record: dict[str, Any] = {
        "segment": figure.row.code or None,
        "genre": figure.genre.code or None,
    }
    if figure.state is not State.SUPPRESSED:
        record |= {"loans": figure.loans, "borrowers": figure.borrowers}
        record |= {"index": figure.index, "share": figure.share}
    return record | {"state": str(figure.state)}


def in_order(figures: list[Figure], sort: str) -> list[Figure]:
    """Sorted by a field, from high to low with a minus; what has no figure comes last."""
    name = sort.removeprefix("-")
    if name in ("row", "genre"):
        return sorted(
            figures, key=lambda f: getattr(f, name).name.casefold(), reverse=sort.startswith("-")
        )
    known = [figure for figure in figures if getattr(figure, name) is not None]
    rest = [figure for figure in figures if getattr(figure, name) is None]
    known.sort(key=lambda f: getattr(f, name), reverse=sort.startswith("-"))
    return [*known, *sorted(rest, key=_emptiness)]


def _emptiness(figure: Figure) -> int:
    return [State.SHOWN, State.SUPPRESSED, State.NONE].index(figure.state)
