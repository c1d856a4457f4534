"""Where things stand in a drawing: scales, ticks, bars, points, and labels that touch nothing.

Pure shapes from published figures. A ratio of 1 is as expected; ratios stand on a logarithmic
scale, so that twice as much is as far from the middle as half as much.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planning import lettering

MOST = 4.0  # beyond four times as much, or a quarter, a ratio stands at the edge
CLOSE = 1.5  # points that differ less than this are not pulled further apart
LETTER = 14
RADIUS = 5
GAP = 4  # between a point and its label
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Tick:
    at: str  # per cent of the width, or pixels
    label: str


@dataclass(frozen=True)
class Span:
    """A bar: where it begins and how wide it is, in per cent with a point, for an attribute."""

    start: str
    width: str


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Dot:
    """Something with two figures, each as a ratio to what is expected."""

    label: str
    x: float
    y: float
    url: str = ""
    said: str = ""  # both figures in words


@dataclass(frozen=True)
class Mark:
    """A dot in its place; `text` is empty where no label fits, and the table names it."""

    dot: Dot
    x: float
    y: float
    text: str = ""
    text_x: float = 0
    text_y: float = 0
    anchor: str = "start"


@dataclass(frozen=True)
class Scatter:
    width: int
    height: int
    frame: Box
    marks: tuple[Mark, ...]

    @property
    def middle_x(self) -> float:
        return (self.frame.left + self.frame.right) / 2

    @property
    def middle_y(self) -> float:
        return (self.frame.top + self.frame.bottom) / 2

    @property
    def unnamed(self) -> int:
        """How many points have no label in the drawing."""
        return sum(not mark.text for mark in self.marks)


@dataclass(frozen=True)
class Spark:
    """One small line; empty where fewer than two figures are known."""

    path: str
    first: tuple[str, str]
    last: tuple[str, str]


def ticks(highest: float, count: int = 4) -> list[float]:
    """Round numbers from 0 to at least the highest, about so many steps."""
    if highest <= 0:
        return [0, 1]
    size = 10 ** math.floor(math.log10(highest / count))
    step = next(size * each for each in STEPS if size * each * count >= highest * 0.999)
    last = math.ceil(round(highest / step, 6))
    return [step * place for place in range(last + 1)]


def share_of(value: float, highest: float) -> str:
    """Per cent of a linear scale that begins at 0."""
    return _percent(value / highest if highest else 0)


def on_ratio_scale(ratio: float, most: float = MOST) -> float:
    """0 for a quarter or less, a half for what is expected, 1 for four times as much or more."""
    clipped = min(max(ratio, 1 / most), most)
    return math.log(clipped * most) / math.log(most * most)


def widest(ratios: Sequence[float]) -> float:
    """How many times more or less the scale of these has to hold."""
    found = [max(each, 1 / max(each, 1 / MOST)) for each in ratios]
    return min(max([CLOSE, *found]), MOST)


def ratio_at(ratio: float) -> str:
    """The same in per cent, for an attribute."""
    return _percent(on_ratio_scale(ratio))


def from_middle(ratio: float) -> Span:
    """A bar from what is expected, to the right for more and to the left for less."""
    place = on_ratio_scale(ratio)
    return Span(_percent(min(place, 0.5)), _percent(abs(place - 0.5)))


def from_left(value: float, highest: float) -> Span:
    """A bar that begins at 0."""
    return Span("0.0", share_of(value, highest))


def between(low: float, high: float, highest: float) -> Span:
    """An interval on a linear scale."""
    start = min(low, highest)
    return Span(share_of(start, highest), share_of(max(0.0, min(high, highest) - start), highest))


def _percent(part: float) -> str:
    return f"{100 * min(max(part, 0.0), 1.0):.1f}"


def scatter(
    dots: Sequence[Dot], *, width: int, height: int, frame: Box, avoid: Sequence[Box] = ()
) -> Scatter:
    """The points in their places; who is furthest from the middle gets its label first.

    `avoid` is where words of the drawing stand.
    """
    across, along = widest([dot.x for dot in dots]), widest([dot.y for dot in dots])
    parts = [(on_ratio_scale(dot.x, across), on_ratio_scale(dot.y, along)) for dot in dots]
    places = [
        (
            round(frame.left + x * (frame.right - frame.left), 1),
            round(frame.bottom - y * (frame.bottom - frame.top), 1),
        )
        for x, y in parts
    ]
    labels = placed([dot.label for dot in dots], places, _by_distance(parts), frame, avoid)
    marks = tuple(
        Mark(dot, x, y, *label) if label else Mark(dot, x, y)
        for dot, (x, y), label in zip(dots, places, labels, strict=True)
    )
    return Scatter(width, height, frame, marks)


def _by_distance(parts: Sequence[tuple[float, float]]) -> list[int]:
    def distance(place: int) -> float:
        x, y = parts[place]
        return -math.hypot(x - 0.5, y - 0.5)

    return sorted(range(len(parts)), key=distance)


def placed(
    labels: Sequence[str],
    places: Sequence[tuple[float, float]],
    order: Sequence[int],
    frame: Box,
    avoid: Sequence[Box] = (),
) -> list[tuple[str, float, float, str] | None]:
    """Text, x, y and anchor of each label; None where it would touch a point or another label."""
    points = [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in places]
    taken = [*points, *avoid]
    found: list[tuple[str, float, float, str] | None] = [None] * len(labels)
    for each in order:
        for x, y, anchor, box in _candidates(labels[each], *places[each]):
            if frame.holds(box) and not any(box.touches(other) for other in taken):
                taken.append(box)
                found[each] = (labels[each], x, y, anchor)
                break
    return found


def _candidates(text: str, x: float, y: float) -> list[tuple[float, float, str, Box]]:
    """Right, left, above, below, and then the corners."""
    size = lettering.width(text, LETTER)
    aside = RADIUS + GAP
    rise = LETTER * 0.8  # of the letters above the line on which they stand
    sink = LETTER * 0.25
    level = y + (rise - sink) / 2
    above, below = y - aside - sink + 1, y + aside + rise - 1
    return [
        _candidate(x + aside, level, "start", size),
        _candidate(x - aside, level, "end", size),
        _candidate(x, above, "middle", size),
        _candidate(x, below, "middle", size),
        _candidate(x + GAP, above, "start", size),
        _candidate(x + GAP, below, "start", size),
        _candidate(x - GAP, above, "end", size),
        _candidate(x - GAP, below, "end", size),
    ]


def _candidate(x: float, y: float, anchor: str, size: float) -> tuple[float, float, str, Box]:
    left = x - {"start": 0, "middle": size / 2, "end": size}[anchor]
    box = Box(left, y - LETTER * 0.8, left + size, y + LETTER * 0.25)
    return round(x, 1), round(y, 1), anchor, box


def spark(
    values: Sequence[float | None], *, width: float, height: float, edge: float, highest: float
) -> Spark | None:
    """A line through the values that are known, broken where one between them is not."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    step = (width - 2 * edge) / (len(values) - 1)
    points = [
        (place, f"{edge + place * step:.1f}", f"{_down(value, height, edge, highest):.1f}")
        for place, value in known
    ]
    path, before = "", -2
    for place, x, y in points:
        path += f"{'L' if before == place - 1 else 'M'}{x} {y}"
        before = place
    return Spark(path, points[0][1:], points[-1][1:])


def _down(value: float, height: float, edge: float, highest: float) -> float:
    part = min(max(value / highest, 0.0), 1.0) if highest else 0.0
    return height - edge - part * (height - 2 * edge)
