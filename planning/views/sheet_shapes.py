"""What a sheet is drawn with: shapes whose numbers are text, as SVG reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Rect:
    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Thing:
    """Something to draw: its name on paper, what is said of it, and how it looks."""

    name: str
    title: str  # where it stands in a list
    said: str
    lane: str
    css: str
    letter: str
    first: date
    last: date


@dataclass(frozen=True)
class Stroke:
    """A line over a number of days; what makes its pattern runs through its middle."""

    css: str
    rect: Rect
    end: str
    middle: str


@dataclass(frozen=True)
class Shape:
    css: str
    letter: str
    texts: Sequence[Text]
    badge: Rect
    initial: Text
    strokes: Sequence[Stroke]
    said: str


@dataclass(frozen=True)
class Row:
    """A lane."""

    css: str
    name: str
    letter: str
    label: Sequence[Text]
    count: Text
    badge: Rect
    initial: Text
    bottom: str
    shapes: Sequence[Shape]


@dataclass(frozen=True)
class Drawing:
    width: str
    height: str
    months: Sequence[Text]
    weeks: Sequence[Text]
    ticks: Sequence[str]
    behind: Sequence[Rect]
    left: str
    top: str
    rows: Sequence[Row]
    others: Sequence[Thing] = field(default_factory=tuple)  # what found no room


def mm(number: float) -> str:
    """Never with the comma of a language."""
    return f"{number:.2f}"
