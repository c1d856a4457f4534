"""How many of the households of a segment we reach, how sure that is, and what could be added.

Two measures that are never mixed: active borrowers per 100 households, and members per 100
households. Households are not people: one of them may hold several borrowers, and nothing is ever
subtracted between the two. Everything is computed from published counts, rounded to 5 already.
"""

from dataclasses import dataclass
from math import sqrt

from segments.lattice import ADULTS, ALL, YOUTH
from segments.suppression import STEP, Cell, rounded

EVERYWHERE, AREA, MUNICIPALITY, CATCHMENT = range(4)
PLACE_KINDS = {
    "everywhere": EVERYWHERE,
    "area": AREA,
    "municipality": MUNICIPALITY,
    "catchment": CATCHMENT,
}
BORROWERS, MEMBERS = "borrowers", "members"

LEAST_HOUSEHOLDS = 50  # under this one household more or less is a step in the figure
Z = 1.96  # 95 in 100
ROUNDING = (STEP**2 - 1) / 12  # the variance that rounding to 5 adds
# Borrowers of one household come together: the mean square of their number over its mean. By age
# because brothers and sisters come together more than couples do.
TOGETHER = {ADULTS: 1.4, YOUTH: 1.9, ALL: 2.2}


@dataclass(frozen=True)
class Penetration:
    """Readers per 100 households, and between which values the rate lies 95 times in 100."""

    per_hundred: float
    low: float
    high: float


def penetration(readers: Cell, households: int, *, age: int = ADULTS) -> Penetration | None:
    """Of a published count; None where it is hidden or there are fewer than 50 households."""
    count = readers.borrowers
    if count is None or households < LEAST_HOUSEHOLDS:
        return None
    low, high = interval(count, households, TOGETHER[age])
    return Penetration(*(round(100 * rate, 1) for rate in (count / households, low, high)))


def interval(count: int, households: int, together: float) -> tuple[float, float]:
    """The rates per household under which this count is no surprise (a score interval).

    The count is of distinct people and rounded to 5, so neither binomial (a household may hold
    several) nor exact. Under a rate r its variance is households * r * (together - r) for people
    who come by household, plus that of rounding; solved for r where the count lies 1.96 standard
    deviations away. As good for a count of 10 as for one of 1,000.
    """
    square = Z * Z
    curve = households * (households + square)
    slope = households * (2 * count + square * together)
    root = sqrt(max(0.0, slope * slope - 4 * curve * (count * count - square * ROUNDING)))
    return max(0.0, (slope - root) / (2 * curve)), (slope + root) / (2 * curve)


def potential(own: float, reference: float, households: int) -> int:
    """How many readers more there would be at the reference, in fives; both per 100 households."""
    return rounded(int(max(0.0, reference - own) * households / 100 + 0.5))
