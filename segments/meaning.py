"""For whom a part of the collection is meant beside who borrows from it.

A part is somebody's own choice of genres, so it has no count of readers of its own: what is said
here is the sum of figures that are published already, and how many of those were too small.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from segments.measures import LEAST_BASE, UNKNOWN
from segments.suppression import Cell, State


@dataclass(frozen=True)
class Borrowing:
    """One group of readers: the sum of what may be shown, and how many cells may not."""

    position: int
    code: str
    name: str
    loans: int
    hidden: int
    share: float | None  # per cent of the base, at least: what is hidden is in the base
    is_meant: bool


@dataclass(frozen=True)
class Borrowed:
    """Who borrows from a part, the most first."""

    kind: str  # what the rows are: segment, age, area
    rows: tuple[Borrowing, ...]
    known: int  # loans of which the group is known and may be told
    base: int | None  # loans of which the group is known, told or not; None where total is
    total: int | None  # all loans of these readers; None where one of them is too small
    hidden: int

    @property
    def has_enough(self) -> bool:
        """Whether shares can be told: of enough loans, and most of them may be told."""
        return _is_enough(self.known, self.base)

    @property
    def top(self) -> Borrowing | None:
        return self.rows[0] if self.rows and self.has_enough else None

    @property
    def has_meant(self) -> bool:
        return any(row.is_meant for row in self.rows)

    @property
    def meant_loans(self) -> int:
        return sum(row.loans for row in self.rows if row.is_meant)

    @property
    def is_meant_hidden(self) -> bool:
        """Whether a part of what the group takes is too small to tell."""
        return any(row.is_meant and row.hidden for row in self.rows)

    @property
    def is_elsewhere(self) -> bool:
        """Whether somebody else takes more for certain, whatever the hidden figures are."""
        if self.top is None or self.base is None or self.top.is_meant or not self.has_meant:
            return False
        hidden = self.base - self.known if self.is_meant_hidden else 0
        return self.top.loans > self.meant_loans + hidden

    @property
    def meant_share(self) -> float | None:
        """Per cent of what is known that goes to the group it is meant for."""
        if not self.has_meant or (self.is_meant_hidden and not self.meant_loans):
            return None
        return _share(self.meant_loans, self.known, self.base)

    @property
    def unknown(self) -> int | None:
        """Loans of which the group is not known, or too small to tell."""
        return None if self.total is None else max(0, self.total - self.known)


def borrowed(
    kind: str,
    lines: Iterable[tuple[int, str, str, Sequence[Cell]]],
    totals: Sequence[Cell],
    *,
    meant: Collection[int],
) -> Borrowed:
    """Add up published cells: of each row those of the part, and all readers together.

    A line is a row's position, code and name, and its cells.
    """
    all_lines = list(lines)
    found = [line for line in all_lines if line[0] != UNKNOWN]
    known = sum(_loans(cells) for *_row, cells in found)
    total = None if _hidden(totals) else _loans(totals)
    nobody = [cell for position, *_row, cells in all_lines if position == UNKNOWN for cell in cells]
    # What is hidden stays in the base, so that a share is never more than it is.
    base = None if total is None else max(known, total - _loans(nobody))
    rows = [
        Borrowing(
            position,
            code,
            name,
            _loans(cells),
            _hidden(cells),
            _share(_loans(cells), known, base),
            position in meant,
        )
        for position, code, name, cells in found
    ]
    return Borrowed(
        kind,
        tuple(sorted(rows, key=lambda each: -each.loans)),
        known,
        base,
        total,
        sum(row.hidden for row in rows),
    )


def _is_enough(known: int, base: int | None) -> bool:
    return base is not None and base >= LEAST_BASE and 2 * known >= base


def _share(loans: int, known: int, base: int | None) -> float | None:
    return round(100 * loans / base, 1) if base and _is_enough(known, base) else None


def _loans(cells: Sequence[Cell]) -> int:
    return sum(cell.loans or 0 for cell in cells)


def _hidden(cells: Sequence[Cell]) -> int:
    return sum(cell.state is State.SUPPRESSED for cell in cells)
