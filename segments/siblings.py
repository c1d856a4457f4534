"""Which figures must be hidden because, beside their sibling views, they give a small one away.

Suppression looks at one table. A small cell of March also follows from the quarter, January and
February, and one of the young readers from all and from the adults. Rounding mostly prevents that,
but not always: three figures that are all rounded the wrong way pin the fourth, and two such
relations do so sooner. In a library of 30,000 loans a linear program found 1 in 300 small cells.

So for one row (a segment, an area, or the total) of one calendar year:
1. Bound every figure as a reader of all views could, by adding up and subtracting over months,
   branches and ages, three times around.
2. Where fewer than three values are left for a small figure, guard it: hide the sibling with the
   fewest borrowers that is still shown, or else the smallest of what they are parts of.
3. Repeat until nothing is left to guard.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segments.lattice import ADULTS, ALL, BANDS_OF, MONTH, QUARTER, YEAR, YOUTH
from segments.suppression import STEP, K

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

LEAST_WIDTH = 3  # values that must remain possible for a small figure
ROUNDS = 3
MOST_TURNS = 60
MOST = 10**8
_PERIODS = 17  # twelve months, four quarters, the year
_AGES = YOUTH + 1  # by their code; 9 is nobody

Families = list[tuple[int, list[int]]]  # parent and children, as positions on one axis


@dataclass(frozen=True)
class Guard:
    """A figure to hide: `genre` is its place in the rollup's arrays, 0 for any genre."""

    level: int
    period: int
    branch: int
    age: int
    genre: int


@dataclass(frozen=True)
class Views:
    """The counts of one row in all views of a calendar year, by (period, branch, age, genre)."""

    year: int
    branches: tuple[int, ...]
    loans: "Ints"
    borrowers: "Ints"

    @classmethod
    def collect(
        cls,
        year: int,
        branches: Iterable[int],
        genres: int,
        rollups: Iterable[tuple[int, int, int, int, list[int], list[int]]],
    ) -> "Views":
        """From the rollup (level, period, branch, age, loans, borrowers), one row in one year.

        `branches` are all codes of the rollup that can be asked; `genres` the length of its arrays.
        """
        import numpy as np

        codes = tuple(branches)
        at = {code: position for position, code in enumerate(codes)}
        loans, borrowers = np.zeros((2, _PERIODS, len(codes), _AGES, genres), np.int32)
        for level, period, branch, age, lent, readers in rollups:
            if branch in at:
                place = (_position(level, period), at[branch], age)
                loans[place][: len(lent)], borrowers[place][: len(readers)] = lent, readers
        return cls(year, codes, loans, borrowers)


def guards(
    views: Views,
    totals: Views,
    groups: Mapping[int, int],
    *,
    k: int = K,
    known_totals: bool = False,
) -> Iterator[Guard]:
    """The figures of this row that have to be hidden beside what k hides already.

    `totals` are the views of the total row (the same object for the total row itself), `groups`
    branch position → group id. `known_totals`: loans of all readers per quarter are known exactly.
    """
    import numpy as np

    relations = (_period_families(), _branch_families(views.branches, groups), _age_families())
    sight = _Sight.of(views, totals, relations, k, known_totals=known_totals)
    hidden = np.zeros(views.loans.shape, np.bool_)
    for _turn in range(MOST_TURNS):
        more = _siblings(sight.tight(hidden, relations), sight.shown & ~hidden, views, relations)
        if not (more & ~hidden).any():
            break
        hidden |= more
    for period, branch, age, genre in np.argwhere(hidden).tolist():
        yield Guard(*_level_and_number(period, views.year), views.branches[branch], age, genre)


