"""Bars, trends and heads: pure shapes from published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments.lattice import Period
from segments.views.explorer_matrix import SOFT_HYPHEN, Value, panel_of, soft_hyphens
from segments.views.explorer_trend import BOTTOM, WIDTH, short, trend

# Published figures have at most two decimals.
number = st.one_of(st.none(), st.integers(0, 500_000).map(lambda n: n / 100))


def value(number: float | None) -> Value:
    return Value(number, "" if number is None else str(number), "b3", said="verborgen")


@given(st.lists(number, min_size=1, max_size=13), st.booleans())
def test_trend_stays_in_its_frame(numbers: list[float | None], has_average: bool) -> None:  # noqa: FBT001
    values = [(Period(2, 2000 + place), value(n)) for place, n in enumerate(numbers)]

    drawn = trend("Index", values, has_average=has_average)

    shown = [n for n in numbers if n is not None]
    assert (drawn is None) == (len(shown) < 2)
    if drawn:
        assert len(drawn.points) == len(shown)
        assert all(0 <= float(point.x) <= WIDTH for point in drawn.points)
        assert all(0 <= float(point.y) <= BOTTOM for point in drawn.points)
        assert len(drawn.rows) == len(numbers)


def test_trend_is_broken_where_a_period_is_missing() -> None:
    values = [(Period(2, year), value(100)) for year in (2020, 2021, 2023)]

    drawn = trend("Index", values, has_average=True)

    assert drawn is not None
    assert drawn.path.count("M") == 2
    assert drawn.path.count("L") == 1


def test_hidden_figure_is_in_the_table_in_words_only() -> None:
    values = [(Period(2, 2020), value(90)), (Period(2, 2021), value(None))]
    values.append((Period(2, 2022), value(95)))

    drawn = trend("Index", values, has_average=True)

    assert drawn is not None
    assert [figure for _period, figure in drawn.rows] == ["90", "verborgen", "95"]


@pytest.mark.parametrize(
    ("text", "label"), [("2025", "2025"), ("2025-Q3", "K3 2025"), ("2025-03", "3-2025")]
)
def test_short_label_fits_under_a_point(text: str, label: str) -> None:
    assert short(Period.parse(text)) == label


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Reis", ["Reis"]),
        ("Prentenboeken", ["Prenten", "boeken"]),
        ("Streek- en familieromans", ["Streek- en familie", "romans"]),
        ("Jeugd informatief", ["Jeugd informatief"]),
    ],
)
def test_long_words_may_break(name: str, parts: list[str]) -> None:
    assert soft_hyphens(name).split(SOFT_HYPHEN) == parts


def test_address_of_a_panel_keeps_odd_codes_whole() -> None:
    assert panel_of("S 1:a", 3) == "cell:S%201%3Aa:3"
    assert panel_of("", 3) == "genre:3"
    assert panel_of("S1", -1) == "row:S1"
    assert panel_of("", -1) == "total"
