"""What came of putting titles in the light: loans of these titles beside comparable ones.

Loans of books without a reader are exact. The estimate itself is pure (segments.effect).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planning.models import Library
from segments.effect.told import TitleTold, Told
from segments.effect.windows import Span, Windows, windows
from segments.queries import effect_loans
from segments.queries.effect_loans import Day, Lent

if TYPE_CHECKING:
    from segments.effect.displacement import Part
    from segments.effect.estimating import Estimate
    from segments.effect.matching import Titles
    from segments.effect.telling import Compared

YOUNG = (13, 26, 52)  # weeks on the shelf: what came later than the first is not compared
OLD = len(YOUNG)


@dataclass(frozen=True)
class EffectAsk:
    """Titles that were shown from day to day, both included, in branches (none: everywhere).

    `left_out` are titles of other campaigns around these days: they compare with nothing.
    """

    titles: tuple[int, ...]
    starts_on: date
    ends_on: date
    branches: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    seed: int = 1


def measured(library: Library, ask: EffectAsk) -> Told:
    """Everything that loans tell of it; as much as is known by now."""
    days = (ask.ends_on - ask.starts_on).days + 1
    known = effect_loans.known(library)
    if known.first_on is None or known.last_on is None:
        return Told(days=days)
    laid = windows(ask.starts_on, ask.ends_on, known.first_on, known.last_on)
    codes = effect_loans.genres_of(library, ask.titles)
    lent = effect_loans.titles(
        library, laid, promoted=ask.titles, codes=codes, branches=ask.branches
    )
    daily = effect_loans.days(library, laid, ask.branches, codes)
    silences = effect_loans.silences(daily, Span(laid.before.first, laid.after.until))
    told = _counted(laid, lent, ask, silences)
    told = replace(
        told,
        days=days,
        known_from=known.first_on.isoformat(),
        known_until=known.last_on.isoformat(),
    )
    if not told.titles:
        return told
    compared, too_new, alone, part = _compared(laid, lent, daily, ask, codes)
    told = replace(told, too_new=too_new, alone=alone)
    return _drawn(library, laid, ask, replace(told, silences=_days_of(silences)), compared, part)


def _days_of(silences: Sequence[Span]) -> list[list[str]]:
    return [[each.first.isoformat(), each.until.isoformat()] for each in silences]


def _counted(laid: Windows, lent: Sequence[Lent], ask: EffectAsk, silences: Sequence[Span]) -> Told:
    """What everybody could count: loans before, during, after and a year ago."""
    chosen = set(ask.titles)
    own = [each for each in lent if each.number in chosen]
    before, during, after = (
        span.days - sum(each.within(span.first, span.until).days for each in silences)
        for span in (laid.before, laid.during, laid.after)
    )
    return Told(
        days_before=before,
        days_during=during,
        days_after=after,
        titles=len(own),
        went=sum(each.during > 0 for each in own),
        before=sum(each.before for each in own),
        during=sum(each.during for each in own),
        after=sum(each.after for each in own),
        last_year=sum(each.last_year for each in own) if laid.has_last_year else None,
        rows=[
            TitleTold(each.number, each.before, each.during, each.after, each.last_year)
            for each in own
        ],
    )


def _compared(
    laid: Windows,
    lent: Sequence[Lent],
    daily: Sequence[Day],
    ask: EffectAsk,
    codes: Mapping[int, int],
) -> "tuple[Compared | None, list[int], list[int], Part | None]":
    """The comparison; with the promoted titles that are too new for one, and those alone."""
    from segments.effect import estimating, matching
    from segments.effect.telling import Compared

    chosen, left_out = set(ask.titles), set(ask.left_out)
    old_enough = [each for each in lent if _age(each, laid) >= 0]
    too_new = [each.number for each in lent if each.number in chosen and _age(each, laid) < 0]
    own = [each for each in old_enough if each.number in chosen]
    others = [each for each in old_enough if each.number not in chosen | left_out]
    if not laid.has_comparison or not own:
        return None, too_new, [], None
    kinds: dict[tuple[object, ...], int] = {}
    match = matching.match(_titles(own, laid, codes, kinds), _titles(others, laid, codes, kinds))
    part = _part(laid, lent, daily, chosen)
    found = estimating.estimate(match, part, seed=ask.seed)
    compared = Compared(match, found) if found else None
    return compared, too_new, match.unmatched.tolist(), part


def _age(lent: Lent, laid: Windows) -> int:
    """How long it has been there: -1 too short, OLD since before the base, or unknown."""
    if lent.first_on is None or lent.first_on <= laid.base.first:
        return OLD
    stood = (laid.start - lent.first_on).days // 7
    return sum(stood >= least for least in YOUNG) - 1


def _titles(
    lent: Sequence[Lent],
    laid: Windows,
    codes: Mapping[int, int],
    kinds: dict[tuple[object, ...], int],
) -> "Titles":
    import numpy as np

    from segments.effect.matching import Titles

    def number(*kind: object) -> int:
        return kinds.setdefault(kind, len(kinds))

    wide = [(each.material, each.audience, _age(each, laid)) for each in lent]
    genres = [codes.get(each.genre_code, 0) for each in lent]
    return Titles(
        number=np.array([each.number for each in lent], dtype=int),
        kind=np.array(
            [number(genre, *kind) for genre, kind in zip(genres, wide, strict=True)], dtype=int
        ),
        wide=np.array([number(*kind) for kind in wide], dtype=int),
        **{
            name: np.array([getattr(each, name) for each in lent], dtype=float)
            for name in ("matched", "recent", "base", "during")
        },
    )


def _part(laid: Windows, lent: Sequence[Lent], daily: Sequence[Day], chosen: set[int]) -> "Part":
    """The rest of the genres of the promoted titles, beside everything else that was lent."""
    from segments.effect.displacement import Part

    earlier = effect_loans.earlier_of(laid)
    longer = laid.during.days / earlier.days if earlier.days else 0.0
    own = [each for each in lent if each.number in chosen]
    during = _sum(daily, laid.during, "part") - sum(each.during for each in own)
    before = _sum(daily, earlier, "part") - sum(each.earlier for each in own)
    all_during, all_before = (
        _sum(daily, span, "here") - _sum(daily, span, "part") for span in (laid.during, earlier)
    )
    return Part(
        during=float(max(0, during)),
        earlier=max(0, before) * longer,
        else_during=float(all_during),
        else_earlier=all_before * longer,
    )


def _sum(daily: Sequence[Day], span: Span, of: str) -> int:
    return sum(getattr(each, of) for each in daily if span.first <= each.day < span.until)


def _drawn(
    library: Library,
    laid: Windows,
    ask: EffectAsk,
    told: Told,
    compared: "Compared | None",
    part: "Part | None",
) -> Told:
    """The same with its weeks and branches, and what the estimate says."""
    from segments.effect import telling

    numbers = [each.number for each in told.rows]
    others = compared.match.comparison.number.tolist() if compared else []
    lent = effect_loans.weeks(
        library,
        laid,
        [*numbers, *others],
        ask.branches,
        during_weeks=telling.during_weeks(laid, told.days),
    )
    gaps = [Span(*map(date.fromisoformat, each)) for each in told.silences]
    told = replace(
        told,
        weeks=telling.weeks(laid, lent, numbers, compared, gaps),
        branches=telling.branches(laid, lent, numbers, compared),
    )
    if compared is None or part is None:
        return told
    return _estimated(told, compared, part)


def _estimated(told: Told, compared: "Compared", part: "Part") -> Told:
    from segments.effect import telling

    expected = compared.per_title()
    during = {each.number: each.during for each in told.rows}
    outlier, share = telling.outlier(compared, during)
    after = [each.expected for each in told.weeks if each.phase == "after"]
    return replace(
        told,
        estimate=telling.estimated(compared, _change(told, compared.estimate)),
        sums=asdict(compared.estimate.sums),
        part=telling.part(part, compared),
        outlier=outlier,
        outlier_share=share,
        after_expected=round(sum(each or 0 for each in after), 1) if after else None,
        rows=[
            replace(each, expected=round(expected[each.number], 1))
            if each.number in expected
            else each
            for each in told.rows
        ],
    )


def _change(told: Told, found: "Estimate") -> float | None:
    """What comparable titles did from before to during, over as many days."""
    before = sum(each.expected or 0 for each in told.weeks if each.phase == "before")
    usual = told.over(round(before), told.days_before)
    return found.expected / usual - 1 if usual else None
