"""Which figures to hide because they lie in others, or beside others, that are told elsewhere.

`narrowing.py` looks at one column of a matrix at a time. Places lie in municipalities and in the
catchments of branches, a title's loans are known exactly from the library system, and the totals
of all of these stand in matrices that are published already; so here figures may be part of any
number of sums:
1. Bound every figure as somebody would who knows all sums, which figures are zero, and every
   rounded count that is told.
2. A small figure, or one that is hidden elsewhere, of which fewer than three values are left is in
   trouble; so is a figure that is told elsewhere, or goes along with what is hidden there, on which
   something small hangs there, and of which these figures would say more than those pages do. The
   second keeps what was proved of those pages true whatever is told here.
3. Of the sums that put it in trouble, hide the first figure by rank that can be hidden.
4. Repeat until nothing is in trouble.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segments.narrowing import LEAST_WIDTH, MOST
from segments.suppression import STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

ROUNDS = 12
MOST_TURNS = 400
PATIENT = 20  # turns in which the fewest are hidden
HOPS = 4
NEVER = 2**40  # the rank of what cannot be hidden


@dataclass(frozen=True)
class Sums:
    """Figures that add up: `part[e]` is one of those that make up the sum `of[e]`."""

    whole: "Ints"  # by sum: the figure that it is
    of: "Ints"  # by edge
    part: "Ints"  # by edge


@dataclass(frozen=True)
class Figures:
    """Counts as they are, and what is told of them.

    `fixed`: told elsewhere, or known, whatever is decided here. `known`: exactly. `delicate`: may
    become no sharper, for something small hangs on it there. `small`: has too few readers to be
    told. `rank`: what goes first.
    """

    counts: "Ints"
    shown: "Flags"
    fixed: "Flags"
    known: "Flags"
    delicate: "Flags"
    small: "Flags"
    rank: "Ints"

    def without(self, hidden: "Flags") -> "Figures":
        return replace(self, shown=self.shown & ~hidden)


def hidden(figures: Figures, sums: Sums, k: int) -> "Flags":
    """The figures to hide that are shown and not fixed: all of them where fewer do not help."""
    import numpy as np

    away = np.zeros(len(figures.counts), np.bool_)
    basis = bounds(figures.without(~figures.fixed), sums, k)
    # What is hidden elsewhere may not be read here, whether it is small or goes along.
    secret = np.where(figures.fixed, ~figures.shown & ~figures.known, figures.small)
    worry = secret & (figures.counts > 0) & ~_is_tight(basis)
    told = figures.fixed & ~figures.small & ~figures.known & figures.delicate
    for turn in range(MOST_TURNS):
        now = figures.without(away)
        found = bounds(now, sums, k)
        sharper = (found[0] > basis[0]) | (found[1] < basis[1])
        trouble = (worry & ~now.shown & _is_tight(found)) | (told & sharper)
        if not trouble.any():
            return away
        more = _first(trouble, now, sums, found)
        if turn >= PATIENT or not more.any():
            more |= _several(trouble, now, sums, 2 ** max(0, turn - PATIENT))
        if not more.any():
            break
        away |= more
    return figures.shown & ~figures.fixed


def _is_tight(bound: "tuple[Ints, Ints]") -> "Flags":
    tight: Flags = bound[1] - bound[0] + 1 < LEAST_WIDTH
    return tight


def bounds(figures: Figures, sums: Sums, k: int) -> "tuple[Ints, Ints]":
    """The least and the most that each figure can be, for somebody who knows which are zero."""
    import numpy as np

    counts, some = figures.counts, figures.counts > 0
    nearest = (counts + STEP // 2) // STEP * STEP
    low = np.where(figures.shown, np.maximum(nearest - 2, k), some)
    high = np.where(figures.shown, nearest + 2, np.where(some, MOST, 0))
    low[figures.known], high[figures.known] = counts[figures.known], counts[figures.known]
    whole, of, part = sums.whole, sums.of, sums.part
    added = np.bincount(of, weights=counts[part], minlength=len(whole)).astype(np.int64)
    # Somebody who moved is counted in two places and once in both: who supposes otherwise errs.
    covered, apart = counts[whole] <= added, added <= counts[whole]
    for _round in range(ROUNDS):
        before = low.copy(), high.copy()
        least, most = _added(low, sums), _added(high, sums)
        np.maximum.at(low, whole[apart], least[apart])
        np.minimum.at(high, whole[covered], most[covered])
        most_of = np.where(apart[of], high[whole][of] - (least[of] - low[part]), high[whole][of])
        least_of = np.where(covered[of], low[whole][of] - (most[of] - high[part]), 0)
        np.minimum.at(high, part, most_of)
        np.maximum.at(low, part, least_of)
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return low, high


def _added(values: "Ints", sums: Sums) -> "Ints":
    import numpy as np

    # Sums of whole numbers far under 2 ** 53, so that weights as floats stay exact.
    return np.bincount(sums.of, weights=values[sums.part], minlength=len(sums.whole)).astype(
        np.int64
    )


def _first(trouble: "Flags", figures: Figures, sums: Sums, found: "tuple[Ints, Ints]") -> "Flags":
    """For each figure in trouble the first by rank in the sums that bind it, or near them."""
    import numpy as np

    chosen = np.zeros(len(trouble), np.bool_)
    if not trouble.any():
        return chosen
    rank = np.where(figures.shown & ~figures.fixed, figures.rank, NEVER)
    best = rank
    left = trouble
    binding: Flags | None = _binding(sums, found)
    for _hop in range(HOPS):
        offer = _offers(best, sums)
        found_here = _taken(offer, sums, len(rank), binding)
        wanted = np.unique(found_here[left & (found_here < NEVER)])
        chosen |= np.isin(rank, wanted) & (rank < NEVER)
        left = left & (found_here >= NEVER)
        if not left.any():
            break
        # Not among its own: what lies in the sums of what is beside it.
        best, binding = np.minimum(best, _taken(offer, sums, len(rank), None)), None
    return chosen


def _several(trouble: "Flags", figures: Figures, sums: Sums, many: int) -> "Flags":
    """As many of the sums that a figure in trouble is in: a few at a time would take for ever.

    A total of a year that may become no sharper needs thousands of its titles hidden.
    """
    import numpy as np

    around = trouble.copy()
    may_go = figures.shown & ~figures.fixed
    for _ring in range(HOPS):
        is_near = around[sums.whole]
        is_near[sums.of[around[sums.part]]] = True
        around[sums.whole[is_near]] = True
        around[sums.part[is_near[sums.of]]] = True
        if (around & may_go).any():
            break
    free = np.flatnonzero(around & may_go)
    chosen = np.zeros(len(trouble), np.bool_)
    chosen[free[np.argsort(figures.rank[free], kind="stable")[:many]]] = True
    return chosen


def _offers(best: "Ints", sums: Sums) -> "Ints":
    """By sum the first figure by rank in it."""
    import numpy as np

    offer = best[sums.whole].copy()
    np.minimum.at(offer, sums.of, best[sums.part])
    return offer


def _taken(offer: "Ints", sums: Sums, size: int, binding: "Flags | None") -> "Ints":
    """By figure the best offer of the sums that it is in, or of those that bind it."""
    import numpy as np

    taken = np.full(size, NEVER)
    edges = slice(None) if binding is None else binding
    np.minimum.at(taken, sums.part[edges], offer[sums.of[edges]])
    np.minimum.at(taken, sums.whole, offer)
    return taken


def _binding(sums: Sums, found: "tuple[Ints, Ints]") -> "Flags":
    """By edge whether its sum is what bounds the part from above or below."""
    low, high = found
    whole, of, part = sums.whole, sums.of, sums.part
    least, most = _added(low, sums), _added(high, sums)
    from_above = high[whole][of] - (least[of] - low[part]) <= high[part]
    from_below = low[whole][of] - (most[of] - high[part]) >= low[part]
    tied: Flags = from_above | from_below
    return tied
