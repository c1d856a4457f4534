"""How near the estimate comes to a known effect, over many invented campaigns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segments.effect.displacement import Part
from segments.effect.estimating import Estimate, estimate
from segments.effect.intervals import interval
from segments.effect.matching import Titles, match
from segments.effect.verdicts import Verdict, pooled, verdict
from segments.simulating.shelves import Shelves, Size, choose, promote, shelves

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINY = Size(genres=3, titles=300, promoted=6, weeks=3, weekly=0.4)
SMALL = Size(genres=3, titles=300, promoted=20, weeks=4, weekly=0.6)
LARGE = Size(genres=6, titles=300, promoted=60, weeks=6, weekly=0.7)
UPLIFTS = (0.0, 0.1, 0.3, 1.0)
TOGETHER = 8  # small ones that are taken together
DRAWS = 400
LEAST_TOLD = 0.2  # of the runs: of the few tiny ones that chance made large nothing follows


@dataclass(frozen=True)
class Case:
    """One kind of campaign; `weeks` of loans are known before it."""

    name: str
    size: Size
    uplift: float
    choosing: str = ""
    weeks: int = 104
    together: int = 1


@dataclass(frozen=True)
class Outcome:
    """Of one case: all in per cent, bias in points; errors are those of so few runs alone."""

    name: str
    uplift: int
    runs: int
    expected: int
    bias: float | None
    bias_error: float | None
    coverage_90: float | None
    coverage_error: float | None
    called_effective: float
    too_little: float


CASES = (
    *(Case("small", SMALL, uplift) for uplift in UPLIFTS),
    *(Case("large", LARGE, uplift) for uplift in UPLIFTS),
    *(Case("tiny", TINY, uplift) for uplift in UPLIFTS),
    *(Case("tiny, eight together", TINY, uplift, together=TOGETHER) for uplift in UPLIFTS),
    *(
        Case(f"small, {named}", SMALL, uplift, choosing=way)
        for way, named in (("popular", "for their loans"), ("good", "because they are good"))
        for uplift in (0.0, 0.3)
    ),
    *(Case("small, one year known", SMALL, uplift, weeks=52) for uplift in (0.0, 0.3)),
    *(Case("small, twenty weeks known", SMALL, uplift, weeks=20) for uplift in (0.0, 0.3)),
)


def simulate(case: Case, runs: int, *, seed: int = 1) -> Outcome:
    """So many campaigns of one case, each in a library of its own."""
    place = CASES.index(case) if case in CASES else len(CASES)
    found = [_told(case, [seed, place, run]) for run in range(runs)]
    truth = 1 + case.uplift
    told = [each for each in found if each and each[3] != Verdict.TOO_LITTLE]
    held = [low <= truth <= high for _level, low, high, _verdict, _expected in told]
    levels = np.array([each[0] for each in told])
    is_told = len(told) >= LEAST_TOLD * runs
    holding = float(np.mean(held)) if is_told else 0.0
    more = sum(each is not None and each[3] == Verdict.MORE for each in found)
    return Outcome(
        name=case.name,
        uplift=round(100 * case.uplift),
        runs=runs,
        expected=round(float(np.mean([each[4] for each in found if each]))),
        bias=round(100 * float(levels.mean() - truth), 1) if is_told else None,
        bias_error=round(100 * float(levels.std()) / len(told) ** 0.5, 1) if is_told else None,
        coverage_90=round(100 * holding, 1) if is_told else None,
        coverage_error=round(100 * (holding * (1 - holding) / len(told)) ** 0.5, 1)
        if is_told
        else None,
        called_effective=round(100 * more / runs, 1),
        too_little=round(100 * (runs - len(told)) / runs, 1),
    )


def _told(case: Case, seed: Sequence[int]) -> tuple[float, float, float, Verdict, float] | None:
    found = [each for each in _campaigns(case, seed) if each]
    if not found:
        return None
    sums = pooled([each.sums for each in found])
    level, low, high = interval(sums)
    return level, low, high, verdict(sums.expected, low - 1, high - 1), sums.expected


def _campaigns(case: Case, seed: Sequence[int]) -> Iterator[Estimate | None]:
    for number in range(case.together):
        rng = np.random.default_rng([*seed, number])
        there = shelves(rng, case.size, 104)
        chosen = choose(rng, there, case.size.promoted, case.choosing)
        loans = promote(rng, there, chosen, case.uplift, rng.uniform(0, 1))
        titles = _titles(there, loans, case.weeks)
        is_old = there.came <= there.start - 13
        is_old[chosen] = False
        pair = match(titles.of(chosen), titles.of(np.flatnonzero(is_old)))
        yield estimate(pair, _part(there, loans, is_old, case), seed=int(seed[-1]), draws=DRAWS)


def _titles(there: Shelves, loans: "NDArray", weeks: int) -> Titles:
    """As the real ones are asked: windows as `effect.windows` lays them."""
    start = there.start
    matched = 52 if weeks >= 78 else weeks - weeks // 2 if weeks >= 26 else weeks
    stood = start - there.came
    age = np.select([there.came == 0, stood >= 52, stood >= 26], [0, 1, 2], 3)
    return Titles(
        number=np.arange(len(loans)),
        kind=there.genre * 4 + age,
        wide=age,
        matched=loans[:, start - matched : start].sum(axis=1),
        recent=loans[:, max(start - 26, start - matched) : start].sum(axis=1),
        base=loans[:, start - weeks : start - matched].sum(axis=1),
        during=loans[:, start:].sum(axis=1),
    )


def _part(there: Shelves, loans: "NDArray", rest: "NDArray", case: Case) -> Part:
    start, weeks = there.start, case.size.weeks
    if case.weeks >= 52:
        then, longer = slice(start - 52, start - 52 + weeks), 1.0
    else:
        then, longer = slice(start - case.weeks, start), weeks / case.weeks
    return Part(
        during=float(loans[rest, start:].sum()),
        earlier=float(loans[rest, then].sum()) * longer,
        else_during=float(there.elsewhere[start:].sum()),
        else_earlier=float(there.elsewhere[then].sum()) * longer,
    )
