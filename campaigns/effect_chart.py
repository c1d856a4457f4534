"""Loans of the promoted titles week by week, beside what was to be expected: bars and ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from segments import charts
from segments.effect.told import WeekTold

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 34, 8, 34, 190, 216
# A drawing for wide places and one for narrow ones: its words are as large in both.
WIDE, NARROW = 720, 330
LABEL = 70  # pixels for a date
PHASES: dict[str, str | Promise] = {
    "before": pgettext_lazy("effect", "before"),
    "during": pgettext_lazy("effect", "during"),
    "after": gettext_lazy("afterwards"),
}


@dataclass(frozen=True)
class Bar:
    """A week; places are text with a point, for attributes."""

    css: str
    x: str
    y: str
    width: str
    height: str
    expected: str  # the height of its tick; empty where none is known
    end: str
    label: str
    label_x: str


@dataclass(frozen=True)
class Zone:
    """A stretch of weeks with its name."""

    name: str
    css: str
    x: str
    width: str
    middle: str


@dataclass(frozen=True)
class Chart:
    name: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    zones: tuple[Zone, ...]
    lines: tuple[tuple[str, str, str], ...]  # y of the line, y of its label, label
    description: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_expected: bool
    has_parts: bool  # a bar is of less than a week


def drawings(weeks: Sequence[WeekTold]) -> list[Chart]:
    """The same for wide and for narrow places; none where nothing was lent at all."""
    highest = max([max(each.loans, each.expected or 0) for each in weeks], default=0)
    if not highest:
        return []
    return [_chart(weeks, highest, *each) for each in (("wide", WIDE), ("narrow", NARROW))]


def _chart(weeks: Sequence[WeekTold], highest: float, name: str, width: int) -> Chart:
    marks = charts.ticks(highest, 3)
    step = (width - LEFT - RIGHT) / len(weeks)
    every = max(1, math.ceil(LABEL / step))
    bars = tuple(
        _bar(each, place, step, marks[-1], has_label=place % every == 0)
        for place, each in enumerate(weeks)
    )
    return Chart(
        name=name,
        width=width,
        height=HEIGHT,
        bars=bars,
        zones=_zones(weeks, step),
        lines=tuple(
            (_px(_up(each, marks[-1])), _px(_up(each, marks[-1]) + 4), number_format(round(each)))
            for each in marks
            if each == int(each)
        ),
        description=_described(weeks),
        heads=(_("Week from"), _("Days"), _("Phase"), _("Loans"), _("Expected")),
        rows=tuple(_row(each) for each in weeks),
        has_expected=any(each.expected is not None for each in weeks),
        has_parts=any(each.days < 7 for each in weeks),
    )


def _up(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _px(value: float) -> str:
    return f"{value:.1f}"


def _bar(week: WeekTold, place: int, step: float, top: float, *, has_label: bool) -> Bar:
    left, gap = LEFT + place * step, step * 0.14
    y = _up(week.loans, top)
    return Bar(
        css=week.phase if week.is_known else "unknown",
        x=_px(left + gap),
        y=_px(y),
        width=_px(step - 2 * gap),
        height=_px(BOTTOM - y),
        expected="" if week.expected is None else _px(_up(week.expected, top)),
        end=_px(left + step - gap),
        label=date_format(date.fromisoformat(week.first), "j-n") if has_label else "",
        label_x=_px(left + step / 2),
    )


def _zones(weeks: Sequence[WeekTold], step: float) -> tuple[Zone, ...]:
    found = []
    for phase, name in PHASES.items():
        places = [place for place, each in enumerate(weeks) if each.phase == phase]
        if places:
            left, wide = LEFT + places[0] * step, len(places) * step
            found.append(Zone(str(name), phase, _px(left), _px(wide), _px(left + wide / 2)))
    return tuple(found)


def _described(weeks: Sequence[WeekTold]) -> str:
    """Per phase how many a week, in a sentence."""
    parts = []
    for phase, name in PHASES.items():
        here = [each for each in weeks if each.phase == phase and each.is_known]
        days = sum(each.days for each in here)
        if days:
            weekly = 7 * sum(each.loans for each in here) / days
            said = _("%(phase)s about %(count)s loans a week")
            parts.append(said % {"phase": name, "count": number_format(weekly, 1)})
    return "; ".join(parts)


def _row(week: WeekTold) -> tuple[str, ...]:
    return (
        date_format(date.fromisoformat(week.first), "j F Y"),
        str(week.days),
        str(PHASES[week.phase]),
        number_format(week.loans) if week.is_known else _("not known"),
        "–" if week.expected is None else number_format(week.expected, 1),
    )
