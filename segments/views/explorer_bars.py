"""One row or one genre of a matrix as bars, sorted: for a phone, and for the panel."""

from collections.abc import Iterable
from dataclasses import dataclass

from segments.queries.loans import ANY
from segments.queries.names import Entry
from segments.views.explorer_matrix import Measured, Value, panel_of

AVERAGE = 100
LEAST_TOP = 200  # so that 100 never stands further right than half way
MOST_TOP = 400


@dataclass(frozen=True)
class Bar:
    label: str
    value: Value
    width: str  # of 100, with a point: it goes into an SVG attribute
    url: str


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    average: str  # where 100 stands; empty where a measure has no average

    def first(self, count: int) -> "Bars":
        """The longest ones, as far as they have a figure."""
        return Bars(
            [bar for bar in self.bars[:count] if bar.value.number is not None], self.average
        )


def of_row(measured: Measured, row: Entry, *, address: str) -> Bars:
    """All genres of a row."""
    pairs = [
        (
            genre.name,
            measured.value(row.position, genre.position),
            panel_of(row.code, genre.position),
        )
        for genre in measured.now.genres
    ]
    return _bars(measured, pairs, address)


def of_genre(measured: Measured, genre: int, *, address: str) -> Bars:
    """All rows of a genre."""
    pairs = [
        (row.name, measured.value(row.position, genre), panel_of(row.code, genre))
        for row in measured.now.rows
    ]
    return _bars(measured, pairs, address)


def of_totals(measured: Measured, *, address: str) -> Bars:
    """All genres of the base."""
    pairs = [
        (genre.name, measured.value(ANY, genre.position), panel_of("", genre.position))
        for genre in measured.now.genres
    ]
    return _bars(measured, pairs, address)


def _bars(measured: Measured, pairs: Iterable[tuple[str, Value, str]], address: str) -> Bars:
    has_average = measured.measure == "index"
    ordered = sorted(pairs, key=lambda pair: _order(pair[1]))
    lengths = [_length(measured.measure, value) for _label, value, _panel in ordered]
    top = max(lengths, default=0) or 1
    if has_average:
        top = min(max(top, LEAST_TOP), MOST_TOP)
    return Bars(
        [
            Bar(label, value, f"{min(100.0, 100 * length / top):.1f}", address + panel)
            for (label, value, panel), length in zip(ordered, lengths, strict=True)
        ],
        f"{100 * AVERAGE / top:.1f}" if has_average else "",
    )


def _order(value: Value) -> tuple[int, float]:
    if value.number is None:
        # Too few for a figure, then too small to show, then nothing.
        return {"plain": 1, "too-small": 2}.get(value.css, 3), 0
    return 0, -value.number


def _length(measure: str, value: Value) -> float:
    if value.number is None:
        return 0
    return 100 + value.number if measure == "change" else value.number
