"""Distinct borrowers per segment and place, fit to be published.

Of all places together they are the totals of the segment matrix, so nothing is told twice in two
ways. Of areas, municipalities and catchments only whole years of adults or of youth are told,
never loans, never a zero, and nothing of people whose segment or area is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments import placing
from segments.lattice import Ask, Period
from segments.models import WipedYear
from segments.placing import ANY, UNKNOWN, At
from segments.queries import loans
from segments.queries.loans import Matrix
from segments.reaching import AREA, EVERYWHERE
from segments.suppression import Cell

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class _Row:
    place_kind: int
    place: int
    segment: int
    borrowers: int
    is_guarded: bool


def borrowers(
    library: Library, period: Period, age: int, place_kind: int, matrix: Matrix | None = None
) -> dict[At, Cell]:
    """By (segment, place); what is not in it is hidden. matrix: of segments, if it is there."""
    cells = _totals_of(matrix or loans.matrix(library, Ask(period, age=age)))
    totals = {(segment, ANY): cell for segment, cell in cells.items()}
    if place_kind == EVERYWHERE:
        return totals
    if place_kind == AREA:
        areas = _totals_of(loans.matrix(library, Ask(period, age=age, rows="area")))
        totals = {(ANY, place): cell for place, cell in areas.items()} | totals
    return _published(library, period, age, place_kind, totals) | totals


def _totals_of(matrix: Matrix) -> dict[int, Cell]:
    """The totals of a matrix, without their loans; ANY for all of them."""
    at = [ANY, *(row.position for row in matrix.all_rows if row.position != UNKNOWN)]
    return {row: _readers(matrix.cell(row)) for row in at}


def _readers(cell: Cell) -> Cell:
    return Cell(cell.state, borrowers=cell.borrowers)


def _published(
    library: Library, period: Period, age: int, place_kind: int, totals: Mapping[At, Cell]
) -> dict[At, Cell]:
    """Of the places alone; totals: as other pages show or hide them."""
    if _is_guarded_for_less(library, period):
        return {}
    rows = _rows(library, period, age, [EVERYWHERE, place_kind])
    counts = placing.of_kind(
        {(row.place_kind, row.place, row.segment): row.borrowers for row in rows}, place_kind
    )
    guarded = {(row.segment, row.place) for row in rows if row.is_guarded}
    hidden = {at for at, cell in totals.items() if not cell.is_shown}
    found = placing.published(counts, k=library.threshold, guarded=guarded, hidden_elsewhere=hidden)
    return {at: cell for at, cell in found.items() if at[1] != ANY}


def _is_guarded_for_less(library: Library, period: Period) -> bool:
    """Whether what stays hidden was settled for good under a lower threshold than now."""
    wiped = WipedYear.objects.filter(library=library, year=period.year)
    return wiped.filter(threshold__lt=library.threshold).exists()


def _rows(library: Library, period: Period, age: int, kinds: list[int]) -> list[_Row]:
    params = {"library_id": library.pk, "year": period.number, "age": age, "kinds": kinds}
    return sql.fetch(SQL / "reach_rows.sql", _Row, params)
