"""Beside each promoted title some titles of its kind that were lent as often until then."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS = 25
LEAST_NEIGHBOURS = 5
PRIOR = 1.0  # loan: one more or less of a title that is hardly lent is chance
# By how much loans of the windows count in what is near. The base is long ago and titles change;
# but what it says cannot come from the luck of the year in which titles were chosen.
NEARNESS = {"matched": 1.0, "recent": 1.0, "base": 0.5}


@dataclass(frozen=True)
class Titles:
    """One place per title: what it is, and its loans in each window.

    `kind` is the same number for titles of one genre, age band, material and age on the shelf;
    `wide` the same without the genre.
    """

    number: "NDArray"
    kind: "NDArray"
    wide: "NDArray"
    matched: "NDArray"
    recent: "NDArray"
    base: "NDArray"
    during: "NDArray"

    def of(self, which: "NDArray") -> "Titles":
        """Only these, by their places."""
        return Titles(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Match:
    """The titles that are compared, and how heavily each comparison title counts."""

    promoted: Titles
    comparison: Titles
    weight: "NDArray"
    unmatched: "NDArray"  # numbers of promoted titles that nothing can be held against
    pairs: dict[int, tuple["NDArray", float]]  # by number of a promoted title: places and weight


def match(promoted: Titles, candidates: Titles) -> Match:
    """Nearest neighbours by the roots of their loans in half a year, a year and the year before.

    Roots, since the spread of a count grows with it and that of its root does not (Anscombe 1948,
    Biometrika 35). A neighbour that was lent more or less counts that much less or more, which
    makes it a difference in differences: both are held against their own year.
    """
    pairs: dict[int, tuple[NDArray, float]] = {}
    unmatched = []
    for place, number in enumerate(promoted.number.tolist()):
        near = _nearest(promoted, place, candidates)
        if near is None:
            unmatched.append(number)
            continue
        own, theirs = promoted.matched[place], candidates.matched[near].mean()
        pairs[number] = near, float((own + PRIOR) / (theirs + PRIOR) / len(near))
    return _weighed(promoted, candidates, pairs, np.array(unmatched, dtype=int))


def _nearest(promoted: Titles, place: int, candidates: Titles) -> "NDArray | None":
    for group in ("kind", "wide"):
        alike = np.flatnonzero(getattr(candidates, group) == getattr(promoted, group)[place])
        if len(alike) < LEAST_NEIGHBOURS:
            continue
        far = np.zeros(len(alike))
        for name, counts in NEARNESS.items():
            own, theirs = getattr(promoted, name)[place], getattr(candidates, name)[alike]
            far += counts * (np.sqrt(theirs) - np.sqrt(own)) ** 2
        count = min(NEIGHBOURS, max(LEAST_NEIGHBOURS, len(alike) // 3))
        # Of many that are just as near, those lie anywhere in the order of numbers.
        order = np.lexsort((_scattered(candidates.number[alike]), far))
        found: NDArray = alike[order[:count]]
        return found
    return None


def _scattered(numbers: "NDArray") -> "NDArray":
    """The same numbers give the same order always, which has nothing to do with their own."""
    found: NDArray = (numbers.astype(np.uint64) * np.uint64(11400714819323198485)) >> np.uint64(32)
    return found


def _weighed(
    promoted: Titles,
    candidates: Titles,
    pairs: dict[int, tuple["NDArray", float]],
    unmatched: "NDArray",
) -> Match:
    weight = np.zeros(len(candidates.number))
    kept = np.flatnonzero(np.isin(promoted.number, unmatched, invert=True))
    for near, each in pairs.values():
        weight[near] += each
    used = np.flatnonzero(weight > 0)
    new_place = np.full(len(candidates.number), -1)
    new_place[used] = np.arange(len(used))
    return Match(
        promoted.of(kept),
        candidates.of(used),
        weight[used],
        unmatched,
        {number: (new_place[near], each) for number, (near, each) in pairs.items()},
    )
