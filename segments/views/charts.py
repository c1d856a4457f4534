"""Charts as their templates want them: shapes, words, links, and a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planning import lettering
from segments import charts
from segments.charts import Box, Dot, Scatter, Span, Spark, Tick

WIDE, NARROW = (640, 440), (288, 340)
HEAD, FOOT = 26, 26  # for the words of the axes
INSET = 10
CORNER, LINE = 13, 17  # size of the words in the corners, and from one line to the next


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart as text; the first column names the rows."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Bar:
    label: str
    url: str
    css: str  # b1 … b5, plain, too-small or none
    text: str
    glyph: str = ""
    said: str = ""
    span: Span | None = None  # None: no figure
    mark: str = ""  # where it stood before, in per cent
    interval: Span | None = None


@dataclass(frozen=True)
class BarChart:
    """_chart_bars.html; `kind` is ratio (from the middle) or amount (from the left)."""

    id: str
    title: str
    description: str
    kind: str
    bars: Sequence[Bar]
    axis: Sequence[Tick]
    table: ChartTable
    reference: str = ""  # a line over all bars, in per cent
    marks_said: str = ""  # what the marks are
    intervals_said: str = ""


@dataclass(frozen=True)
class Corner:
    """What it means to stand in this quarter of the drawing."""

    lines: Sequence[tuple[str, int]]  # each with its y
    x: int
    anchor: str


@dataclass(frozen=True)
class Drawing:
    name: str
    shapes: Scatter
    top: int
    bottom: int
    corners: Sequence[Corner]

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True)
class ScatterChart:
    """_chart_scatter.html."""

    id: str
    title: str
    description: str
    drawings: Sequence[Drawing]  # wide and narrow
    across: str
    along: str
    table: ChartTable


@dataclass(frozen=True)
class Small:
    """One of many small lines; `spark` is None where too little is known."""

    label: str
    code: str
    url: str
    first: str
    last: str
    said: str
    spark: Spark | None = None
    css: str = ""


@dataclass(frozen=True)
class SmallMultiples:
    """_chart_small_multiples.html; all lines on one scale."""

    id: str
    title: str
    description: str
    smalls: Sequence[Small]
    table: ChartTable
    baseline: str = ""  # y of what they began with
    width: int = 200
    height: int = 56
    ends: tuple[str, str] = field(default=("", ""))  # the first and the last period


def ratio_axis() -> list[Tick]:
    """Of an index: half as large a part, as expected, twice as large."""
    return [Tick(charts.ratio_at(index / 100), str(index)) for index in (50, 100, 200)]


def scattered(dots: Sequence[Dot], corners: Sequence[str]) -> list[Drawing]:
    """The same points in a wide and in a narrow drawing; the corners clockwise from left above."""
    return [
        _drawing(name, dots, corners, width, height)
        for name, (width, height) in (("wide", WIDE), ("narrow", NARROW))
    ]


def _drawing(
    name: str, dots: Sequence[Dot], words: Sequence[str], width: int, height: int
) -> Drawing:
    top, bottom, edge = HEAD, height - FOOT, width - INSET
    corners = [
        _corner(text, x, top if is_high else bottom, is_high=is_high)
        for text, x, is_high in zip(
            words, (INSET, edge, edge, INSET), (True, True, False, False), strict=True
        )
    ]
    drawn = charts.scatter(
        dots,
        width=width,
        height=height,
        frame=Box(INSET, top + INSET, edge, bottom - INSET),
        avoid=[_around(corner) for corner in corners],
    )
    return Drawing(name, drawn, top, bottom, corners)


def _corner(text: str, x: int, edge: int, *, is_high: bool) -> Corner:
    """What stands before the comma above what stands after it: half a phone is not wide."""
    first, _comma, second = text.partition(", ")
    lines = [f"{first}," if second else first, *([second] if second else [])]
    start = edge + 18 if is_high else edge - 9 - LINE * (len(lines) - 1)
    placed = [(line, start + LINE * place) for place, line in enumerate(lines)]
    return Corner(placed, x, "start" if x == INSET else "end")


def _around(corner: Corner) -> Box:
    size = max(lettering.width(line, CORNER, is_strong=True) for line, _y in corner.lines)
    left = corner.x if corner.anchor == "start" else corner.x - size
    first, last = corner.lines[0][1], corner.lines[-1][1]
    return Box(left, first - CORNER, left + size, last + CORNER / 3)
