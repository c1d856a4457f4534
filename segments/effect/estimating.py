"""How many loans were to be expected without the campaign, and the uplift with its interval."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segments.effect.displacement import Elsewhere, Part, displaced
from segments.effect.intervals import Sums, interval

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from segments.effect.matching import Match

DRAWS = 1000


@dataclass(frozen=True)
class Estimate:
    """Uplift and its ends as ratios less one: 0.25 is a quarter more than expected."""

    observed: int
    expected: float
    uplift: float
    low: float
    high: float
    displaced: Elsewhere
    sums: Sums


def estimate(match: "Match", part: Part, *, seed: int, draws: int = DRAWS) -> Estimate | None:
    """Difference in differences as a ratio; None where nothing can be compared.

    1. Each comparison title counts as `matching` weighed it: together they were lent as often as
       the promoted ones in the year before. Matching on that year alone would take the luck of
       titles that were chosen for it for a lasting thing, or not see that others are better than
       their year (Daw and Hatfield 2018, Health Services Research 53; Chabé-Ferret 2015, J. of
       Econometrics 185): so the year before that, in which nobody was choosing, counts as well.
    2. Loans that moved from comparison to promoted titles are given back (`displacement`).
    3. A Bayesian bootstrap over titles in both groups, the weights of the match kept (Rubin 1981,
       Annals of Statistics 9; Abadie and Imbens 2008, Econometrica 76, on why matching is not
       repeated; Otsu and Rai 2017, JASA 112), gives the variances.
    4. A ratio of two uncertain figures is too high by the relative variance of the lower one less
       their covariance; that is taken off (`intervals`).
    """
    if not len(match.promoted.number) or not len(match.comparison.number):
        return None
    rng = np.random.default_rng(seed)
    chosen = _weights(rng, len(match.promoted.number), draws)
    others = _weights(rng, len(match.comparison.number), draws)
    observed, expected = _totals(match, chosen, others)
    if expected[0] <= 0:
        return None
    moved = displaced(float(observed[0]), float(expected[0]), part)
    expected *= moved.factors(observed - expected, rng)
    sums = _sums(match, observed, expected)
    return _told(sums, moved)


def _weights(rng: "Generator", titles: int, draws: int) -> "NDArray":
    """A row of ones, then per draw how often each title counts; their variance is that of a
    sample of so many, not of one less."""
    drawn = rng.standard_exponential((draws, titles))
    drawn *= titles / drawn.sum(axis=1, keepdims=True)
    if titles > 1:
        drawn = 1 + (drawn - 1) * math.sqrt((titles + 1) / (titles - 1))
    return np.vstack([np.ones(titles), drawn])


def _totals(match: "Match", chosen: "NDArray", others: "NDArray") -> tuple["NDArray", "NDArray"]:
    """Observed and expected, per row of weights.

    A title that counts more often in a draw brings what stands beside it as often. In a draw with
    more of what is lent often, that is no news about the weeks of the campaign.
    """
    theirs = match.comparison
    alike = np.maximum(_relative(others, match.weight * theirs.matched), 0.1)
    expected = chosen @ beside(match, "during")
    expected *= _relative(others, match.weight * theirs.during) / alike
    return chosen @ match.promoted.during, expected


def beside(match: "Match", window: str) -> "NDArray":
    """Per promoted title the loans that its comparison titles lead to expect in a window."""
    loans = getattr(match.comparison, window)
    pairs = (match.pairs[number] for number in match.promoted.number.tolist())
    return np.array([loans[near].sum() * weight for near, weight in pairs])


def _relative(weights: "NDArray", loans: "NDArray") -> "NDArray":
    """Per row of weights these loans as a part of what they are when all count once."""
    total = loans.sum()
    found: NDArray = weights @ loans / total if total > 0 else np.ones(len(weights))
    return found


def _sums(match: "Match", observed: "NDArray", expected: "NDArray") -> Sums:
    spread = np.cov(observed[1:], expected[1:])
    each = beside(match, "during")
    return Sums(
        observed=float(observed[0]),
        expected=float(expected[0]),
        # Loans are never less scattered than throws of dice.
        observed_spread=float(max(spread[0, 0], observed[0], 1.0)),
        expected_spread=float(spread[1, 1]),
        together=float(spread[0, 1]),
        titles=float(each.sum() ** 2 / max((each**2).sum(), 1e-9)),
    )


def _told(sums: Sums, moved: Elsewhere) -> Estimate:
    level, low, high = interval(sums)
    return Estimate(
        observed=round(sums.observed),
        expected=sums.expected,
        uplift=level - 1,
        low=low - 1,
        high=high - 1,
        displaced=moved,
        sums=sums,
    )
