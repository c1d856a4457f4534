"""Shapes of drawings: nothing leaves its frame, and no label touches anything."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments import charts
from segments.charts import Box, Dot, Mark

FRAME = Box(40, 20, 620, 380)
ratio = st.floats(0.01, 40, allow_nan=False)
dots = st.lists(
    st.builds(Dot, label=st.text("abcdefghijkl WM", min_size=1, max_size=24), x=ratio, y=ratio),
    max_size=40,
)


def box_of(mark: Mark) -> Box:
    size = charts.lettering.width(mark.text, charts.LETTER)
    left = mark.text_x - {"start": 0, "middle": size / 2, "end": size}[mark.anchor]
    # Half a pixel of room for the rounding of places to tenths.
    top, bottom = mark.text_y - charts.LETTER * 0.8 + 0.1, mark.text_y + charts.LETTER * 0.25 - 0.1
    return Box(left + 0.1, top, left + size - 0.1, bottom)


def point_of(mark: Mark) -> Box:
    reach = charts.RADIUS
    return Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)


@given(dots)
def test_labels_touch_no_point_no_label_and_stay_within(given_dots: list[Dot]) -> None:
    drawn = charts.scatter(given_dots, width=640, height=420, frame=FRAME)

    labels = [box_of(mark) for mark in drawn.marks if mark.text]
    assert not any(one.touches(two) for one, two in itertools.combinations(labels, 2))
    assert not any(label.touches(point_of(mark)) for label in labels for mark in drawn.marks)
    assert all(FRAME.left - 0.1 <= box.left and box.right <= FRAME.right + 0.1 for box in labels)
    assert drawn.unnamed == len(given_dots) - len(labels)


@given(dots)
def test_points_stay_in_the_frame(given_dots: list[Dot]) -> None:
    drawn = charts.scatter(given_dots, width=640, height=420, frame=FRAME)

    assert [mark.dot for mark in drawn.marks] == given_dots
    assert all(FRAME.left <= mark.x <= FRAME.right for mark in drawn.marks)
    assert all(FRAME.top <= mark.y <= FRAME.bottom for mark in drawn.marks)


def test_a_point_alone_has_its_label_to_the_right() -> None:
    (mark,) = charts.scatter([Dot("Reis", 1, 1)], width=640, height=400, frame=FRAME).marks

    assert (mark.text, mark.anchor) == ("Reis", "start")
    assert mark.text_x > mark.x


def test_points_use_the_room_that_there_is() -> None:
    near = [Dot("a", 1.6, 1.1), Dot("b", 0.9, 1.0), Dot("c", 0.7, 0.9)]

    drawn = charts.scatter(near, width=640, height=420, frame=FRAME)

    assert drawn.marks[0].x == FRAME.right
    assert drawn.marks[1].x < drawn.middle_x < drawn.marks[0].x
    assert drawn.marks[1].y == drawn.middle_y


def test_the_one_furthest_from_the_middle_is_named_first() -> None:
    crowd = [Dot("W" * 20, 1 + place / 1000, 1) for place in range(30)]

    drawn = charts.scatter([*crowd, Dot("Reis", 4, 0.25)], width=640, height=400, frame=FRAME)

    assert drawn.marks[-1].text == "Reis"
    assert drawn.unnamed > 0


@given(st.floats(0.001, 5e6))
def test_ticks_are_few_even_and_reach_the_highest(highest: float) -> None:
    found = charts.ticks(highest)

    steps = {round((b - a) / found[1], 6) for a, b in itertools.pairwise(found)}
    assert found[0] == 0
    assert found[-1] >= highest * 0.999
    assert 2 <= len(found) <= 6
    assert steps == {1}


@pytest.mark.parametrize(
    ("highest", "expected"), [(0, [0, 1]), (37, [0, 10, 20, 30, 40]), (100, [0, 50, 100])]
)
def test_ticks_are_round_numbers(highest: float, expected: list[float]) -> None:
    assert charts.ticks(highest) == expected


@given(ratio)
def test_ratio_bar_leaves_the_middle_on_the_right_side(value: float) -> None:
    span = charts.from_middle(value)

    start, end = float(span.start), float(span.start) + float(span.width)
    assert 0 <= start <= end <= 100.1
    assert (start == 50) if value >= 1 else (end == pytest.approx(50, abs=0.11))


def test_twice_as_much_is_as_far_from_the_middle_as_half_as_much() -> None:
    assert charts.from_middle(2).width == charts.from_middle(0.5).width == "25.0"
    assert (charts.ratio_at(1), charts.ratio_at(9), charts.ratio_at(0)) == ("50.0", "100.0", "0.0")


@given(st.floats(0, 100), st.floats(0, 100))
def test_interval_stays_on_the_scale(low: float, more: float) -> None:
    span = charts.between(low, low + more, 80)

    assert 0 <= float(span.start) <= 100
    assert float(span.start) + float(span.width) <= 100.1


@given(st.lists(st.one_of(st.none(), st.floats(0, 1000)), max_size=9))
def test_spark_has_two_ends_within_its_frame(values: list[float | None]) -> None:
    drawn = charts.spark(values, width=160, height=48, edge=6, highest=400)

    known = [value for value in values if value is not None]
    assert (drawn is None) == (len(known) < 2)
    if drawn:
        points = [float(part) for part in drawn.path.replace("M", " ").replace("L", " ").split()]
        assert all(6 <= x <= 154 for x in points[::2])
        assert all(6 <= y <= 42 for y in points[1::2])
        assert (drawn.first[0], drawn.last[0]) == (f"{points[0]:.1f}", f"{points[-2]:.1f}")


def test_spark_is_broken_where_a_figure_is_hidden() -> None:
    drawn = charts.spark([1, 2, None, 3, 4], width=160, height=48, edge=6, highest=4)

    assert drawn is not None
    assert (drawn.path.count("M"), drawn.path.count("L")) == (2, 2)
