"""Over which periods a segment is followed: years, or quarters while there are few years."""

from collections.abc import Sequence
from dataclasses import replace

from planning.models import Library
from segments.forms.explorer import Options
from segments.forms.profile import Asked
from segments.lattice import QUARTER, YEAR, Period
from segments.queries import loans
from segments.queries.loans import Matrix
from segments.views import explorer_trend

ENOUGH_YEARS = 3


def periods(asked: Asked, options: Options) -> list[Period]:
    """From old to new, up to the period that is asked about."""
    years = explorer_trend.periods(asked.period, options)
    if asked.period.level != YEAR or len(years) >= ENOUGH_YEARS:
        return years
    last = asked.period.last_day
    quarters = [
        each
        for each in options.periods
        if each.level == QUARTER and each.last_day <= last and options.is_whole(each)
    ]
    return explorer_trend.periods(max(quarters), options) if len(quarters) > 1 else years


def matrices(library: Library, asked: Asked, wanted: Sequence[Period]) -> list[Matrix]:
    """The figures of these periods, in their order."""
    found = loans.matrices(library, replace(asked.ask, period=wanted[-1]), wanted)
    return [found[period] for period in wanted]


def base(wanted: Sequence[Period]) -> int:
    """Which of them the last is compared with: of quarters the same one a year earlier."""
    earlier = wanted[-1].year_earlier()
    is_quarter = wanted[-1].level == QUARTER
    return wanted.index(earlier) if is_quarter and earlier in wanted else 0
