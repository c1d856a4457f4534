"""What somebody who has every published figure does not know: the unknowns of one program.

All are what is left of one table of loans when axes of it are added up: by title, by area, by month
and band of age (of segments and of areas), by part. Where they meet they have to agree, and nothing
more is to be known of them, but for one thing: that a segment's loans by month and band and those
of an area by month and band are of one table as well. Nothing that joins these is told.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from tests.segments.attacker import MANY
from tests.segments.moving import Rows
from tests.segments.small_library import AXES, Array
from tests.segments.town_of_titles import PARTS, TITLES

QUARTERS, FOUR, THREE, SIX, GENRES = 4, 4, 3, 6, 8
MONTHS, BANDS, PERIODS = 12, 9, 5
# 0 is adults, 1 youth, 2 unknown.
AGE_OF_BAND = (2, 1, 1, 1, 0, 0, 0, 0, 0)


def shapes(*, with_months: bool) -> dict[str, tuple[int, ...]]:
    matrix = (MONTHS, FOUR, BANDS) if with_months else (QUARTERS, FOUR, THREE)
    return {
        "by_title": (QUARTERS, FOUR, THREE, SIX, GENRES * TITLES),
        "by_area": (QUARTERS, FOUR, THREE, SIX, SIX, GENRES),
        "of_segments": (*matrix, SIX, GENRES),
        "of_areas": (*matrix, SIX, GENRES),
        "by_part": (QUARTERS, THREE, SIX, PARTS, GENRES),
        "borrowers": (2, SIX, SIX),
        "readers": (2, SIX, GENRES * TITLES),
        "part_readers": (PERIODS, THREE, SIX, PARTS, GENRES + 1),
    }


class Tables:
    """The unknowns by table, and the rows of what is known of their sums.

    by_title: quarter, branch, age, segment, title; by_area: quarter, branch, age, segment, area,
    genre; of_segments and of_areas: month, branch, band, segment or area, genre; by_part: quarter,
    age, segment, part, genre. Distinct borrowers: `borrowers` by age, segment and area in the year,
    `readers` by age, segment and title in the year, `part_readers` by period (quarters, then the
    year), age, segment, part and genre (any comes last). Without months there are no bands either,
    and quarters and ages stand in their places.
    """

    def __init__(self, *, with_months: bool = False) -> None:
        first = 0
        self._with_months = with_months
        self._arrays: dict[str, Array] = {}
        for name, shape in shapes(with_months=with_months).items():
            last = first + int(np.prod(shape))
            self._arrays[name] = np.arange(first, last).reshape(shape)
            first = last
        self.rows = Rows(first)
        self._agree()

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def of_matrix(self, name: str, place: Sequence[int]) -> Array | None:
        """What makes up a figure of a matrix; None where it is too fine for these tables."""
        period, branch, age, row, genre = (
            list(axis[at]) for axis, at in zip(AXES, place, strict=True)
        )
        if not self._with_months:
            if len(period) == 1 or (len(age) == 1 and age != [0]):
                return None
            period = sorted({month // 3 for month in period})
            age = sorted({AGE_OF_BAND[band] for band in age})
        return self[name][np.ix_(period, branch, age, row, genre)]

    def sum(self, groups: Sequence[Array]) -> sparse.csr_matrix:
        """A row for each group of unknowns that are added up."""
        of = np.repeat(np.arange(len(groups)), [group.size for group in groups])
        columns = np.concatenate([group.ravel() for group in groups])
        shape = (len(groups), self.rows.width)
        return sparse.csr_matrix((np.ones(len(of)), (of, columns)), shape=shape)

    def bounded(self, groups: Sequence[Array], low: Array, high: Array) -> None:
        """What is told of sums of unknowns; those of which nothing is told are left out."""
        told = np.flatnonzero((low > 0) | (high < MANY))
        if len(told):
            self.rows.add(self.sum([groups[at] for at in told.tolist()]), low[told], high[told])

    def equal(self, mine: Sequence[Array], theirs: Sequence[Array]) -> None:
        self._between(self.sum(mine) - self.sum(theirs), 0.0)

    def at_most(self, less: Sequence[Array], more: Sequence[Array]) -> None:
        self._between(self.sum(more) - self.sum(less), np.inf)

    def _between(self, rows: sparse.csr_matrix, most: float) -> None:
        self.rows.parts.append(rows)
        self.rows.low.append(np.zeros(rows.shape[0]))
        self.rows.high.append(np.full(rows.shape[0], most))

    def _agree(self) -> None:
        by_area, of_segments = self["by_area"], self["of_segments"]
        titles = self["by_title"].reshape(QUARTERS, FOUR, THREE, SIX, GENRES, TITLES)
        self.equal(
            list(titles.reshape(-1, TITLES)), list(np.moveaxis(by_area, 4, 5).reshape(-1, SIX))
        )
        for name, axis in (("of_segments", 3), ("of_areas", 4)):
            mine = np.moveaxis(by_area, (axis, 5), (3, 4))  # with what is added last
            for quarter, age in np.ndindex(QUARTERS, THREE):
                when, who = [quarter], [age]
                if self._with_months:
                    when = [3 * quarter, 3 * quarter + 1, 3 * quarter + 2]
                    who = [band for band, of in enumerate(AGE_OF_BAND) if of == age]
                theirs = np.moveaxis(self[name][when][:, :, who], (0, 2), (3, 4))
                size = len(when) * len(who)
                self.equal(
                    list(mine[quarter, :, age].reshape(-1, SIX)), list(theirs.reshape(-1, size))
                )
        self.equal(
            list(np.moveaxis(of_segments, 3, 4).reshape(-1, SIX)),
            list(np.moveaxis(self["of_areas"], 3, 4).reshape(-1, SIX)),
        )
        parts = np.moveaxis(self["by_part"], 3, 4).reshape(-1, PARTS)
        whole = np.moveaxis(by_area, (1, 4), (4, 5)).reshape(-1, FOUR * SIX)
        self.equal(list(parts), list(whole))
