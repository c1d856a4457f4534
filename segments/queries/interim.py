"""Stand-in until measures.py is there. To be removed."""

from segments.suppression import Cell


def _n(cell: Cell) -> int:
    return cell.loans or 0


def index(cell: Cell, row: Cell, column: Cell, total: Cell) -> int | None:
    if not cell.is_shown or _n(row) < 50 or _n(column) < 50:
        return None
    return round(100 * (_n(cell) / _n(row)) / (_n(column) / _n(total)))


def share(cell: Cell, row: Cell) -> float | None:
    return _n(cell) / _n(row) if cell.is_shown and _n(row) >= 50 else None


def per_borrower(cell: Cell) -> float | None:
    return _n(cell) / cell.borrowers if cell.borrowers else None


def change(now: Cell, then: Cell) -> float | None:
    return _n(now) / _n(then) - 1 if now.is_shown and _n(then) >= 50 else None


def band(value: float) -> int:
    return 1 + sum(value < edge for edge in (150, 120, 80, 50))
