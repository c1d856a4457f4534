"""What an onlooker can work out of figures that are parts of each other, and what to hide then.

The figures stand in arrays by (period, branch, age, column); a column is one genre of one row of
the matrices. No column bears on another, so those of many rows are worked out side by side, and
after the first turn only those in which something was hidden.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import reduce
from typing import TYPE_CHECKING

from segments.suppression import STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

LEAST_WIDTH = 3  # values that must remain possible for a small figure
ROUNDS = 3
MOST_TURNS = 60
MOST = 10**7  # more than a library lends in a year; two hundred times as much fits an integer
NO_BOUND = 2**30

Families = list[tuple[int, list[int]]]  # parent and children, as positions on one axis


@dataclass(frozen=True)
class Columns:
    """What can be seen of some columns before anything is guarded."""

    loans: "Ints"
    borrowers: "Ints"
    shown: "Flags"
    told_zero: "Flags"
    known_more: "Flags"  # hidden, where a zero would have been told
    known_exactly: "Flags"

    def take(self, chosen: "NDArray[np.int64]") -> "Columns":
        """Some of the columns."""
        arrays = (getattr(self, field.name) for field in fields(self))
        return Columns(*(array[..., chosen] for array in arrays))

    @staticmethod
    def joined(parts: "Iterable[Columns]") -> "Columns":
        """The columns of several rows side by side."""
        import numpy as np

        parts = list(parts)
        names = [field.name for field in fields(Columns)]
        return Columns(
            *(np.concatenate([getattr(part, name) for part in parts], axis=3) for name in names)
        )

    @property
    def small(self) -> "Flags":
        """Figures that k hides and that somebody might work out."""
        return ~self.shown & (self.loans > 0) & ~self.known_exactly


def hidden(columns: Columns, relations: tuple[Families, ...], k: int) -> "Flags":
    """The figures to hide beside what k hides: turn by turn, until nothing more follows."""
    import numpy as np

    found = np.zeros(columns.loans.shape, np.bool_)
    busy = np.flatnonzero(columns.small.any(axis=(0, 1, 2)))
    for _turn in range(MOST_TURNS):
        if len(busy) == 0:
            break
        part, before = columns.take(busy), found[..., busy]
        tight = _tight(part, before, relations, k)
        more = _siblings(tight, part.shown & ~before, part.borrowers, relations)
        found[..., busy] = before | more
        busy = busy[(more & ~before).any(axis=(0, 1, 2))]
    return found


def _tight(columns: Columns, hidden: "Flags", relations: tuple[Families, ...], k: int) -> "Flags":
    """Small figures of which fewer than LEAST_WIDTH values remain."""
    loans, borrowers = columns.loans, columns.borrowers
    shown = columns.shown & ~hidden
    readers = _bounds(columns, borrowers, shown, k)
    lent = _bounds(columns, loans, shown, k)
    for bounds in lent:
        bounds[columns.known_exactly] = loans[columns.known_exactly]
    steps = [
        *_steps(lent, loans, relations, adding=(0, 1, 2)),
        # Borrowers of months or branches do not add up.
        *_steps(readers, borrowers, relations, adding=(2,)),
    ]
    for _round in range(ROUNDS):
        for step in steps:
            step.narrow()
    return columns.small & (
        (lent[1] - lent[0] + 1 < LEAST_WIDTH) | (readers[1] - readers[0] + 1 < LEAST_WIDTH)
    )


def _bounds(columns: Columns, counts: "Ints", shown: "Flags", least: int) -> "tuple[Ints, Ints]":
    import numpy as np

    nearest = (counts + STEP // 2) // STEP * STEP
    low = np.where(shown, np.maximum(nearest - 2, least), columns.known_more).astype(np.int32)
    high = np.where(shown, nearest + 2, np.where(columns.told_zero, 0, MOST)).astype(np.int32)
    return low, high


def beneath(flags: "Flags", relations: tuple[Families, ...]) -> "Flags":
    """The figures that are part of a flagged one, in period, branch, age or several of these."""
    import numpy as np

    everywhere, beneath = flags.copy(), np.zeros_like(flags)
    for target in (everywhere, beneath):
        for axis, families in enumerate(relations):
            whole, parts = np.moveaxis(everywhere, axis, 0), np.moveaxis(target, axis, 0)
            for parent, children in reversed(families):
                parts[children] |= whole[parent]
    return beneath


@dataclass(frozen=True)
class _Step:
    """A parent and its children: views of the lower and upper bounds, which are narrowed in place.

    Not everything adds up everywhere: a loan may have no branch, a reader two ages in one year. An
    onlooker who supposes that it does is right where it is so; elsewhere he errs. Where it is so
    is a number of all bits or of none, which is many times as fast as a choice.
    """

    low: "Ints"
    high: "Ints"
    lows: "list[Ints]"
    highs: "list[Ints]"
    covered: "Ints"  # the children hold all that the parent has
    apart: "Ints | None"  # they hold no more than that, so nothing twice; None where they may

    def narrow(self) -> None:
        import numpy as np

        least, most = reduce(np.add, self.lows), reduce(np.add, self.highs)
        np.minimum(self.high, most | (~self.covered & NO_BOUND), out=self.high)
        largest = reduce(np.maximum, self.lows)
        if self.apart is not None:
            largest = np.maximum(largest, least & self.apart)
        np.maximum(self.low, largest, out=self.low)
        for low, high in zip(self.lows, self.highs, strict=True):
            rest = most - high
            bound = self.high
            if self.apart is not None:
                bound = bound - ((least - low) & self.apart)
            np.minimum(high, bound, out=high)
            most = rest + high
            np.maximum(low, (self.low - rest) & self.covered, out=low)


def _steps(
    bounds: "tuple[Ints, Ints]",
    exact: "Ints",
    relations: tuple[Families, ...],
    *,
    adding: tuple[int, ...],
) -> Iterator[_Step]:
    """The steps of one round; along the axes of `adding` children add up to their parent."""
    import numpy as np

    for axis, families in enumerate(relations):
        low, high, counts = (np.moveaxis(array, axis, 0) for array in (*bounds, exact))
        for parent, children in families:
            together = reduce(np.add, [counts[child] for child in children])
            yield _Step(
                low[parent],
                high[parent],
                [low[child] for child in children],
                [high[child] for child in children],
                -(counts[parent] <= together).astype(np.int32),
                -(together <= counts[parent]).astype(np.int32) if axis in adding else None,
            )


def _siblings(
    tight: "Flags", shown: "Flags", borrowers: "Ints", relations: tuple[Families, ...]
) -> "Flags":
    """For each tight figure the smallest shown sibling of all its families, or else a parent."""
    import numpy as np

    size = np.where(shown, borrowers, np.int32(MOST))
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

    offers = np.full(size.shape, 2 * MOST, np.int32)
    sizes, offered = np.moveaxis(size, axis, 0), np.moveaxis(offers, axis, 0)
    for parent, children in families:
        sibling = sizes[children].min(0)
        whole = np.where(sizes[parent] < MOST, MOST + sizes[parent], 2 * MOST)
        offered[children] = np.where(sibling < MOST, sibling, whole)
    return offers
