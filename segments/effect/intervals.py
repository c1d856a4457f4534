"""The interval of an uplift, from sums that can be added up over campaigns."""

import math
from dataclasses import dataclass

Z = 1.6449  # 5 in 100 at each end: an interval that holds the truth 90 times in 100


@dataclass(frozen=True)
class Sums:
    """What lends itself to adding up over campaigns: loans, and how far they may be off."""

    observed: float
    expected: float
    observed_spread: float  # variances, over other titles that might have been chosen
    expected_spread: float
    together: float  # the covariance of both
    titles: float  # about as many titles as count equally


def interval(sums: Sums) -> tuple[float, float, float]:
    """The ratio of observed to expected without its bias, and the ends of its interval."""
    lent = max(sums.observed, 0.5)
    own, other = sums.observed_spread / lent**2, sums.expected_spread / sums.expected**2
    both = sums.together / (lent * sums.expected)
    level = sums.observed / sums.expected / (1 + max(-0.5, other - both))
    spread = math.sqrt(max(own + other - 2 * both, 1 / lent))
    wide = student(sums.titles - 1) * spread
    middle = max(level, 0.5 / sums.expected)
    return level, middle * math.exp(-wide), middle * math.exp(wide)


def student(freedom: float) -> float:
    """The 95th percentile of Student's t (Abramowitz and Stegun 1964, 26.7.5)."""
    free = max(freedom, 2.0)
    first = (Z**3 + Z) / 4
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    return Z + first / free + second / free**2
