"""Columns, room for labels, rows and the two lines: arithmetic without a database."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import lanes, lettering, spans, two_lines
from planning.lanes import Placed, Scale
from planning.spans import Span

YEAR = Span(spans.YEAR, 2027)
SHEET = Path(__file__).parents[2] / "static" / "css" / "plan.css"
days = st.dates(date(2026, 12, 1), date(2028, 1, 31))


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span(spans.YEAR, 2028), date(2028, 1, 1), date(2028, 12, 31)),
        (Span(spans.QUARTER, 2027, 4), date(2027, 10, 1), date(2027, 12, 31)),
        (Span(spans.MONTH, 2028, 2), date(2028, 2, 1), date(2028, 2, 29)),
        (Span(spans.WEEK, 2026, 53), date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_span_has_a_first_and_a_last_day(span: Span, first: date, last: date) -> None:
    assert (span.first, span.last) == (first, last)


@given(day=days, zoom=st.sampled_from(spans.ZOOMS))
def test_spans_follow_each_other_without_a_day_between(day: date, zoom: str) -> None:
    span = spans.around(day, zoom)

    assert span.first <= day <= span.last
    assert span.next().first == span.last + timedelta(days=1)
    assert span.next().previous() == span


@pytest.mark.parametrize(("year", "columns"), [(2027, 53), (2028, 53), (2040, 54)])
def test_year_is_all_weeks_with_a_day_in_it(year: int, columns: int) -> None:
    on = lanes.scale(Span(spans.YEAR, year))

    assert on.columns == columns
    assert on.column(date(year, 1, 1)) == 1
    assert on.column(date(year, 12, 31)) == columns


def test_quarter_has_a_column_per_day() -> None:
    on = lanes.scale(Span(spans.QUARTER, 2027, 3))

    assert (on.columns, on.column(date(2027, 7, 1)), on.column(date(2027, 9, 30))) == (92, 1, 92)


def test_what_began_before_and_ends_after_is_cut_at_the_edges() -> None:
    on = lanes.scale(YEAR)

    placed = lanes.place("x", date(2026, 5, 1), date(2028, 5, 1), 100, on)

    assert (placed.start, placed.end) == (1, on.columns)


@given(first=days, length=st.integers(0, 200), pixels=st.floats(0, 700))
def test_label_and_bar_stay_on_the_timeline(first: date, length: int, pixels: float) -> None:
    on = lanes.scale(YEAR)

    placed = lanes.place("x", first, first + timedelta(days=length), pixels, on)

    taken = placed.taken
    assert taken.start >= 1
    assert taken.stop <= on.columns + 1
    assert len(taken) >= placed.length
    assert len(taken) * on.narrow >= min(pixels, (on.columns - placed.start + 1) * on.narrow)


def test_late_in_the_year_the_label_stands_to_the_left_of_the_end() -> None:
    on = lanes.scale(YEAR)

    early = lanes.place("x", date(2027, 3, 1), date(2027, 3, 7), 150, on)
    late = lanes.place("x", date(2027, 12, 6), date(2027, 12, 12), 150, on)

    assert early.css == "w10 n10 m9 d1"
    assert late.css == "end e51 n10 m9 d1"


def test_what_does_not_fit_in_the_rows_is_the_least_important() -> None:
    placed = [Placed(name, 1, 5, 5, 5) for name in ("post", "campaign", "activity")]
    ranks = {"campaign": 0, "activity": 1, "post": 2}

    inside, outside = lanes.fitted(placed, lambda name: ranks[name], columns=53, rows=2)

    assert [each.thing for each in inside] == ["campaign", "activity"]
    assert [each.thing for each in outside] == ["post"]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 13)), max_size=60))
def test_no_column_gets_more_than_its_rows(bars: list[tuple[int, int]]) -> None:
    placed = [Placed(at, start, length, length, length) for at, (start, length) in enumerate(bars)]

    inside, outside = lanes.fitted(placed, lambda at: at, columns=53, rows=3)

    depth = [sum(column in each.taken for each in inside) for column in range(54)]
    assert max(depth) <= 3
    assert sorted(each.thing for each in [*inside, *outside]) == list(range(len(bars)))


@given(st.lists(st.tuples(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.floats(20, 300))))
def test_labels_of_moments_never_touch(moments: list[tuple[date, float]]) -> None:
    on = lanes.scale(YEAR)
    things = [(at, day, pixels) for at, (day, pixels) in enumerate(sorted(moments))]

    placed, left = lanes.moments(things, on, rows=3)

    taken = [(each.row, column) for each in placed for column in _columns(each)]
    assert len(taken) == len(set(taken))
    assert len(placed) + len(left) == len(things)
    assert all(each.start >= 1 and max(_columns(each)) <= on.columns for each in placed)


def _columns(moment: lanes.Moment[int]) -> range:
    return range(moment.start, moment.start + moment.narrow)


def _ys(path: str) -> list[float]:
    return [float(y) for _x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


def test_lines_meet_at_a_moment_and_are_apart_elsewhere() -> None:
    upper, lower = two_lines.paths([two_lines.meeting(20, 20)], 53)

    assert upper.startswith("M0.0 6.0")
    assert "195.0 37.0" in upper
    assert "195.0 43.0" in lower
    assert upper.endswith("L530.0 6.0")


def test_without_a_moment_the_lines_never_meet() -> None:
    upper, lower = two_lines.paths([], 53)

    assert set(_ys(upper)) == {6.0}
    assert set(_ys(lower)) == {74.0}


@given(st.lists(st.tuples(st.integers(1, 53), st.integers(0, 8)), max_size=20))
def test_lines_run_from_left_to_right_and_mirror_each_other(found: list[tuple[int, int]]) -> None:
    meetings = [two_lines.meeting(start, min(start + more, 53)) for start, more in found]

    upper, lower = two_lines.paths(meetings, 53)

    ends = [float(part.split()[-2].lstrip("MLC")) for part in re.findall(r"[MLC][^MLC]+", upper)]
    assert ends == sorted(ends)
    assert ends[-1] == 530.0
    assert [round(80 - y, 1) for y in _ys(upper)] == _ys(lower)


def test_letters_are_as_wide_as_in_the_font() -> None:
    # Measured in a browser with the font that we ship, at 14 pixels.
    assert lettering.width("Boekenweektafel", 14) == pytest.approx(100, abs=3)
    assert lettering.width("Poëzie", 14) == lettering.width("Poezie", 14)
    assert lettering.width("mmm", 14) > lettering.width("iii", 14) * 3
    assert lettering.width("x", 14, is_strong=True) >= lettering.width("x", 14)


def test_each_place_that_can_be_given_out_is_in_the_style_sheet() -> None:
    classes = set(re.findall(r"\.([wnmder]\d+|c\d+) ?\{", SHEET.read_text()))

    wanted = {f"{letter}{number}" for letter in "wnmd" for number in range(1, 93)}
    wanted |= {f"e{number}" for number in range(2, 94)}
    wanted |= {f"c{_columns_of(Span(zoom, year, at))}" for zoom, year, at in _timelines()}
    assert wanted - classes == set()


def _timelines() -> list[tuple[str, int, int]]:
    years = range(2020, 2045)
    quarters = [(spans.QUARTER, year, at) for year in years for at in range(1, 5)]
    return [*((spans.YEAR, year, 1) for year in years), *quarters]


def _columns_of(span: Span) -> int:
    on: Scale = lanes.scale(span)
    return on.columns
