"""The list of campaigns: which there are, how far each is, and what is the next thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from campaigns.forms.campaigns import ListForm
from campaigns.phases import Phase
from campaigns.queries import campaigns as queries
from campaigns.queries.campaigns import Line
from campaigns.views.aboard import Aboard, aboard
from campaigns.views.onward import Onward, steps
from config.http import render_page
from planning import wording
from planning.models import TargetGroup
from planning.queries.plan import year_of
from planning.requests import Request

# What needs somebody comes first; what is closed last.
ORDER = (Phase.RUNNING, Phase.LOOKING_BACK, Phase.PREPARING, Phase.IDEA, Phase.CLOSED)
# Without a year in the address, what was closed longer ago is left out.
LAST_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """A campaign as the list shows it."""

    line: Line
    when: str
    weeks: str
    aboard: list[Aboard]
    step: Onward | None


@require_GET
def campaigns(request: Request) -> HttpResponse:
    today = timezone.localdate()
    items = queries.items(request.library)
    form = ListForm(
        request.GET, groups=TargetGroup.objects.filter(library=request.library), years=_years(items)
    )
    asked = form.asked
    lines = queries.lines(_asked(request, items, asked, today), today=today)
    lines = [each for each in lines if each.phase == asked.get("phase", each.phase)]
    context = {
        "form": form,
        "asked": asked,
        "sections": [
            (each, [_row(line, today) for line in lines if line.phase == each])
            for each in ORDER
            if any(line.phase == each for line in lines)
        ],
        "said": in_words(lines),
        "total": len(lines),
        "has_any": bool(lines) or items.exists(),
    }
    return render_page(
        request,
        "campaigns/campaigns.html",
        fragment="campaigns/_campaign_list.html",
        context=context,
    )


def in_words(lines: Sequence[Line]) -> list[str]:
    """How many there are of each kind that asks something: 2 lopen, 1 wacht op een terugblik."""
    counts = {each: sum(line.phase == each for line in lines) for each in Phase}
    said = {
        Phase.RUNNING: ngettext("%(count)d runs", "%(count)d run", counts[Phase.RUNNING]),
        Phase.LOOKING_BACK: ngettext(
            "%(count)d waits for a lesson",
            "%(count)d wait for a lesson",
            counts[Phase.LOOKING_BACK],
        ),
        Phase.PREPARING: ngettext(
            "%(count)d is being prepared",
            "%(count)d are being prepared",
            counts[Phase.PREPARING],
        ),
        Phase.IDEA: ngettext(
            "%(count)d is still an idea", "%(count)d are still an idea", counts[Phase.IDEA]
        ),
    }
    return [text % {"count": counts[each]} for each, text in said.items() if counts[each]]


def _asked(request: Request, items: Any, asked: dict[str, Any], today: date) -> Any:
    if year := asked.get("year"):
        first, last = year_of(year)
        items = items.between(first, last)
    else:
        items = items.filter(ends_on__gte=today - LAST_YEAR)
    if group := asked.get("group"):
        items = items.filter(target_group=group)
    if asked.get("whose"):
        items = items.filter(involvements__person=request.user).distinct()
    return items.order_by("starts_on", "title", "pk")


def _years(items: Any) -> range:
    found = items.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    if found["first"] is None:
        return range(0)
    return range(found["first"].year, found["last"].year + 1)


def _row(line: Line, today: date) -> Row:
    item = line.item
    found = steps(line, today=today)
    return Row(
        line=line,
        when=wording.period_in_words(item.starts_on, item.ends_on),
        weeks=wording.weeks_in_words(item.starts_on, item.ends_on),
        aboard=aboard(line.entry),
        step=found[0] if found else None,
    )
