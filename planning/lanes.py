"""Where things stand on a timeline: columns, room for labels, rows, and what does not fit.

Pure: days and widths in, columns out. A browser packs the rows itself from the same numbers; what
is counted here is only whether a lane would get too high.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Generic, TypeVar

from planning import spans
from planning.spans import Span

MOST_ROWS = 14
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Scale:
    """Columns of weeks (in a year) or of days, and how wide one is on a small and a large page."""

    first: date
    columns: int
    days: int
    narrow: float
    wide: float

    def column(self, day: date) -> int:
        """The column of a day, from 1; before and after the timeline that is its edge."""
        column = (day - self.first).days // self.days + 1
        return min(max(column, 1), self.columns)

    def needs(self, pixels: float) -> tuple[int, int]:
        """Columns that so many pixels take on a small and on a large page."""
        return ceil(pixels / self.narrow), ceil(pixels / self.wide)


def scale(span: Span) -> Scale:
    """Weeks for a year, days for anything shorter. Widths as static/css/plan.css has them."""
    if span.zoom == spans.YEAR:
        weeks = spans.mondays(span.first, span.last)
        return Scale(weeks[0], len(weeks), days=7, narrow=15, wide=18.7)
    return Scale(span.first, (span.last - span.first).days + 1, days=1, narrow=8.6, wide=10.7)


@dataclass(frozen=True)
class Placed(Generic[Thing]):
    """A bar of `length` columns from `start`; bar and label together need `narrow` or `wide`.

    With `is_end` the label stands to the left of where the bar ends, for want of room.
    """

    thing: Thing
    start: int
    length: int
    narrow: int
    wide: int
    is_end: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length - 1

    @property
    def taken(self) -> range:
        """Columns it takes on a small page."""
        if self.is_end:
            return range(self.end - self.narrow + 1, self.end + 1)
        return range(self.start, self.start + self.narrow)

    @property
    def css(self) -> str:
        """Classes of plan.css that put it there."""
        side = f"end e{self.end + 1}" if self.is_end else f"w{self.start}"
        return f"{side} n{self.narrow} m{self.wide} d{self.length}"


def place(thing: Thing, first: date, last: date, pixels: float, on: Scale) -> Placed[Thing]:
    """Put something on the timeline with room for a label of so many pixels."""
    start, end = on.column(first), on.column(last)
    length = end - start + 1
    narrow, wide = (max(each, length) for each in on.needs(max(pixels, 24)))
    if start + narrow - 1 <= on.columns:
        return Placed(thing, start, length, narrow, wide)
    if end - narrow + 1 >= 1:
        return Placed(thing, start, length, narrow, wide, is_end=True)
    room = on.columns - start + 1
    # Longer than the timeline: the end of its name is cut off by the style sheet.
    return Placed(thing, start, length, room, min(wide, room))


def fitted(
    placed: Sequence[Placed[Thing]],
    importance: Callable[[Thing], object],
    *,
    columns: int,
    rows: int = MOST_ROWS,
) -> tuple[list[Placed[Thing]], list[Placed[Thing]]]:
    """What fits in so many rows, the most important first, and what does not; order stays."""
    depth = [0] * (columns + 1)
    chosen = set()
    ranked = sorted(range(len(placed)), key=lambda each: (importance(placed[each].thing), each))
    for index in ranked:
        taken = placed[index].taken
        if all(depth[column] < rows for column in taken):
            chosen.add(index)
            for column in taken:
                depth[column] += 1
    inside = [each for index, each in enumerate(placed) if index in chosen]
    outside = [each for index, each in enumerate(placed) if index not in chosen]
    return inside, outside


@dataclass(frozen=True)
class Moment(Generic[Thing]):
    """A diamond in column `at`, with its label below it in a row that is free there."""

    thing: Thing
    at: int
    row: int
    narrow: int
    start: int

    @property
    def css(self) -> str:
        side = " first" if self.start == self.at else " last" if self.is_last else ""
        return f"w{self.start} n{self.narrow} r{self.row}{side}"

    @property
    def is_last(self) -> bool:
        return self.start + self.narrow - 1 == self.at


def moments(
    things: Iterable[tuple[Thing, date, float]], on: Scale, *, rows: int
) -> tuple[list[Moment[Thing]], list[Thing]]:
    """Labels centred below their day, each in the first row with room; and who found no row."""
    free = [0] * rows
    placed, left = [], []
    for thing, day, pixels in things:
        at = on.column(day)
        narrow = on.needs(pixels)[0] | 1  # odd, so that it has a middle
        start = at - narrow // 2
        if start < 1:
            start = at
        elif start + narrow - 1 > on.columns:
            start = max(1, at - narrow + 1)
        row = next((each for each in range(rows) if free[each] < start), None)
        if row is None:
            left.append(thing)
            continue
        free[row] = start + narrow - 1
        placed.append(Moment(thing, at, row + 1, narrow, start))
    return placed, left
