"""Somebody who has every kind of published figure at once, and one linear program over all of them.

Unknowns are the loans of each quarter, branch, age, segment and title, and those of each quarter,
branch, age, segment, area and genre: both are what is left of one table when the other's axis is
added up, so that where they meet they have to agree, and nothing more is to be known of them. Then
the distinct borrowers of each segment and area, and of each segment and title, in a year.
Constraints: both matrices (with groups of branches, quarters and years, and ages together); the
exact loans of each title per branch and quarter, from the library system; reach by area,
municipality and catchment; what is told of titles; and what must be of any counts.

One program looks at many hidden figures: a direction in which all of them are pushed at once gives
a possible table; whatever lies a whole loan away from the truth in it is not pinned.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint

from segments.placing import ANY, Key
from segments.reaching import AREA, CATCHMENT, MUNICIPALITY
from segments.suppression import K, rounded
from tests.segments.attacker import MANY, Knowledge
from tests.segments.moving import EPSILON, Name, Program, Rows, Targets
from tests.segments.small_library import BRANCHES, Array
from tests.segments.town_of_titles import AGES, TITLES, WITHIN, Town, reach_counts, title_counts

QUARTERS, FOUR, THREE, SIX, GENRES = 4, 4, 3, 6, 8
PERIODS = [*([quarter] for quarter in range(4)), range(4)]  # places 12 to 16 of the arrays
# Adults, youth and all of small_library's ages, of what they are made here: adults, youth, unknown.
GROUPS = {9: [0], 10: [1], 11: [0, 1, 2]}
ROWS = [*([row] for row in range(6)), range(6)]
ROUNDS = 10
COLUMNS = [*([genre] for genre in range(8)), range(8)]


@dataclass(frozen=True)
class Seen:
    """All that can be read: the matrices by segment and area, reach and titles by age.

    `slack`: how far what is told may be from the truth.
    """

    segments: Knowledge
    areas: Knowledge
    reach: Mapping[int, Mapping[Key, int]]
    titles: Array  # flags of the cells of title_counts
    slack: int = 2


class Attack:
    """One year of one town."""

    def __init__(self, town: Town, seen: Seen, *, on_matrices: bool = False) -> None:
        """on_matrices: small figures of the matrices are looked at as well, which takes long."""
        self._town, self._seen, self._on_matrices = town, seen, on_matrices
        self._titles = GENRES * TITLES
        sizes = [
            QUARTERS * FOUR * THREE * SIX * self._titles,
            QUARTERS * FOUR * THREE * SIX * SIX * GENRES,
            2 * SIX * SIX,
            2 * SIX * self._titles,
        ]
        self._first = np.concatenate([[0], np.cumsum(sizes)])
        self._rows = Rows(int(self._first[-1]))
        self._agree()
        self._matrices()
        self._known_titles()
        self._reach()
        self._told_titles()

    def _unknowns(self, number: int, *shape: int) -> Array:
        return np.arange(self._first[number], self._first[number + 1]).reshape(shape)

    @cached_property
    def by_title(self) -> Array:
        """Quarter, branch, age, segment, title."""
        return self._unknowns(0, QUARTERS, FOUR, THREE, SIX, self._titles)

    @cached_property
    def by_area(self) -> Array:
        """Quarter, branch, age, segment, area, genre."""
        return self._unknowns(1, QUARTERS, FOUR, THREE, SIX, SIX, GENRES)

    @cached_property
    def borrowers(self) -> Array:
        """Age, segment, area: distinct borrowers in the year."""
        return self._unknowns(2, 2, SIX, SIX)

    @cached_property
    def readers(self) -> Array:
        """Age, segment, title: distinct borrowers in the year."""
        return self._unknowns(3, 2, SIX, self._titles)

    def _sum(self, groups: list[Array]) -> sparse.csr_matrix:
        """A row for each group of unknowns that are added up."""
        of = np.repeat(np.arange(len(groups)), [group.size for group in groups])
        columns = np.concatenate([group.ravel() for group in groups])
        shape = (len(groups), self._rows.width)
        return sparse.csr_matrix((np.ones(len(of)), (of, columns)), shape=shape)

    def _agree(self) -> None:
        titles = self.by_title.reshape(QUARTERS, FOUR, THREE, SIX, GENRES, TITLES)
        mine = list(titles.reshape(-1, TITLES))
        theirs = list(np.moveaxis(self.by_area, 4, 5).reshape(-1, SIX))
        nothing = np.zeros(len(mine))
        rows = self._sum(mine) - self._sum(theirs)
        self._rows.parts.append(rows)
        self._rows.low.append(nothing)
        self._rows.high.append(nothing)

    def _matrices(self) -> None:
        by_area = np.moveaxis(self.by_area, 3, 4)  # quarter, branch, age, area, segment, genre
        for known, table in ((self._seen.segments, self.by_area), (self._seen.areas, by_area)):
            groups, low, high = [], [], []
            for place in np.ndindex(5, 7, 3, 7, 9):
                period, branch, age, row, genre = place
                at = (12 + period, branch, 9 + age, row, genre)
                if known.low[0][at] == 0 and known.high[0][at] >= MANY:
                    continue
                chosen = np.ix_(
                    list(PERIODS[period]), list(BRANCHES[branch]), GROUPS[9 + age],
                    list(ROWS[row]), range(SIX), list(COLUMNS[genre]),
                )  # fmt: skip
                groups.append(table[chosen])
                low.append(known.low[0][at])
                high.append(known.high[0][at])
            self._rows.add(self._sum(groups), np.array(low), np.array(high))

    def _known_titles(self) -> None:
        month, branch = self._town.loans.columns[:2]
        exact = np.zeros((QUARTERS, FOUR, self._titles))
        np.add.at(exact, (month // 3, branch, self._town.title), 1)
        groups = list(np.moveaxis(self.by_title, 4, 2).reshape(-1, THREE * SIX))
        self._rows.add(self._sum(groups), exact.ravel(), exact.ravel())

    def _told(self, groups: list[Array], counts: list[int]) -> None:
        """Figures that are told, as far from the truth as rounding allows."""
        if groups:
            told, slack = np.array(counts), self._seen.slack
            self._rows.add(self._sum(groups), np.maximum(told - slack, K), told + slack)

    def _reach(self) -> None:
        """Borrowers of places, and between the borrowers and the loans of a segment and area."""
        for number, age in enumerate(AGES):
            groups, counts = [], []
            for (kind, place, segment), count in self._seen.reach[age].items():
                rows = range(SIX) if segment == ANY else [segment - 1]
                groups.append(self.borrowers[number][np.ix_(list(rows), _areas(kind, place))])
                counts.append(count)
            self._told(groups, counts)
            for axis, known in ((0, self._seen.segments), (1, self._seen.areas)):
                lines = np.moveaxis(self.borrowers[number], axis, 0)
                at = (16, 6, 9 + number, slice(None), 8)
                low, high = known.low[1][at], known.high[1][at]
                self._rows.add(self._sum([lines[list(row)] for row in ROWS]), low, high)
        loans = np.moveaxis(self.by_area[:, :, :2], (2, 3, 4), (0, 1, 2))
        self._at_most(list(self.borrowers.reshape(-1, 1)), list(loans.reshape(2 * SIX * SIX, -1)))

    def _at_most(self, less: list[Array], more: list[Array]) -> None:
        rows = self._sum(more) - self._sum(less)
        self._rows.parts.append(rows)
        self._rows.low.append(np.zeros(len(less)))
        self._rows.high.append(np.full(len(less), np.inf))

    @cached_property
    def loans_of_title(self) -> Array:
        """Age, segment, title: all unknowns of the year that make up a figure."""
        shape = (2, SIX, self._titles, QUARTERS * FOUR)
        return np.moveaxis(self.by_title[:, :, :2], (0, 1), (3, 4)).reshape(shape)

    def _as_told(self, count: int) -> int:
        return rounded(count) if self._seen.slack else count

    def _told_titles(self) -> None:
        cells = title_counts(self._town)
        groups, readers, lent, read = [], [], [], []
        for at in np.flatnonzero(self._seen.titles).tolist():
            age = list(AGES).index(int(cells.age[at]))
            segment, title = int(cells.segment[at]), int(cells.title[at]) - 1
            rows = range(SIX) if segment == ANY else [segment - 1]
            groups.append(self.loans_of_title[age, list(rows), title])
            lent.append(self._as_told(int(cells.loans[at])))
            if segment != ANY:
                readers.append(self.readers[age, segment - 1, [title]])
                read.append(self._as_told(int(cells.borrowers[at])))
        self._told(groups, lent)
        self._told(readers, read)
        self._at_most(
            list(self.readers.reshape(-1, 1)),
            list(self.loans_of_title.reshape(-1, QUARTERS * FOUR)),
        )

    @cached_property
    def targets(self) -> Targets:
        """Every small figure of places, titles and both matrices that is told nowhere."""
        found = Targets([], [])
        for number, age in enumerate(AGES):
            for key, count in reach_counts(self._town, age).items():
                kind, place, segment = key
                if kind and segment != ANY and count < K:
                    cell = self.borrowers[number][np.ix_([segment - 1], _areas(kind, place))]
                    found.add(("place", age, *key), cell, count)
        cells = title_counts(self._town)
        small = (cells.borrowers < K) & (cells.age > 0) & (cells.segment != ANY)
        for at in np.flatnonzero(small).tolist():
            row, title = int(cells.segment[at]) - 1, int(cells.title[at]) - 1
            unknowns = self.loans_of_title[list(AGES).index(int(cells.age[at])), row, title]
            name = ("title", int(cells.age[at]), row + 1, title + 1)
            found.add(name, unknowns, int(cells.loans[at]))
        if self._on_matrices:
            self._add_matrices(found)
        return found

    def _add_matrices(self, found: Targets) -> None:
        """Of all branches together, by quarter and year."""
        tables = {"segment": (self._town.segments, 3), "area": (self._town.areas, 4)}
        for name, (exact, axis) in tables.items():
            rows = np.moveaxis(self.by_area, axis, 3)
            for period, age, row, genre in np.ndindex(5, 2, SIX, GENRES):
                at = (12 + period, 6, 9 + age, row, genre)
                if exact.loans[at] and exact.borrowers[at] < K:
                    unknowns = rows[list(PERIODS[period])][:, :, age, row, :, genre]
                    found.add((name, period, age, row, genre), unknowns, int(exact.loans[at]))

    @cached_property
    def truth(self) -> Array:
        """What the unknowns are: a possible table, from which others are reached."""
        found = np.zeros(self._rows.width)
        month, branch, band, segment, genre = self._town.loans.columns
        age = np.where(band >= 4, 0, np.where(band > 0, 1, 2))
        when = month // 3, branch, age, segment
        np.add.at(found, self.by_title[(*when, self._town.title)], 1)
        np.add.at(found, self.by_area[(*when, self._town.area, genre)], 1)
        for number, code in enumerate(AGES):
            for (kind, place, row), count in reach_counts(self._town, code).items():
                if kind == AREA and row != ANY:
                    found[self.borrowers[number, row - 1, place - 1]] = count
        cells = title_counts(self._town)
        for at in np.flatnonzero((cells.age > 0) & (cells.segment != ANY)).tolist():
            number, row = list(AGES).index(int(cells.age[at])), int(cells.segment[at]) - 1
            unknown = self.readers[number, row, int(cells.title[at]) - 1]
            found[unknown] = cells.borrowers[at]
        return found

    @cached_property
    def system(self) -> LinearConstraint:
        """All that the unknowns have to meet."""
        rows = self._rows
        return LinearConstraint(
            sparse.vstack(rows.parts).tocsc(), np.concatenate(rows.low), np.concatenate(rows.high)
        )

    def blocks(self, genres: Iterable[int]) -> Iterator[Array]:
        """Unknowns that are moved together while the others stay as they are."""
        yield self.borrowers.ravel()
        for genre in genres:
            titles = slice(genre * TITLES, (genre + 1) * TITLES)
            parts = self.by_title[..., titles], self.by_area[..., genre], self.readers[..., titles]
            yield np.concatenate([part.ravel() for part in parts])

    def pinned(self, *, genres: Iterable[int] = range(GENRES), with_all: bool = True) -> list[Name]:
        """The targets of which the true value is the only whole number that remains.

        Places, and the titles of these genres, of a block at a time: what can move a whole number
        away while all else stays is not pinned. What cannot is looked at alone, and then with
        every unknown free (unless told not to, since that takes long).
        """
        targets = self.targets
        rows = self._sum(targets.groups).tocsc()
        stuck: set[int] = set()
        draw = np.random.default_rng(1)
        for block in self.blocks(genres):
            program = Program(self.system, self.truth, block)
            inside = rows[:, block].tocsr()
            mine = [at for at in range(len(targets.names)) if inside[at].nnz]
            for turn in range(ROUNDS):
                if mine:  # all up, all down, then each by chance
                    pushed = draw.choice([-1.0, 1.0], len(mine)) if turn > 1 else 1.0 - 2.0 * turn
                    wanted = np.full(len(mine), pushed) @ inside[mine]
                    moved = program.solution(wanted) - self.truth[block]
                    mine = [at for at in mine if abs((inside[at] @ moved)[0]) < 1 - EPSILON]
            stuck |= {at for at in mine if program.is_stuck(inside[at])}
        if not with_all or not stuck:
            return [targets.names[at] for at in sorted(stuck)]
        everything = Program(self.system, self.truth, np.arange(self._rows.width))
        lines = rows.tocsr()
        return [targets.names[at] for at in sorted(stuck) if everything.is_stuck(lines[at])]


def _areas(kind: int, place: int) -> list[int]:
    """Which areas, from 0, a place is made of."""
    if kind == AREA:
        return [place - 1]
    axis = {MUNICIPALITY: 0, CATCHMENT: 1}[kind]
    return [area - 1 for area, lies_in in WITHIN.items() if lies_in[axis] == place]
