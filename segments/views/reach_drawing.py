"""Reach as bars with their intervals, and the same small for each place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from segments import charts
from segments.charts import Tick
from segments.forms.reach import Selection
from segments.queries.names import Entry
from segments.queries.reach import Reach, Reached
from segments.views import explorer_words as words
from segments.views.charts import Bar, BarChart, ChartTable
from segments.views.reach_page import panel_of

HEIGHT, STEP, WIDTH = 48, 14, 10
BELOW, ABOVE = "b4", "b2"


def bars(lines: Sequence[Reached], selection: Selection, *, reference: str) -> BarChart | None:
    """One bar for each segment; None where nothing may be told."""
    shown = [line for line in lines if line.per_hundred is not None]
    if not shown:
        return None
    highest = _highest(shown)
    average = shown[0].reference if selection.against is None else None
    return BarChart(
        id="reach-bars",
        title=_("Borrowers per 100 households"),
        description=_("One bar for each segment, the longest on top. Compared with %(reference)s.")
        % {"reference": reference},
        kind="amount",
        bars=[_bar(line, selection, highest) for line in lines if line.households],
        axis=[Tick(charts.share_of(at, highest), words.count(at)) for at in charts.ticks(highest)],
        reference=charts.share_of(average, highest) if average is not None else "",
        marks_said=_("the line is %(reference)s") % {"reference": reference}
        if selection.against
        else "",
        intervals_said=_("95 times in 100 the figure lies on the thin line"),
        table=ChartTable([], []),
    )


def _highest(lines: Sequence[Reached]) -> float:
    values = [max(line.high or 0, line.reference or 0) for line in lines]
    return charts.ticks(max(values, default=1))[-1]


def _bar(line: Reached, selection: Selection, highest: float) -> Bar:
    url = selection.address(panel=panel_of(line))
    if line.per_hundred is None or line.low is None or line.high is None:
        return Bar(line.segment.name, url, "too-small", "", said=_("too small to show"))
    is_below = line.reference is not None and line.per_hundred < line.reference
    mark = ""
    if selection.against and line.reference is not None:
        mark = charts.share_of(line.reference, highest)
    return Bar(
        line.segment.name,
        url,
        BELOW if is_below else ABOVE,
        words.decimal(line.per_hundred),
        said=_("below the reference") if is_below else "",
        span=charts.from_left(line.per_hundred, highest),
        mark=mark,
        interval=charts.between(line.low, line.high, highest),
    )


@dataclass(frozen=True)
class Column:
    x: int
    y: str
    height: str
    css: str


@dataclass(frozen=True)
class Small:
    name: str
    url: str
    columns: Sequence[Column]
    said: str


@dataclass(frozen=True)
class Smalls:
    """The same segments in the same order for each place, on one scale."""

    smalls: Sequence[Small]
    width: int
    height: int
    reference: str  # y; empty where there is none
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def smalls(found: Reach, places: Sequence[Entry], selection: Selection) -> Smalls | None:
    """Columns per place, and the table that says the same; None where nothing may be told."""
    lines = {p: [found.line(s.position, p.position) for s in found.segments] for p in places}
    shown = [line for each in lines.values() for line in each if line.per_hundred is not None]
    if not shown:
        return None
    average = shown[0].reference if selection.against is None else None
    highest = max([line.per_hundred or 0 for line in shown] + [average or 0]) or 1
    return Smalls(
        smalls=[_small(place, lines[place], selection, highest) for place in places],
        width=STEP * len(found.segments),
        height=HEIGHT,
        reference=f"{HEIGHT * (1 - average / highest):.1f}" if average is not None else "",
        heads=[segment.name for segment in found.segments],
        rows=[(place.name, [_text(line) for line in lines[place]]) for place in places],
    )


def _small(place: Entry, lines: Sequence[Reached], selection: Selection, highest: float) -> Small:
    columns = []
    for number, line in enumerate(lines):
        if line.per_hundred is None:
            continue
        height = HEIGHT * line.per_hundred / highest
        is_below = line.reference is not None and line.per_hundred < line.reference
        columns.append(
            Column(
                number * STEP + (STEP - WIDTH) // 2,
                f"{HEIGHT - height:.1f}",
                f"{height:.1f}",
                BELOW if is_below else ABOVE,
            )
        )
    shown = [line for line in lines if line.per_hundred is not None]
    if not shown:
        said = _("too small to show")
    else:
        most = max(shown, key=lambda line: line.per_hundred or 0)
        said = _("most: %(segment)s, %(rate)s per 100") % {
            "segment": most.segment.name,
            "rate": words.decimal(most.per_hundred or 0),
        }
    return Small(place.name, selection.address(place=place.code, panel=""), columns, said)


def _text(line: Reached) -> str:
    if line.per_hundred is not None:
        return words.decimal(line.per_hundred)
    return _("too small to show") if line.households else "–"
