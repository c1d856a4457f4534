"""How often the interval of a penetration holds the rate that made the count, in invented towns.

In each town every segment has in every place a chance that a household borrows, and a household
that borrows does so with one or more people; how many differs from town to town, so that nothing
here is exactly what `reaching.TOGETHER` supposes. Counts are rounded and hidden as on a page.
"""

from dataclasses import dataclass

from segments.lattice import ADULTS, YOUTH
from segments.reaching import LEAST_HOUSEHOLDS, TOGETHER, interval
from segments.suppression import K, rounded

PLACES, SEGMENTS = 6, 11
# Of borrowing households the part with a second borrower, and of these the part with a third.
SECOND = {ADULTS: (0.15, 0.35), YOUTH: (0.4, 0.6)}
THIRD = {ADULTS: (0.0, 0.0), YOUTH: (0.15, 0.35)}


@dataclass(frozen=True)
class Coverage:
    """Of how many told penetrations the interval holds the truth."""

    towns: int
    figures: int
    held: int

    @property
    def percent(self) -> float:
        return round(100 * self.held / self.figures, 1) if self.figures else 0.0


def coverage(towns: int, age: int, *, seed: int = 1) -> Coverage:
    """Of adults or of youth, over all segments and places of these towns."""
    import numpy as np

    draw = np.random.default_rng([seed, age])
    figures = held = 0
    for _town in range(towns):
        second, third = (draw.uniform(*part[age]) for part in (SECOND, THIRD))
        homes = np.exp(draw.normal(6, 1, PLACES * SEGMENTS)).astype(int) + LEAST_HOUSEHOLDS
        chance = draw.beta(1.3, 6, PLACES * SEGMENTS)
        borrowing = draw.binomial(homes, chance)
        more = draw.binomial(borrowing, second)
        counts = borrowing + more + draw.binomial(more, third)
        rates = chance * (1 + second * (1 + third))
        for count, households, rate in zip(counts.tolist(), homes.tolist(), rates, strict=True):
            if count >= K:
                low, high = interval(rounded(count), households, TOGETHER[age])
                figures, held = figures + 1, held + bool(low <= rate <= high)
    return Coverage(towns, figures, held)
