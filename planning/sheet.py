"""A year on one sheet of paper: where each name and each stretch of days stands, in millimetres.

Pure: days and names in, places out. Type never gets smaller; what finds no room is handed back, for
the page that follows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from planning.lettering import width

Thing = TypeVar("Thing")
POINT = 25.4 / 72
TYPE = 7.5  # points; 7 is the smallest that reads well on a wall
BADGE = 3.7  # a square with a letter, and the space after it
LONGEST_LINE = 62.0
APART = 1.5
LEAST_ROW, MOST_ROW = 3.9, 5.0
PADDING, MOST_PADDING = 1.6, 5.0  # above and below the rows of a lane together


@dataclass(frozen=True)
class Paper:
    """A sheet and its parts from top to bottom; everything within the margin."""

    name: str
    width: float
    height: float
    strip: float
    axis: float
    band: float
    label: float = 25.0
    margin: float = 8.0

    @property
    def inside(self) -> float:
        return self.width - 2 * self.margin

    @property
    def lanes(self) -> float:
        """The height that is left for lanes."""
        return self.height - 2 * self.margin - self.strip - self.axis - self.band


A3 = Paper("a3", 420, 297, strip=21, axis=10, band=57)
A4 = Paper("a4", 297, 210, strip=19, axis=10, band=38)


@dataclass(frozen=True)
class Timeline:
    """Days from left to right: `left` is where the first one begins."""

    first: date
    last: date
    left: float
    length: float

    @property
    def right(self) -> float:
        return self.left + self.length

    @property
    def day(self) -> float:
        return self.length / ((self.last - self.first).days + 1)

    def start(self, day: date) -> float:
        """Where a day begins; a day before or after the sheet at its edge."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return self.left + days * self.day

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.start(day) + self.day


@dataclass(frozen=True)
class Piece(Generic[Thing]):
    """Something to place; `length` is that of its longest line. A low `rank` goes first."""

    thing: Thing
    first: date
    last: date
    lines: tuple[str, ...]
    length: float
    rank: int = 0


@dataclass(frozen=True)
class Placed(Generic[Thing]):
    """The name begins at `x`, the days at `bar`; nothing else stands from `x` or `bar` to `end`."""

    piece: Piece[Thing]
    x: float
    bar: float
    bar_length: float
    row: int

    @property
    def start(self) -> float:
        return min(self.x, self.bar)

    @property
    def end(self) -> float:
        return max(self.x + self.piece.length, self.bar + self.bar_length)

    @property
    def rows(self) -> range:
        return range(self.row, self.row + len(self.piece.lines))


@dataclass(frozen=True)
class Lane(Generic[Thing]):
    """What stands in a lane in order of the days, and what does not."""

    name: str
    placed: Sequence[Placed[Thing]]
    left: Sequence[Piece[Thing]]
    rows: int


@dataclass(frozen=True)
class Layout(Generic[Thing]):
    lanes: Sequence[Lane[Thing]]
    row: float
    padding: float


def text_width(text: str, size: float = TYPE, *, is_strong: bool = False) -> float:
    """Millimetres that a text needs at most at so many points."""
    return width(text, 1000, is_strong=is_strong) / 1000 * size * POINT


