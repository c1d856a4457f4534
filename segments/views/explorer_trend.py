"""One figure over earlier periods as a small drawing, with a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from segments.forms.explorer import Options
from segments.lattice import MONTH, QUARTER, YEAR, Period
from segments.views.explorer_matrix import Value

WIDTH, TOP, BOTTOM, EDGE = 296, 24, 104, 20
LENGTHS = {YEAR: 5, QUARTER: 8, MONTH: 13}
AROUND_AVERAGE = (80, 120)
LEAST_TOP = 160  # of an index, so that around average is always in sight
Values = Sequence[tuple[Period, Value]]


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    label: str  # below the axis; empty where it would not fit
    text: str  # above the point; only at the ends
    above: str
    anchor: str


@dataclass(frozen=True)
class Trend:
    title: str
    description: str
    path: str
    points: list[Point]
    zone: tuple[str, str] | None  # y and height of around average
    rows: list[tuple[str, str]]  # period and figure, as text


@dataclass(frozen=True)
class _Scale:
    """From a period and a figure to a place in the drawing."""

    first: int
    step: float
    height: float

    def at(self, period: Period, number: float) -> tuple[float, float]:
        return EDGE + (period.number - self.first) * self.step, BOTTOM - number * self.height


def periods(period: Period, options: Options) -> list[Period]:
    """The period asked about and the whole ones before it, from old to new."""
    first = period.number - LENGTHS[period.level] + 1
    earlier = [
        p
        for p in options.periods
        if p.level == period.level and first <= p.number < period.number and options.is_whole(p)
    ]
    return [*sorted(earlier), period]


def trend(title: str, values: Values, *, has_average: bool) -> Trend | None:
    """The drawing of published values, old to new; None where fewer than two can be shown."""
    shown = [(period, value) for period, value in values if value.number is not None]
    if len(shown) < 2:
        return None
    highest = max([value.number or 0 for _period, value in shown])
    highest = max(highest, LEAST_TOP) if has_average else highest
    width = max(1, shown[-1][0].number - shown[0][0].number)
    scale = _Scale(
        shown[0][0].number, (WIDTH - 2 * EDGE) / width, (BOTTOM - TOP) / (highest * 1.05 or 1)
    )
    low, high = (scale.at(shown[0][0], edge)[1] for edge in AROUND_AVERAGE)
    (old, then), (new, now) = shown[0], shown[-1]
    return Trend(
        title=title,
        description=_("From %(then)s in %(old)s to %(now)s in %(new)s.")
        % {"then": then.text, "old": old.label(), "now": now.text, "new": new.label()},
        path=_path(scale, shown),
        points=_points(scale, shown),
        zone=(f"{high:.1f}", f"{low - high:.1f}") if has_average else None,
        rows=[(p.label(), v.said if v.number is None else v.text) for p, v in values],
    )


def _path(scale: _Scale, shown: Values) -> str:
    """A line through the points, broken where a period between them is not known or not shown."""
    path = ""
    before: Period | None = None
    for period, value in shown:
        x, y = scale.at(period, value.number or 0)
        path += f"{'L' if before == period.previous() else 'M'}{x:.1f} {y:.1f}"
        before = period
    return path


def _points(scale: _Scale, shown: Values) -> list[Point]:
    points = []
    for place, (period, value) in enumerate(shown):
        x, y = scale.at(period, value.number or 0)
        is_end = place in (0, len(shown) - 1)
        points.append(
            Point(
                x=f"{x:.1f}",
                y=f"{y:.1f}",
                label=short(period) if is_end or period.level == YEAR else "",
                text=value.text if is_end else "",
                above=f"{y - 10:.1f}",
                anchor="start" if not place else "end" if is_end else "middle",
            )
        )
    return points


def short(period: Period) -> str:
    """What fits under a point: 2025, K1 2025 or 3-2025."""
    if period.level == YEAR:
        return str(period)
    part = period.number % (4 if period.level == QUARTER else 12) + 1
    if period.level == QUARTER:
        return _("Q%(quarter)s %(year)s") % {"quarter": part, "year": period.year}
    return f"{part}-{period.year}"
