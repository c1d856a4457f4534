"""How a segment is followed over time: by years, or by quarters while there are few years."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning.models import Library
from planning.requests import Request
from segments.forms.explorer import Options
from segments.forms.profile import Asked
from segments.lattice import QUARTER, YEAR, Period
from segments.queries import loans
from segments.queries.loans import ANY, Matrix
from segments.views import explorer_trend
from segments.views.explorer_matrix import Measured
from segments.views.profile_later import asked_block, block

ENOUGH_YEARS = 3


@require_GET
def segment_trend(request: Request, code_slug: str) -> HttpResponse:
    segment, form = asked_block(request, code_slug)
    asked = form.asked()
    found = matrices(request.library, asked, periods(asked, form.options))
    values = [
        (each.ask.period, Measured("loans", each).value(segment.position, ANY)) for each in found
    ]
    context = {
        "trend": explorer_trend.trend(_("Loans"), values, has_average=False),
        "trend_of": {"title": segment.name},
    }
    fragment = "segments/_segment_trend.html"
    return block(request, segment, _("How it went"), fragment, context)


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