def wrap(text: str, room: float, size: float = TYPE) -> tuple[str, ...]:
    """A text in lines of at most `room`; a word that is longer is cut, and no letter gets lost."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size) > room:
            cut = _longest(line, room, size)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line) if line or not lines else tuple(lines)


def _even(text: str, room: float) -> tuple[str, ...]:
    """As few lines as `wrap` makes, and about as long as each other."""
    lines = wrap(text, room)
    while len(lines) > 1 and len(narrower := wrap(text, room - 3)) == len(lines):
        lines, room = narrower, room - 3
    return lines


def _longest(word: str, room: float, size: float) -> int:
    """How many letters of a word fit, at least one."""
    count = 1
    while count < len(word) and text_width(word[: count + 1], size) <= room:
        count += 1
    return count


def piece(
    thing: Thing,
    name: str,
    first: date,
    last: date,
    *,
    rank: int = 0,
    badge: float = BADGE,
) -> Piece[Thing]:
    """Something with its name in lines."""
    lines = _even(name, LONGEST_LINE)
    length = badge + max(text_width(line) for line in lines)
    return Piece(thing, first, last, lines, length, rank)


def pack(
    pieces: Sequence[Piece[Thing]], on: Timeline, *, rows: int | None = None
) -> tuple[list[Placed[Thing]], list[Piece[Thing]]]:
    """Each in the first row with room for it, in order of the days; and what found none.

    Only where not all find room the rank counts: the most important ones choose first.
    """
    by_day = sorted(pieces, key=_by_day)
    placed, left = _pack(by_day, on, rows)
    if left:
        placed, left = _pack(sorted(by_day, key=lambda each: each.rank), on, rows)
    placed.sort(key=lambda each: _by_day(each.piece))
    return placed, sorted(left, key=_by_day)


def _by_day(each: Piece[Thing]) -> tuple[date, date, tuple[str, ...]]:
    return each.first, each.last, each.lines


def _pack(
    pieces: Sequence[Piece[Thing]], on: Timeline, most: int | None
) -> tuple[list[Placed[Thing]], list[Piece[Thing]]]:
    taken: list[list[tuple[float, float]]] = []
    placed, left = [], []
    for each in pieces:
        free = _placed(each, on, 0)
        row = 0
        while not _has_room(taken, row, free):
            row += 1
        if most is not None and row + len(each.lines) > most:
            left.append(each)
            continue
        here = _placed(each, on, row)
        placed.append(here)
        taken += [[] for _row in range(len(taken), here.rows.stop)]
        for at in here.rows:
            taken[at].append((here.start, here.end))
    return placed, left


def _placed(each: Piece[Thing], on: Timeline, row: int) -> Placed[Thing]:
    bar = on.start(each.first)
    length = on.end(each.last) - bar
    # Near the right edge a name stands to the left of where it would begin.
    x = max(on.left, min(bar, on.right - each.length))
    return Placed(each, x, bar, length, row)


def _has_room(
    taken: Sequence[Sequence[tuple[float, float]]], row: int, free: Placed[Thing]
) -> bool:
    return all(
        free.start >= end + APART or free.end + APART <= start
        for at in range(row, min(row + len(free.piece.lines), len(taken)))
        for start, end in taken[at]
    )


def layout(
    lanes: Mapping[str, Sequence[Piece[Thing]]], on: Timeline, height: float
) -> Layout[Thing]:
    """All lanes below each other within a height.

    Rows become lower before anything has to leave, and the fullest lane gives up a row first.
    """
    needed = {name: max(1, _rows(pack(pieces, on)[0])) for name, pieces in lanes.items()}
    room = height - PADDING * len(lanes)
    most = int(room / LEAST_ROW)
    while sum(needed.values()) > most and max(needed.values()) > 1:
        fullest = max(needed, key=needed.__getitem__)
        needed[fullest] -= 1
    found = []
    for name, pieces in lanes.items():
        placed, left = pack(pieces, on, rows=needed[name])
        found.append(Lane(name, placed, left, needed[name]))
    rows = max(1, sum(needed.values()))
    row = min(MOST_ROW, room / rows)
    left_over = (height - row * rows) / max(1, len(lanes))
    return Layout(found, row, min(MOST_PADDING, left_over))


def _rows(placed: Sequence[Placed[Thing]]) -> int:
    return max((each.rows.stop for each in placed), default=0)


def that_fit(
    things: Sequence[Thing], lines: Callable[[Thing], int], most: int
) -> tuple[list[Thing], list[Thing]]:
    """From the first one on as many as have room in so many lines, and the others."""
    used = 0
    for count, thing in enumerate(things):
        used += lines(thing)
        if used > most:
            return list(things[:count]), list(things[count:])
    return list(things), []
