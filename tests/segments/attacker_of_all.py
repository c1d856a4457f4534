"""Somebody who has every kind of published figure at once, and one linear program over all of them.

Its unknowns are those of `attack_tables.py`. Constraints: both matrices (with branches and their
groups, quarters and years, ages; with months and bands where asked); the tables of parts; the exact
loans of each title per branch and quarter, from the library system; reach by area, municipality
and catchment; what is told of titles; and what must be of any counts.

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
from tests.segments import attack_parts
from tests.segments.attack_tables import FOUR, GENRES, QUARTERS, SIX, THREE, Tables, shapes
from tests.segments.attacker import MANY, Knowledge
from tests.segments.moving import EPSILON, Name, Program, Targets
from tests.segments.small_library import Array, Exact
from tests.segments.town_of_titles import AGES, TITLES, WITHIN, Town, reach_counts, title_counts

ROWS = [*([row] for row in range(6)), range(6)]
ROUNDS = 10
COLUMNS = [*([genre] for genre in range(8)), range(8)]


@dataclass(frozen=True)
class Seen:
    """All that can be read: matrices of segments and areas, parts, and by age reach and titles.

    `slack`: how far what is told may be from the truth.
    """

    segments: Knowledge
    areas: Knowledge
    reach: Mapping[int, Mapping[Key, int]]
    titles: Array  # flags of the cells of title_counts
    parts: tuple[Knowledge, ...] = ()
    slack: int = 2


class Attack:
    """One year of one town."""

    def __init__(
        self, town: Town, seen: Seen, *, on_matrices: bool = False, with_months: bool = False
    ) -> None:
        """on_matrices: small figures of the matrices are looked at as well; both take long."""
        self._town, self._seen, self._on_matrices = town, seen, on_matrices
        self._with_months = with_months
        self._tables = Tables(with_months=with_months)
        self._rows = self._tables.rows
        self._matrices()
        self._known_titles()
        self._reach()
        self._told_titles()
        attack_parts.add_parts(self._tables, seen.segments, seen.parts)

    def _matrices(self) -> None:
        tables = {"of_segments": self._seen.segments, "of_areas": self._seen.areas}
        for name, known in tables.items():
            groups, low, high = [], [], []
            useful = (known.low[0] > 0) | (known.high[0] < MANY)
            for place in map(tuple, np.argwhere(useful).tolist()):
                if (chosen := self._tables.of_matrix(name, place)) is not None:
                    groups.append(chosen)
                    low.append(known.low[0][place])
                    high.append(known.high[0][place])
            self._tables.bounded(groups, np.array(low), np.array(high))

    def _known_titles(self) -> None:
        month, branch = self._town.loans.columns[:2]
        exact = np.zeros((QUARTERS, FOUR, GENRES * TITLES))
        np.add.at(exact, (month // 3, branch, self._town.title), 1)
        groups = list(np.moveaxis(self._tables["by_title"], 4, 2).reshape(-1, THREE * SIX))
        self._rows.add(self._tables.sum(groups), exact.ravel(), exact.ravel())

    def _told(self, groups: list[Array], counts: list[int]) -> None:
        """Figures that are told, as far from the truth as rounding allows."""
        if groups:
            told, slack = np.array(counts), self._seen.slack
            self._rows.add(self._tables.sum(groups), np.maximum(told - slack, K), told + slack)

    def _reach(self) -> None:
        """Borrowers of places, and between the borrowers and the loans of a segment and area."""
        for number, age in enumerate(AGES):
            groups, counts = [], []
            for (kind, place, segment), count in self._seen.reach[age].items():
                rows = range(SIX) if segment == ANY else [segment - 1]
                groups.append(
                    self._tables["borrowers"][number][np.ix_(list(rows), _areas(kind, place))]
                )
                counts.append(count)
            self._told(groups, counts)
            for axis, known in ((0, self._seen.segments), (1, self._seen.areas)):
                lines = np.moveaxis(self._tables["borrowers"][number], axis, 0)
                at = (16, 6, 9 + number, slice(None), 8)
                low, high = known.low[1][at], known.high[1][at]
                self._rows.add(self._tables.sum([lines[list(row)] for row in ROWS]), low, high)
        loans = np.moveaxis(self._tables["by_area"][:, :, :2], (2, 3, 4), (0, 1, 2))
        self._tables.at_most(
            list(self._tables["borrowers"].reshape(-1, 1)), list(loans.reshape(2 * SIX * SIX, -1))
        )

    @cached_property
    def loans_of_title(self) -> Array:
        """Age, segment, title: all unknowns of the year that make up a figure."""
        shape = (2, SIX, GENRES * TITLES, QUARTERS * FOUR)
        return np.moveaxis(self._tables["by_title"][:, :, :2], (0, 1), (3, 4)).reshape(shape)

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
                readers.append(self._tables["readers"][age, segment - 1, [title]])
                read.append(self._as_told(int(cells.borrowers[at])))
        self._told(groups, lent)
        self._told(readers, read)
        self._tables.at_most(
            list(self._tables["readers"].reshape(-1, 1)),
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
                    cell = self._tables["borrowers"][number][
                        np.ix_([segment - 1], _areas(kind, place))
                    ]
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
        attack_parts.add_targets(self._tables, found, self._parts)
        return found

    def _add_matrices(self, found: Targets) -> None:
        """Of all branches together, by month, quarter and year, for every age."""
        tables = {"of_segments": self._town.segments, "of_areas": self._town.areas}
        for name, exact in tables.items():
            small = (exact.loans > 0) & (exact.borrowers < K)
            for period, age, row, genre in np.argwhere(small[:, 6, :, :6, :8]).tolist():
                place = (period, 6, age, row, genre)
                if (chosen := self._tables.of_matrix(name, place)) is not None:
                    found.add((name, *place), chosen, int(exact.loans[place]))

    @cached_property
    def _parts(self) -> list[Exact]:
        return [self._town.parts(segment) for segment in range(SIX)]

    @cached_property
    def truth(self) -> Array:
        """What the unknowns are: a possible table, from which others are reached."""
        found = np.zeros(self._rows.width)
        month, branch, band, segment, genre = self._town.loans.columns
        age = np.where(band >= 4, 0, np.where(band > 0, 1, 2))
        when = month // 3, branch, age, segment
        np.add.at(found, self._tables["by_title"][(*when, self._town.title)], 1)
        np.add.at(found, self._tables["by_area"][(*when, self._town.area, genre)], 1)
        of_matrix = (month, branch, band) if self._with_months else when[:3]
        np.add.at(found, self._tables["of_segments"][(*of_matrix, segment, genre)], 1)
        np.add.at(found, self._tables["of_areas"][(*of_matrix, self._town.area, genre)], 1)
        attack_parts.tell_truth(self._tables, found, self._parts)
        for number, code in enumerate(AGES):
            for (kind, place, row), count in reach_counts(self._town, code).items():
                if kind == AREA and row != ANY:
                    found[self._tables["borrowers"][number, row - 1, place - 1]] = count
        cells = title_counts(self._town)
        for at in np.flatnonzero((cells.age > 0) & (cells.segment != ANY)).tolist():
            number, row = list(AGES).index(int(cells.age[at])), int(cells.segment[at]) - 1
            unknown = self._tables["readers"][number, row, int(cells.title[at]) - 1]
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
        tables = self._tables
        names = "by_area", "of_segments", "of_areas", "by_part"
        for segment in range(SIX):
            of_parts = (tables[name][:, :, segment] for name in ("by_part", "part_readers"))
            parts = *of_parts, tables["borrowers"][:, segment]
            yield np.concatenate([part.ravel() for part in parts])
        # Readers move to another area where loans can: those of two segments change places.
        people = "borrowers", "part_readers", "by_part", "by_area"
        yield np.concatenate([tables[name].ravel() for name in people])
        for genre in genres:
            titles = slice(genre * TITLES, (genre + 1) * TITLES)
            of_titles = (tables[name][..., titles] for name in ("by_title", "readers"))
            others = (tables[name][..., genre] for name in names)
            readers = tables["borrowers"], tables["part_readers"][..., [genre, GENRES]]
            yield np.concatenate([part.ravel() for part in (*of_titles, *others, *readers)])

    def pinned(
        self,
        *,
        genres: Iterable[int] = range(GENRES),
        with_all: bool = True,
        targets: Targets | None = None,
    ) -> list[Name]:
        """The targets of which the true value is the only whole number that remains.

        Places, and what is of these genres, of a block at a time: what can move a whole number
        away while all else stays is not pinned. What cannot is looked at alone, and then with
        ever more unknowns free (unless told not to, since that takes long).
        """
        targets = targets or self.targets
        rows = self._tables.sum(targets.groups).tocsc()
        stuck: set[int] = set()
        free: set[int] = set()
        draw = np.random.default_rng(1)
        for block in self.blocks(genres):
            program = Program(self.system, self.truth, block)
            inside = rows[:, block].tocsr()
            of_block = {at for at in range(len(targets.names)) if inside[at].nnz} - free
            mine = sorted(of_block)
            for turn in range(ROUNDS):
                if mine:  # all up, all down, then each by chance
                    pushed = draw.choice([-1.0, 1.0], len(mine)) if turn > 1 else 1.0 - 2.0 * turn
                    wanted = np.full(len(mine), pushed) @ inside[mine]
                    moved = program.solution(wanted) - self.truth[block]
                    mine = [at for at in mine if abs((inside[at] @ moved)[0]) < 1 - EPSILON]
            left = {at for at in mine if program.is_stuck(inside[at])}
            stuck |= left
            free |= of_block - left
        stuck -= free
        lines = rows.tocsr()
        for free_now in self._everything() if with_all else ():
            if stuck:
                program = Program(self.system, self.truth, free_now)
                stuck = {at for at in stuck if program.is_stuck(lines[at][:, free_now])}
        return [targets.names[at] for at in sorted(stuck)]

    def _everything(self) -> Iterator[Array]:
        """All that has no title, then all."""
        of_titles = {"by_title", "readers"}
        names = [name for name in shapes(with_months=self._with_months) if name not in of_titles]
        yield np.concatenate([self._tables[name].ravel() for name in names])
        yield np.arange(self._rows.width)


def _areas(kind: int, place: int) -> list[int]:
    """Which areas, from 0, a place is made of."""
    if kind == AREA:
        return [place - 1]
    axis = {MUNICIPALITY: 0, CATCHMENT: 1}[kind]
    return [area - 1 for area, lies_in in WITHIN.items() if lies_in[axis] == place]
