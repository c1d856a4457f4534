"""Who is not reached and could be: which lines are promising, and in which order they stand.

There is no score: a line is there because fewer borrow than at the reference, and it stands where
one figure puts it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from segments import measures
from segments.suppression import Cell

LARGER = 120  # an index from which a genre is a larger part of what they borrow
SEEMS = measures.BANDS[0].least  # from there on it is told that they seem to, on fewer loans
ENOUGH = 50  # loans of a genre before it is named
MOST_NAMED = 3
LEAST_SHELF = 10  # copies before we say that something stands there


class Named(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def name(self) -> str: ...


class Line(Protocol):
    """A segment in a place."""

    @property
    def segment(self) -> Named: ...
    @property
    def place(self) -> Named: ...
    @property
    def households(self) -> int: ...
    @property
    def per_hundred(self) -> float | None: ...
    @property
    def reference(self) -> float | None: ...
    @property
    def potential(self) -> int | None: ...


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Taste:
    """What a segment borrowed of a genre, with the totals that make it a share; all published."""

    genre: Any
    cell: Cell
    of_segment: Cell
    of_genre: Cell
    total: Cell

    @property
    def index(self) -> int | None:
        return measures.index(self.cell, self.of_segment, self.of_genre, self.total)


def is_below(line: Line) -> bool:
    """Whether so many fewer borrow than at the reference that it is five readers or more."""
    return bool(line.potential)


def favourites(tastes: Iterable[Taste]) -> list[Taste]:
    """The genres that are the largest parts of what they borrow, compared with everybody."""
    known = [taste for taste in tastes if (taste.cell.loans or 0) >= ENOUGH]
    larger = [taste for taste in known if (taste.index or 0) >= LARGER]
    larger.sort(key=lambda taste: (-(taste.index or 0), -(taste.cell.loans or 0)))
    return larger[:MOST_NAMED]


def hints(tastes: Iterable[Taste]) -> list[Taste]:
    """What they seem to borrow much of, on too few loans to be sure of it."""
    few = [taste for taste in tastes if 0 < (taste.cell.loans or 0) < ENOUGH]
    large = [taste for taste in few if (taste.index or 0) >= SEEMS]
    return sorted(large, key=lambda taste: (-(taste.index or 0), -(taste.cell.loans or 0)))


def in_order(lines: Sequence[L], order: str) -> list[L]:
    """The promising ones in this order; what is equal stands with most households first."""
    first: Callable[[L], Any] = {
        "potential": lambda line: -(line.potential or 0),
        "households": lambda line: -line.households,
        "rate": lambda line: line.per_hundred,
        "segment": lambda line: line.segment.name.casefold(),
        "place": lambda line: line.place.name.casefold(),
    }[order]

    def key(line: L) -> tuple[Any, ...]:
        names = line.segment.name.casefold(), line.place.name.casefold()
        return first(line), -(line.potential or 0), -line.households, *names

    return sorted((line for line in lines if is_below(line)), key=key)
