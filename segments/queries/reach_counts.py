"""Distinct borrowers per segment and place, fit to be published.

Of all places together they are the totals of the segment matrix, so nothing is told twice in two
ways. Of areas, municipalities and catchments only whole years of adults or of youth are told,
never loans, never a zero, and nothing of people whose segment or area is unknown.
"""

from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments import placing
from segments.lattice import YEAR, Ask, Period
from segments.placing import ANY, UNKNOWN, At
from segments.queries import loans
from segments.queries.loans import Matrix
from segments.reaching import AREA, EVERYWHERE
from segments.suppression import SUPPRESSED, Cell

SQL = Path(__file__).resolve().parents[1] / "sql"
MANY, FEW = 1, 2  # columns of a table of heavy borrowers


@dataclass(frozen=True)
class _Row:
    place_kind: int
    place: int
    segment: int
    borrowers: int
    heavy: int
    is_guarded: bool


def borrowers(
    library: Library, period: Period, age: int, place_kind: int, matrix: Matrix | None = None
) -> dict[At, Cell]:
    """By (segment, place); what is not in it is hidden. matrix: of segments, if it is there."""
    cells = _totals_of(matrix or loans.matrix(library, Ask(period, age=age)))
    everywhere = {(segment, ANY): cell for segment, cell in cells.items()}
    if place_kind == EVERYWHERE:
        return everywhere
    found = _published(library, period, age, place_kind)
    if place_kind == AREA:
        areas = _totals_of(loans.matrix(library, Ask(period, age=age, rows="area")))
        found |= {(ANY, place): cell for place, cell in areas.items()}
    return found | everywhere


def _totals_of(matrix: Matrix) -> dict[int, Cell]:
    """The totals of a matrix, without their loans; ANY for all of them."""
    at = [ANY, *(row.position for row in matrix.all_rows if row.position != UNKNOWN)]
    return {row: _readers(matrix.cell(row)) for row in at}


def _readers(cell: Cell) -> Cell:
    return Cell(cell.state, borrowers=cell.borrowers)


def _published(library: Library, period: Period, age: int, place_kind: int) -> dict[At, Cell]:
    rows = _rows(library, period, age, [EVERYWHERE, place_kind])
    counts = placing.of_kind(
        {(row.place_kind, row.place, row.segment): row.borrowers for row in rows}, place_kind
    )
    guarded = {(row.segment, row.place) for row in rows if row.is_guarded}
    found = placing.published(counts, k=library.threshold, guarded=guarded)
    return {at: cell for at, cell in found.items() if at[1] != ANY}


def heavy(library: Library, year: int, age: int) -> dict[int, Cell]:
    """Borrowers of many loans a year by segment, ANY for all; only where few are left as well."""
    rows = _rows(library, Period(YEAR, year), age, [EVERYWHERE])
    counts = {
        (row.segment, part): readers
        for row in rows
        for part, readers in (
            (MANY, row.heavy),
            (FEW, row.borrowers - row.heavy),
            (ANY, row.borrowers),
        )
    }
    found = placing.published(counts, k=library.threshold)
    told = _totals_of(loans.matrix(library, Ask(Period(YEAR, year), age=age)))
    return {
        segment: cell
        for (segment, part), cell in found.items()
        if part == MANY and told.get(segment, SUPPRESSED).is_shown
    }


def _rows(library: Library, period: Period, age: int, kinds: list[int]) -> list[_Row]:
    params = {"library_id": library.pk, "year": period.number, "age": age, "kinds": kinds}
    return sql.fetch(SQL / "reach_rows.sql", _Row, params)
