"""Who borrows more of a genre than expected: published indices, by genre."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planning.models import Library
from segments import measures
from segments.lattice import YEAR, Ask, Period
from segments.queries import groups, loans
from segments.queries.loans import Matrix
from segments.queries.names import Entry

LEAST_LOANS = 50  # of the segment in this genre: with fewer an index is luck


@dataclass(frozen=True)
class Want:
    """A segment that takes a genre: 100 is as much as expected."""

    segment: Entry
    index: int
    groups: tuple[str, ...] = ()  # target groups that it is part of

    @property
    def band(self) -> measures.Band:
        return measures.band_of(self.index)


@dataclass(frozen=True)
class Demand:
    """By position of a genre: the segments, from the highest index to the lowest."""

    year: int
    wants: Mapping[int, Sequence[Want]]
    is_known: bool  # whether these loans tell segments at all

    def of(self, genre: int, *, least: int = 0, most: int = 2) -> list[Want]:
        return [want for want in self.wants.get(genre, ()) if want.index >= least][:most]


def demand(library: Library, year: int, *, age: int, branch: str = "") -> Demand:
    """Of a year of loans, by adults or by youth, in all branches or in one."""
    if not year:
        return Demand(year, {}, is_known=False)
    matrix = loans.matrix(library, Ask(Period(YEAR, year), age=age, branch=branch))
    meant = groups.by_segment(library)
    wants: dict[int, list[Want]] = defaultdict(list)
    for segment in matrix.rows:
        for genre in matrix.genres:
            index = _index(matrix, segment, genre)
            if segment.position and genre.position and index is not None:
                of = tuple(group.name for group in meant.get(segment.position, ()))
                wants[genre.position].append(Want(segment, index, of))
    for found in wants.values():
        found.sort(key=lambda want: (-want.index, want.segment.position))
    is_known = any(row.position and matrix.cell(row.position).loans for row in matrix.rows)
    return Demand(year, wants, is_known)


def _index(matrix: Matrix, segment: Entry, genre: Entry) -> int | None:
    cell = matrix.cell(segment.position, genre.position)
    if (cell.loans or 0) < LEAST_LOANS:
        return None
    whole = matrix.cell(segment.position), matrix.cell(genre=genre.position)
    return measures.index(cell, *whole, matrix.total)
