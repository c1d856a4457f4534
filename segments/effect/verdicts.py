"""What may be said of an effect: of one campaign, and of comparable ones of a year together."""

from collections.abc import Sequence
from enum import StrEnum

from segments.effect.intervals import Sums, interval

LEAST_EXPECTED = 30  # loans; with fewer, chance is larger than any effect that a library hopes for
OUTLIER = 0.5  # one title that brings half of the extra loans carries the result


class Verdict(StrEnum):
    MORE = "more"
    LESS = "less"
    UNCLEAR = "unclear"  # the interval holds 0
    TOO_LITTLE = "too_little"


def verdict(expected: float, low: float, high: float) -> Verdict:
    """Only where enough loans were expected, and only where 0 lies outside the interval."""
    if expected < LEAST_EXPECTED:
        return Verdict.TOO_LITTLE
    if low > 0:
        return Verdict.MORE
    return Verdict.LESS if high < 0 else Verdict.UNCLEAR


def pooled(every: Sequence[Sums]) -> Sums:
    """Campaigns together: their loans and variances added up, since their titles are others."""
    return Sums(
        observed=sum(each.observed for each in every),
        expected=sum(each.expected for each in every),
        observed_spread=sum(each.observed_spread for each in every),
        expected_spread=sum(each.expected_spread for each in every),
        together=sum(each.together for each in every),
        titles=sum(each.titles for each in every),
    )


__all__ = ["LEAST_EXPECTED", "OUTLIER", "Sums", "Verdict", "interval", "pooled", "verdict"]
