"""What stands around the lanes: months and weeks above, days off and today behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planning import lanes, spans
from planning.lanes import Scale
from planning.lettering import width
from planning.models import Holiday
from planning.spans import Span
from planning.views import plan_words as words
from planning.views.plan_facts import Shown
from planning.views.plan_links import add_url

AXIS_SIZE = 13


@dataclass(frozen=True)
class Month:
    """A heading that leads to the month, with a plus that puts something in it."""

    css: str
    label: str
    name: str
    url: str
    add: str


@dataclass(frozen=True)
class Week:
    css: str
    label: str
    is_now: bool


@dataclass(frozen=True)
class DayOff:
    css: str
    name: str
    days: str


@dataclass(frozen=True)
class Axis:
    months: Sequence[Month]
    weeks: Sequence[Week]
    days_off: Sequence[DayOff]
    behind: Sequence[str]


def axis(shown: Shown) -> Axis:
    """The frame of a timeline."""
    span = shown.selection.span
    on = lanes.scale(span)
    firsts = [day for day in _month_firsts(span) if span.first <= day <= span.last]
    bands = [band for each in shown.holidays if (band := _band(each, on, span))]
    behind = [f"holiday w{start} n{end - start + 1}" for start, end, _each in bands]
    behind += [f"month w{_month_column(day, on)}" for day in firsts[1:]]
    if on.days == 1:
        behind += [f"weekend w{at}" for at in _weekends(on)]
    if span.first <= shown.today <= span.last:
        late = f" t{shown.today.weekday()}" if on.days == 7 else ""
        behind.append(f"now w{on.column(shown.today)}{late}")
    return Axis(
        months=[_month(day, shown, on) for day in firsts],
        weeks=_weeks(shown, on),
        days_off=_named(bands, on),
        behind=behind,
    )


def _month_firsts(span: Span) -> list[date]:
    first = span.first.replace(day=1)
    return [date(first.year, month, 1) for month in range(first.month, span.last.month + 1)]


def _month_column(first: date, on: Scale) -> int:
    """In weeks a month begins with the first one of which most days are in it."""
    return on.column(first) + (on.days == 7 and first.weekday() > 3 and first.month > 1)


def _month(first: date, shown: Shown, on: Scale) -> Month:
    month = Span(spans.MONTH, first.year, first.month)
    column, end = _month_column(first, on), on.column(month.last)
    return Month(
        css=f"w{column} n{max(end - column, 1)}",
        label=words.day(first, "M").rstrip(".").lower() if on.days == 7 else words.day(first, "F"),
        name=words.day(first, "F"),
        url=shown.selection.address(span=month, panel=""),
        add=add_url(shown, max(first, min(shown.today, month.last))),
    )


def _weeks(shown: Shown, on: Scale) -> list[Week]:
    span = shown.selection.span
    this_week = spans.monday_of(shown.today)
    weeks = []
    for at, monday in enumerate(spans.mondays(span.first, span.last)):
        is_now = monday == this_week
        # In a year every second one; the neighbours of this week make room for it.
        is_crowded = at % 2 == 0 or abs((monday - this_week).days) == on.days
        if on.days == 7 and is_crowded and not is_now:
            continue
        start, end = on.column(monday), on.column(monday + timedelta(days=6))
        number = str(monday.isocalendar().week)
        weeks.append(Week(f"w{start} n{end - start + 1}", number, is_now))
    return weeks


def _weekends(on: Scale) -> list[int]:
    days = (on.first + timedelta(days=each) for each in range(on.columns))
    return [on.column(day) for day in days if day.weekday() > 4]


def _band(each: Holiday, on: Scale, span: Span) -> tuple[int, int, Holiday] | None:
    """From which to which column; in weeks only those of which most days are off."""
    first, last = each.starts_on, each.ends_on
    if on.days == 7:
        first, last = first + timedelta(days=3), last - timedelta(days=3)
    if first > last or last < span.first or first > span.last:
        return None
    return on.column(first), on.column(last), each


def _named(bands: list[tuple[int, int, Holiday]], on: Scale) -> list[DayOff]:
    """Names with room for each; one within another gets a row of its own from the browser."""
    named = []
    for start, end, each in bands:
        needs = max(on.needs(width(each.name, AXIS_SIZE) + 8)[0], end - start + 1)
        first = max(1, min(start, on.columns - needs + 1))
        css = f"w{first} n{min(needs, on.columns)}"
        named.append(DayOff(css, each.name, words.days(each.starts_on, each.ends_on)))
    return named
