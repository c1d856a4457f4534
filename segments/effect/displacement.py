"""Whether the extra loans came out of the same part of the collection."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

# Loans of a part scatter about half as much again as throws of dice, and parts differ by some
# per cent a year in how they grow: nothing smaller than that can be seen.
SCATTER = 1.5
DRIFT = 0.06
STEPS = 101


@dataclass(frozen=True)
class Part:
    """Loans of the rest of the collection part and of everything else, during and in the same
    weeks a year earlier (in the matched weeks where those are not known)."""

    during: float
    earlier: float
    else_during: float
    else_earlier: float

    @property
    def expected(self) -> float | None:
        """What the rest of the part would have been, had it gone as everything else."""
        if min(self.earlier, self.else_earlier, self.else_during) <= 0:
            return None
        return self.earlier * self.else_during / self.else_earlier

    @property
    def spread(self) -> float:
        """Of the logarithm of during by expected."""
        counts = (self.during, self.earlier, self.else_during, self.else_earlier)
        return math.sqrt(SCATTER * sum(1 / max(each, 1.0) for each in counts) + DRIFT**2)


@dataclass(frozen=True)
class Elsewhere:
    """Which part of the extra loans others lacked: how likely each share from none to all is."""

    part: Part
    share: float
    chances: "NDArray"

    def factors(self, extra: "NDArray", rng: "Generator") -> "NDArray":
        """By how much the comparison titles told too little, per row of extra loans; the first
        row has the likeliest share, the others one that may be true."""
        if self.part.during <= 0:
            return np.ones(len(extra))
        shares = rng.choice(np.linspace(0, 1, len(self.chances)), len(extra), p=self.chances)
        shares[0] = self.share
        found: NDArray = np.clip(1 + shares * extra / self.part.during, 0.5, 1.5)
        return found


def displaced(observed: float, expected: float, part: Part) -> Elsewhere:
    """All shares are as likely beforehand; what the rest of the part did makes some likelier."""
    shares = np.linspace(0, 1, STEPS)
    extra, there = observed - expected, part.expected
    if there is None or extra <= 0 or part.during <= 0:
        return Elsewhere(part, 0.5, np.full(STEPS, 1 / STEPS))
    missed = there - part.during
    far = (missed - shares * extra) / (there * part.spread)
    chances = np.exp(-0.5 * (far**2 - (far**2).min()))
    chances /= chances.sum()
    return Elsewhere(part, float(shares @ chances), chances)
