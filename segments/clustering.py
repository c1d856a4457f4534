"""Fewer and larger groups for a small library, until nearly all its loans can be seen.

A cell (segment and genre, adults and youth apart) is seen from k distinct borrowers on. Greedy:
each step is a choice that people have to understand.
1. Of all pairs of segments, and of all pairs of genres for the same readers, take together the pair
   that brings most loans into sight.
2. Where no pair brings any, take the two that lend least together, segments before genres.
3. Stop when enough of the loans are in sight, or when nothing is left to take together.

What is taken together is seen if one of the two was, so the share in sight never falls.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from segments import suppression
from segments.suppression import ExactTable

ENOUGH = 0.9
Group = frozenset[int]
Cell = tuple[int, int, int]  # segment, genre, readers (adults or youth)


@dataclass(frozen=True)
class Counted:
    """Loans of a cell, and its borrowers as bits: bit n is borrower n."""

    loans: int
    borrowers: int

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.loans + other.loans, self.borrowers | other.borrowers)

    def seen(self, k: int) -> int:
        """The loans in sight."""
        return self.loans if self.borrowers.bit_count() >= k else 0


NOTHING = Counted(0, 0)


@dataclass(frozen=True)
class Proposal:
    """Segments and genres, each in exactly one group, and the share of loans in sight."""

    segments: tuple[Group, ...]
    genres: tuple[Group, ...]
    share: float


def share_in_sight(cells: Mapping[Cell, Counted], k: int) -> float:
    """Which part of the loans stands in cells with k borrowers or more; 1 without loans."""
    loans = sum(cell.loans for cell in cells.values())
    return sum(cell.seen(k) for cell in cells.values()) / loans if loans else 1.0


def propose(
    cells: Mapping[Cell, Counted],
    *,
    k: int,
    youth_genres: Iterable[int] = (),
    enough: float = ENOUGH,
) -> Proposal:
    """Groups of segments and genres that bring enough of the loans into sight."""
    youth = frozenset(youth_genres)
    segments = [frozenset([each]) for each in sorted({segment for segment, _g, _r in cells})]
    genres = [frozenset([each]) for each in sorted({genre for _s, genre, _r in cells})]
    while True:
        together = merged(cells, segments, genres)
        share = share_in_sight(together, k)
        pairs = [(0, pair) for pair in combinations(range(len(segments)), 2)]
        pairs += [
            (1, (one, other))
            for one, other in combinations(range(len(genres)), 2)
            if (genres[one] <= youth) == (genres[other] <= youth)
        ]
        if share >= enough or not pairs:
            return Proposal(tuple(segments), tuple(genres), share)
        axis, (one, other) = max(pairs, key=lambda pair: _worth(together, pair[0], pair[1], k))
        groups = (segments, genres)[axis]
        groups[one] |= groups.pop(other)


def merged(
    cells: Mapping[Cell, Counted], segments: Sequence[Group], genres: Sequence[Group]
) -> dict[Cell, Counted]:
    """The cells of these groups, by the places of the groups."""
    row = {each: at for at, group in enumerate(segments) for each in group}
    column = {each: at for at, group in enumerate(genres) for each in group}
    found: dict[Cell, Counted] = {}
    for (segment, genre, readers), cell in cells.items():
        place = row[segment], column[genre], readers
        found[place] = found.get(place, NOTHING) + cell
    return found


def _worth(
    cells: Mapping[Cell, Counted], axis: int, pair: tuple[int, int], k: int
) -> tuple[int, int, int, tuple[int, ...]]:
    """Loans that come into sight; else the fewest loans; segments first, then by place."""
    lines: dict[tuple[int, int], Counted] = {}
    before = loans = 0
    for place, cell in cells.items():
        if place[axis] in pair:
            before += cell.seen(k)
            loans += cell.loans
            line = place[1 - axis], place[2]
            lines[line] = lines.get(line, NOTHING) + cell
    gain = sum(cell.seen(k) for cell in lines.values()) - before
    return gain, -loans, -axis, tuple(-place for place in pair)


def published_share(cells: Mapping[Cell, Counted], k: int) -> float:
    """The same after complements are hidden too: what people will see in the tables."""
    loans = shown = 0
    for readers in sorted({place[2] for place in cells}):
        found = {place[:2]: cell for place, cell in cells.items() if place[2] == readers}
        rows, columns = (sorted({place[axis] for place in found}) for axis in (0, 1))
        table = suppression.publish(_table(found, rows, columns), k=k)
        for row, line in zip(rows, table.cells, strict=True):
            for column, cell in zip(columns, line, strict=True):
                count = found.get((row, column), NOTHING).loans
                loans += count
                shown += count if cell.is_shown else 0
    return shown / loans if loans else 1.0


def _table(
    cells: Mapping[tuple[int, int], Counted], rows: list[int], columns: list[int]
) -> ExactTable:
    def sums(places: Iterable[tuple[int, int]]) -> tuple[int, int]:
        total = NOTHING
        for place in places:
            total += cells.get(place, NOTHING)
        return total.loans, total.borrowers.bit_count()

    grid = [[sums([(row, column)]) for column in columns] for row in rows]
    ends = [sums((row, column) for column in columns) for row in rows]
    feet = [sums((row, column) for row in rows) for column in columns]
    everything = sums((row, column) for row in rows for column in columns)
    return ExactTable(
        rows=rows,
        columns=columns,
        loans=[[cell[0] for cell in line] for line in grid],
        borrowers=[[cell[1] for cell in line] for line in grid],
        row_loans=[end[0] for end in ends],
        row_borrowers=[end[1] for end in ends],
        column_loans=[foot[0] for foot in feet],
        column_borrowers=[foot[1] for foot in feet],
        all_loans=everything[0],
        all_borrowers=everything[1],
    )
