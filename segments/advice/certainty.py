"""How sure a figure is: an interval for a ratio of counts that are rounded to 5.

1. A published count r stands for r - 2 to r + 2; each bound takes the end that says least.
2. The interval is the one of Katz for a ratio, on the logarithm (Katz, Baptista, Azen and Pike,
   "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34, 1978).
3. Loans of one reader hang together: a few borrow much, and each has favourite genres. So not the
   loans count but the readers, each with a design effect (Kish, Survey Sampling, 1965). In invented
   towns in which a tenth of the readers make two fifths of the loans, and most of a reader's books
   are of a few genres, 1.0 gives intervals that hold as often as they say; READERS is half as much
   again, since real readers may hang together more (docs/measurements.md). Loans of a title are
   more skewed: TITLES is what a gamma distribution of shape ½ has.
4. Whoever looks at hundreds of figures finds some that stand out by chance. For "much data" the
   level is divided by the number of figures looked at together (Bonferroni; Dunn, "Multiple
   comparisons among means", JASA 56, 1961), half of it for titles and half for all else: so a
   library in which nothing is the matter has at most one chance in twenty of a single such advice
   about its adults, or about its youth. And not "differs from average" has to be certain but
   "differs enough to act on".
5. "Little data" asks the same of one figure on its own: worth a talk, not yet a fact.
"""

from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist

from segments.suppression import Cell

LEVEL = 0.05
READERS = 1.5
TITLES = 3.0
HOUSEHOLDS = 2.0  # members of one household come together
SLACK = 2  # what rounding to 5 can hide


@dataclass(frozen=True)
class Ratio:
    """A ratio with one-sided bounds: on its own, and among all figures looked at together."""

    value: float
    error: float
    least: float  # the value if rounding was against us
    most: float
    comparisons: int

    def low(self, *, together: bool) -> float:
        return self.least * exp(-self._width(together))

    def high(self, *, together: bool) -> float:
        return self.most * exp(self._width(together))

    def _width(self, together: bool) -> float:  # noqa: FBT001
        level = LEVEL / (self.comparisons if together else 1)
        return NormalDist().inv_cdf(1 - level) * self.error


def index(
    cell: Cell,
    row: Cell,
    column: Cell,
    total: Cell,
    *,
    comparisons: int,
    spread: float = READERS,
) -> Ratio | None:
    """The share of a cell in its row as a multiple of that of its column; None if not all shown."""
    known = [each.loans for each in (cell, row, column, total)]
    readers = [each.borrowers for each in (cell, column)]
    a, b, c, d = (count or 0 for count in known)
    if None in known or None in readers or min(a, b, c, d) <= SLACK:
        return None
    few, many = ((count or 0) - SLACK for count in readers)
    if few <= 0 or many <= 0:
        return None
    return Ratio(
        value=a * d / (b * c),
        error=sqrt(spread / few + spread / many),
        least=(a - SLACK) * (d - SLACK) / ((b + SLACK) * (c + SLACK)),
        most=(a + SLACK) * (d + SLACK) / ((b - SLACK) * (c - SLACK)),
        comparisons=comparisons,
    )


def books(
    count: int, per: int, all_count: int, all_per: int, *, of: int, comparisons: int
) -> Ratio:
    """An exact rate of a part beside that of everything, such as loans per copy; `of` titles."""
    if not (count and of and all_count and all_per):
        return Ratio(0.0, inf, 0.0, 0.0, comparisons)
    value = (count / max(per, 1)) / (all_count / all_per)
    return Ratio(value, sqrt(TITLES / of), value, value, comparisons)


def reach(borrowers: Cell, households: int, reference: float, *, comparisons: int) -> Ratio | None:
    """Borrowers per hundred households as a part of the reference; None if not shown."""
    if borrowers.borrowers is None or households <= 0 or reference <= 0:
        return None
    count = borrowers.borrowers
    per_one = 100 / households / reference
    return Ratio(
        value=count * per_one,
        error=sqrt(HOUSEHOLDS / max(count - SLACK, 1)),
        least=max(count - SLACK, 0) * per_one,
        most=(count + SLACK) * per_one,
        comparisons=comparisons,
    )


def log_distance(first: float, second: float) -> float:
    """How far apart two figures are, as a factor of at least 1."""
    if first <= 0 or second <= 0:
        return inf if first != second else 1.0
    return exp(abs(log(first / second)))
