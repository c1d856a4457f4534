"""From a match and an estimate to what is told: per title, week and branch, and the part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from segments.effect.displacement import Part
from segments.effect.estimating import Estimate, beside
from segments.effect.intervals import Z
from segments.effect.told import BranchTold, EstimateTold, PartTold, WeekTold
from segments.effect.verdicts import OUTLIER, verdict
from segments.effect.windows import Span, Windows

if TYPE_CHECKING:
    from segments.effect.matching import Match

BRANCH_PRIOR = 50.0  # loans: of fewer comparison titles tell little about a branch
WEEK = timedelta(weeks=1)
Weekly = Mapping[tuple[int, int], Mapping[int, int]]  # by title and branch, per week


@dataclass(frozen=True)
class Compared:
    """A match with its estimate, and how heavily each comparison title counts in it."""

    match: "Match"
    estimate: Estimate

    @property
    def weights(self) -> dict[int, float]:
        """By number, before loans that moved are given back."""
        match = self.match
        return dict(zip(match.comparison.number.tolist(), match.weight.tolist(), strict=True))

    @property
    def given_back(self) -> float:
        """From what comparison titles did to what is expected."""
        plain = float(self.match.weight @ self.match.comparison.during)
        return self.estimate.expected / plain if plain else 1.0

    def per_title(self) -> dict[int, float]:
        """What was to be expected of each promoted title during the campaign."""
        match = self.match
        expected = beside(match, "during") * self.given_back
        return dict(zip(match.promoted.number.tolist(), expected.tolist(), strict=True))


def estimated(compared: Compared, change: float | None) -> EstimateTold:
    """Rounded as far as anybody can see."""
    found = compared.estimate
    return EstimateTold(
        observed=found.observed,
        expected=round(found.expected, 1),
        uplift=round(found.uplift, 3),
        low=round(found.low, 3),
        high=round(found.high, 3),
        verdict=str(verdict(found.expected, found.low, found.high)),
        titles=len(compared.match.promoted.number),
        comparisons=len(compared.match.comparison.number),
        others_change=None if change is None else round(change, 3),
    )


def outlier(compared: Compared, during: Mapping[int, int]) -> tuple[int | None, float]:
    """The title that brings half of the extra loans or more, and its share."""
    extra = compared.estimate.observed - compared.estimate.expected
    expected = compared.per_title()
    if extra <= 0 or len(expected) < 3:
        return None, 0.0
    most = max(expected, key=lambda number: during[number] - expected[number])
    share = (during[most] - expected[most]) / extra
    return (most, round(min(share, 1.0), 2)) if share >= OUTLIER else (None, 0.0)


def part(found: Part, compared: Compared) -> PartTold | None:
    """The whole part, promoted titles with it, beside what it would have been."""
    rest = found.expected
    if rest is None:
        return None
    off = Z * found.spread * rest
    expected = rest + compared.estimate.expected
    return PartTold(
        during=round(found.during + compared.estimate.observed),
        expected=round(expected),
        low=round(max(0.0, expected - off)),
        high=round(expected + off),
        lacking=round(compared.estimate.displaced.share, 2),
    )


def weeks(
    windows: Windows,
    lent: Weekly,
    promoted: Sequence[int],
    compared: Compared | None,
    silences: Sequence[Span],
) -> list[WeekTold]:
    """Before, during and after; expected of the titles that are compared, and the loans of others
    as they were, so that both bars are about the same titles."""
    spans = [*_cut(windows.before, "before"), *_cut(windows.during, "during")]
    begin = -len(_cut(windows.before, "before"))
    after = _cut(windows.after, "after")
    places = [*range(begin, len(spans) + begin), *_after_places(windows, len(after))]
    told = []
    for (span, phase), place in zip([*spans, *after], places, strict=True):
        loans = _sum(lent, dict.fromkeys(promoted, 1.0), place)
        expected = None
        if compared:
            alone = set(promoted) - set(compared.match.promoted.number.tolist())
            factor = compared.given_back if phase == "during" else 1.0
            expected = round(
                factor * _sum(lent, compared.weights, place)
                + _sum(lent, dict.fromkeys(alone, 1.0), place),
                1,
            )
        known = not any(
            silent.within(span.first, span.until).days == span.days for silent in silences
        )
        told.append(
            WeekTold(span.first.isoformat(), span.days, phase, round(loans), expected, known)
        )
    return told


def during_weeks(windows: Windows, days: int) -> int:
    """How many weeks a campaign of so many days has, the last one perhaps shorter."""
    return -(-days // 7)


def _after_places(windows: Windows, count: int) -> range:
    days = (windows.after.first - windows.start).days
    first = during_weeks(windows, days)
    return range(first, first + count)


def _cut(span: Span, phase: str) -> list[tuple[Span, str]]:
    """In weeks from its first day; the last one is as long as it is."""
    found = []
    first = span.first
    while first < span.until:
        found.append((Span(first, min(first + WEEK, span.until)), phase))
        first += WEEK
    return found


def _sum(lent: Weekly, weights: Mapping[int, float], week: int) -> float:
    return sum(
        weights[title] * each.get(week, 0)
        for (title, _branch), each in lent.items()
        if title in weights
    )


def branches(
    windows: Windows, lent: Weekly, promoted: Sequence[int], compared: Compared | None
) -> list[BranchTold]:
    """Per branch, the one with most loans first.

    Expected is what the promoted titles were lent there in the matched weeks, as far as comparison
    titles rose or fell since: those there, and those everywhere as far as there are few.
    """
    before = range(-(windows.before.days // 7), 0)
    during = range(during_weeks(windows, windows.during.days))
    long_ago = range(-(windows.matched.days // 7), 0)
    own = dict.fromkeys(promoted, 1.0)
    weights = compared.weights if compared else {}
    then = _over(lent, weights, long_ago)
    change = _over(lent, weights, during) / then if then else 0.0
    told = []
    for position in sorted({branch for _title, branch in lent}):
        here = {key: each for key, each in lent.items() if key[1] == position}
        expected = None
        if compared:
            change_here = (_over(here, weights, during) + BRANCH_PRIOR * change) / (
                _over(here, weights, long_ago) + BRANCH_PRIOR
            )
            past = _over(here, own, long_ago)
            expected = round(past * change_here * compared.given_back, 1)
        was, now = (round(_over(here, own, each)) for each in (before, during))
        told.append(BranchTold(position, was, now, expected))
    return sorted(told, key=lambda each: (-each.during, -each.before, each.position))


def _over(lent: Weekly, weights: Mapping[int, float], weeks: range) -> float:
    return sum(
        weights[title] * sum(each.get(week, 0) for week in weeks)
        for (title, _branch), each in lent.items()
        if title in weights
    )
