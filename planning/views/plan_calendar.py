"""A month as a table of weeks, and a week as seven days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from planning import spans
from planning.views import plan_words as words
from planning.views.plan_bars import Bar, bar, national_bar
from planning.views.plan_facts import Shown
from planning.views.plan_links import add_url

DAYS = 7


@dataclass(frozen=True)
class Day:
    on: date
    name: str
    number: int
    add: str
    off: str
    bars: Sequence[Bar] = ()
    is_today: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class Cell:
    """Part of a row of bars: a bar over some days, or nothing."""

    days: int
    bar: Bar | None = None
    goes_on: bool = False
    went_on: bool = False


@dataclass(frozen=True)
class Week:
    number: int
    name: str
    url: str
    days: Sequence[Day]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Rows of the table that this week takes."""
        return len(self.rows) + 2


def weeks(shown: Shown) -> list[Week]:
    """The weeks of a month, or the one week, each with what lasts longer and what is on one day."""
    span = shown.selection.span
    bars = sorted(
        [
            *(bar(entry, shown) for entry in shown.kept),
            *(national_bar(each, shown) for each in shown.nationals),
        ],
        key=lambda each: (each.first, -(each.last - each.first).days, each.when),
    )
    return [_week(monday, bars, shown) for monday in spans.mondays(span.first, span.last)]


def _week(monday: date, bars: list[Bar], shown: Shown) -> Week:
    sunday = monday + timedelta(days=DAYS - 1)
    here = [each for each in bars if each.first <= sunday and each.last >= monday]
    long = [each for each in here if each.first < each.last]
    short = [each for each in here if each.first == each.last]
    off = [each for each in shown.holidays if each.starts_on <= sunday and each.ends_on >= monday]
    days = []
    for number in range(DAYS):
        on = monday + timedelta(days=number)
        names = [each.name for each in off if each.starts_on <= on <= each.ends_on]
        span = shown.selection.span
        days.append(
            Day(
                on=on,
                name=words.day(on),
                number=on.day,
                add=add_url(shown, on),
                off=", ".join(names),
                bars=[each for each in short if each.first == on],
                is_today=on == shown.today,
                is_outside=not span.first <= on <= span.last,
            )
        )
    iso = monday.isocalendar()
    week = spans.Span(spans.WEEK, iso.year, iso.week)
    return Week(
        number=iso.week,
        name=words.days(monday, sunday),
        url=shown.selection.address(span=week, panel=""),
        days=days,
        rows=_packed(monday, sunday, long),
    )


def _packed(monday: date, sunday: date, long: list[Bar]) -> list[list[Cell]]:
    """Bars in as few rows as they need, with the days between them as empty cells."""
    taken: list[list[tuple[int, int, Bar]]] = []
    for each in long:
        start = (max(each.first, monday) - monday).days
        end = (min(each.last, sunday) - monday).days
        row = next((row for row in taken if row[-1][1] < start), None)
        if row is None:
            row = []
            taken.append(row)
        row.append((start, end, each))
    return [_cells(row, monday, sunday) for row in taken]


def _cells(row: list[tuple[int, int, Bar]], monday: date, sunday: date) -> list[Cell]:
    cells, at = [], 0
    for start, end, each in row:
        if start > at:
            cells.append(Cell(start - at))
        cells.append(
            Cell(end - start + 1, each, goes_on=each.last > sunday, went_on=each.first < monday)
        )
        at = end + 1
    if at < DAYS:
        cells.append(Cell(DAYS - at))
    return cells