@dataclass(frozen=True)
class _Sight:
    """What can be seen of the views before anything is guarded."""

    views: Views
    k: int
    shown: "Flags"
    told_zero: "Flags"
    known_more: "Flags"  # hidden, where a zero would have been told
    known_exactly: "Flags"

    @classmethod
    def of(
        cls,
        views: Views,
        totals: Views,
        relations: tuple[Families, ...],
        k: int,
        *,
        known_totals: bool,
    ) -> "_Sight":
        import numpy as np

        is_total = views is totals
        shown = views.borrowers >= k
        everything = totals.borrowers[..., :1] >= k
        row_told, column_told = shown[..., :1].copy(), (totals.borrowers >= k) | is_total
        context = row_told & column_told
        context[..., 0] = everything[..., 0] | is_total
        empty = (views.loans[..., :1] == 0) | (totals.loans == 0)
        nobody = totals.loans[..., :1] == 0
        told_zero = (views.loans == 0) & (context | (empty & everything) | nobody)
        unsaid = _beneath((views.loans > 0) & ~shown, relations)
        told_zero &= ~unsaid & ~(unsaid[..., :1] & (views.loans[..., :1] == 0))
        unsaid_totals = _beneath((totals.loans > 0) & (totals.borrowers < k), relations)
        told_zero &= ~(unsaid_totals & (totals.loans == 0)) & ~(unsaid_totals[..., :1] & nobody)
        exactly = np.zeros(shown.shape, np.bool_)
        if known_totals and is_total:
            exactly[12:, :, ALL] = True
        known_more = context & ~unsaid & ~shown & (views.loans > 0)
        return cls(views, k, shown, told_zero, known_more, exactly)

    def tight(self, hidden: "Flags", relations: tuple[Families, ...]) -> "Flags":
        """Small figures of which fewer than LEAST_WIDTH values remain."""
        loans, borrowers = self.views.loans, self.views.borrowers
        shown = self.shown & ~hidden
        readers = self._bounds(borrowers, shown, self.k)
        lent = self._bounds(loans, shown, self.k)
        for bounds in lent:
            bounds[self.known_exactly] = loans[self.known_exactly]
        small = ~self.shown & (loans > 0) & ~self.known_exactly
        for _round in range(ROUNDS):
            for axis, families in enumerate(relations):
                _narrow(lent, families, axis, loans, adds_up=True)
                _narrow(readers, families, axis, borrowers, adds_up=axis == 2)
        return small & (
            (lent[1] - lent[0] + 1 < LEAST_WIDTH) | (readers[1] - readers[0] + 1 < LEAST_WIDTH)
        )

    def _bounds(self, counts: "Ints", shown: "Flags", least: int) -> "tuple[Ints, Ints]":
        import numpy as np

        nearest = (counts + STEP // 2) // STEP * STEP
        low = np.where(shown, np.maximum(nearest - 2, least), self.known_more).astype(np.int32)
        high = np.where(shown, nearest + 2, np.where(self.told_zero, 0, MOST)).astype(np.int32)
        return low, high


def _beneath(flags: "Flags", relations: tuple[Families, ...]) -> "Flags":
    """The figures that are part of a flagged one, in period, branch, age or several of these."""
    import numpy as np

    everywhere, beneath = flags.copy(), np.zeros_like(flags)
    for target in (everywhere, beneath):
        for axis, families in enumerate(relations):
            whole, parts = np.moveaxis(everywhere, axis, 0), np.moveaxis(target, axis, 0)
            for parent, children in reversed(families):
                parts[children] |= whole[parent]
    return beneath


def _narrow(
    bounds: "tuple[Ints, Ints]", families: Families, axis: int, exact: "Ints", *, adds_up: bool
) -> None:
    """Narrow parents and children in place; borrowers of months or branches do not add up.

    Nor does everything else everywhere: a loan may have no branch, a reader two ages in one year.
    An onlooker who supposes that it does is right where it is so; elsewhere he errs.
    """
    import numpy as np

    low, high = (np.moveaxis(bound, axis, 0) for bound in bounds)
    counts = np.moveaxis(exact, axis, 0)
    for parent, children in families:
        least, most = low[children].sum(0), np.minimum(high[children].sum(0, np.int64), MOST)
        together = counts[children].sum(0)
        covered = counts[parent] <= together
        apart = (together <= counts[parent]) & adds_up
        high[parent] = np.where(covered, np.minimum(high[parent], most), high[parent])
        low[parent] = np.maximum(low[parent], np.where(apart, least, low[children].max(0)))
        for child in children:
            others = np.where(apart, least - low[child], 0)
            high[child] = np.minimum(high[child], high[parent] - others)
            rest = high[children].sum(0, np.int64) - high[child]
            wanting = np.where(covered, np.maximum(low[parent] - rest, 0), 0)
            low[child] = np.maximum(low[child], wanting)


def _siblings(
    tight: "Flags", shown: "Flags", views: Views, relations: tuple[Families, ...]
) -> "Flags":
    """For each tight figure the smallest shown sibling of all its families, or else a parent."""
    import numpy as np

    size = np.where(shown, views.borrowers, MOST)
    # A parent stands for its family only where no sibling is left to hide.
    offers = [_smallest(size, families, axis) for axis, families in enumerate(relations)]
    best = np.minimum.reduce(offers)
    chosen = np.zeros(tight.shape, np.bool_)
    for axis, families in enumerate(relations):
        wanted = tight & (offers[axis] == best) & (best < 2 * MOST)
        needs, sizes, picks = (np.moveaxis(array, axis, 0) for array in (wanted, size, chosen))
        for parent, children in families:
            needed, smallest = needs[children].any(0), sizes[children].min(0)
            first = sizes[children].argmin(0)
            for place, child in enumerate(children):
                picks[child] |= needed & (first == place) & (smallest < MOST)
            picks[parent] |= needed & (smallest == MOST) & (sizes[parent] < MOST)
        tight = tight & ~wanted
    return chosen


def _smallest(size: "Ints", families: Families, axis: int) -> "Ints":
    """For each child the size of what its family would hide; parents come after all siblings."""
    import numpy as np

    offers = np.full(size.shape, 2 * MOST)
    sizes, offered = np.moveaxis(size, axis, 0), np.moveaxis(offers, axis, 0)
    for parent, children in families:
        sibling = sizes[children].min(0)
        whole = np.where(sizes[parent] < MOST, MOST + sizes[parent], 2 * MOST)
        offered[children] = np.where(sibling < MOST, sibling, whole)
    return offers


def _period_families() -> Families:
    return [*((12 + q, [3 * q, 3 * q + 1, 3 * q + 2]) for q in range(4)), (16, [12, 13, 14, 15])]


def _branch_families(branches: tuple[int, ...], groups: Mapping[int, int]) -> Families:
    at = {code: position for position, code in enumerate(branches)}
    families = [
        (at[-group], [at[code] for code in branches if code > 0 and groups.get(code) == group])
        for group in sorted(set(groups.values()))
        if -group in at
    ]
    alone = [at[code] for code in branches if code > 0 and -groups.get(code, 0) not in at]
    if 0 in at:
        families.append((at[0], [*(parent for parent, _ in families), *alone]))
    return [family for family in families if family[1]]


def _age_families() -> Families:
    return [
        (ADULTS, list(BANDS_OF[ADULTS])),
        (YOUTH, list(BANDS_OF[YOUTH])),
        (ALL, [ADULTS, YOUTH, 0]),
    ]


def _position(level: int, number: int) -> int:
    return {MONTH: number % 12, QUARTER: 12 + number % 4, YEAR: 16}[level]


def _level_and_number(position: int, year: int) -> tuple[int, int]:
    if position < 12:
        return MONTH, year * 12 + position
    return (QUARTER, year * 4 + position - 12) if position < 16 else (YEAR, year)
