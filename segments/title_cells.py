"""Which readers of titles may be told, settled once for a whole year.

An onlooker knows the loans of every title from the library system, exactly, and the matrix of
segments and genres from its page. So a segment's loans of a title are told only where:
1. k different readers of these ages and this segment took it;
2. the matrix tells the figure of that segment and genre as well;
3. no smaller figure follows: not from the line of a title (all its loans, the segments told, the
   ages told), nor from the column of a segment and genre, nor does the matrix become any sharper
   (`overlaps.py`).
Where something has to go, that is first of all what all readers of these ages took of a title.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from segments import overlaps
from segments.overlaps import Figures, Sums

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

ANY, UNKNOWN = -1, 0


@dataclass(frozen=True)
class Cells:
    """Loans and distinct readers per title, age and segment, as columns of one length.

    There is a row for every cell that is not zero and, as segment ANY, for every age of a title;
    of age 0 (unknown) only the latter. `genre` is that of most of the title's loans.
    """

    title: "Ints"
    age: "Ints"
    segment: "Ints"
    genre: "Ints"
    loans: "Ints"
    borrowers: "Ints"

    def where(self, chosen: "Flags") -> "Cells":
        return Cells(*(column[chosen] for column in vars(self).values()))

    def __len__(self) -> int:
        return len(self.title)


@dataclass(frozen=True)
class Matrix:
    """What the page has per age, segment (ANY: all) and genre: loans, and whether they are told."""

    age: "Ints"
    segment: "Ints"
    genre: "Ints"
    loans: "Ints"
    is_told: "Flags"

    def places_of(self, cells: Cells) -> "Ints":
        """By cell its place in the matrix; that after the last where it is in none."""
        import numpy as np

        mine, theirs = _code(self), _code(cells)
        order = np.argsort(mine)
        found = np.searchsorted(mine[order], theirs)
        at = order[np.minimum(found, len(mine) - 1)] if len(mine) else np.zeros_like(theirs)
        is_there = (found < len(mine)) & (mine[at] == theirs if len(mine) else False)
        return np.where(is_there, at, len(mine))


def _code(rows: "Cells | Matrix") -> "Ints":
    code: Ints = (rows.age << 48) | (rows.segment + 1 << 24) | rows.genre
    return code


def told(cells: Cells, matrix: Matrix, *, k: int) -> "Flags":
    """Which of the cells may be told."""
    import numpy as np

    flags = np.zeros(len(cells), np.bool_)
    popular = np.unique(cells.title[(cells.borrowers >= k) & (cells.age != UNKNOWN)])
    inside = np.isin(cells.title, popular)
    if inside.any():
        chosen = cells.where(inside)
        figures, sums = _system(chosen, matrix, k)
        away = overlaps.hidden(figures, sums, k)
        flags[inside] = (figures.shown & ~away)[: len(chosen)]
    return flags


def _system(cells: Cells, matrix: Matrix, k: int) -> tuple[Figures, Sums]:
    """The figures are the cells, then titles, then columns, then what else is in each column."""
    import numpy as np

    is_total = cells.segment == ANY
    place = matrix.places_of(cells)
    titles, row = np.unique(cells.title, return_inverse=True)
    of_title = np.bincount(row, weights=cells.loans * is_total).astype(np.int64)
    inside = np.bincount(place, weights=cells.loans, minlength=len(matrix.loans) + 1)
    others = np.maximum(0, matrix.loans - inside[:-1].astype(np.int64))
    sizes = np.array([len(cells), len(titles), len(others), len(others)])
    kind = np.repeat(np.arange(4), sizes)
    may = (cells.borrowers >= k) & (cells.age != UNKNOWN) & (cells.segment != UNKNOWN)
    may &= np.append(matrix.is_told, False)[place]
    readers = np.concatenate([cells.borrowers, np.full(sizes[1:].sum(), k)])
    figures = Figures(
        counts=np.concatenate([cells.loans, of_title, matrix.loans, others]),
        shown=np.concatenate([may, kind[kind == 1] > 0, matrix.is_told, kind[kind == 3] < 0]),
        fixed=(kind == 1) | (kind == 2),
        known=kind == 1,
        delicate=np.concatenate([kind[kind < 2] > 1, matrix.is_told, kind[kind == 3] < 0]),
        small=readers < k,
        rank=_ranked(readers, np.append(~is_total, np.ones(sizes[1:].sum(), np.bool_))),
    )
    return figures, _sums(cells, row, place, sizes)


def _ranked(readers: "Ints", is_segment: "Flags") -> "Ints":
    """Totals by age go first, then what has the fewest readers; ties as they stand, by title."""
    import numpy as np

    rank = np.empty(len(readers), np.int64)
    rank[np.lexsort((np.arange(len(readers)), readers, is_segment))] = np.arange(len(readers))
    return rank


def _sums(cells: Cells, row: "Ints", place: "Ints", sizes: "Ints") -> Sums:
    """Ages make up a title, segments an age of it; titles, and all others, a genre of a segment."""
    import numpy as np

    titles, columns = int(sizes[1]), int(sizes[2])
    first = np.concatenate([[0], np.cumsum(sizes)])
    numbers = np.arange(len(cells))
    is_total = cells.segment == ANY
    # Of each title and age the total: the sum that its segments are parts of.
    of_age = {key: at for at, key in enumerate(_age_keys(cells)[is_total].tolist())}
    totals = numbers[is_total]
    parts = numbers[~is_total]
    age_of_part = np.array([of_age[key] for key in _age_keys(cells)[~is_total].tolist()], np.int64)
    known = place < columns
    whole = np.concatenate([first[1] + np.arange(titles), totals, first[2] + np.arange(columns)])
    of = np.concatenate(
        [
            row[is_total],
            titles + age_of_part,
            titles + len(totals) + place[known],
            titles + len(totals) + np.arange(columns),
        ]
    )
    part = np.concatenate([totals, parts, numbers[known], first[3] + np.arange(columns)])
    return Sums(whole, of, part)


def _age_keys(cells: Cells) -> "Ints":
    keys: Ints = cells.title * 16 + cells.age
    return keys
