"""What may be asked, what it is called, and that nothing else may be asked."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from segments.lattice import (
    ADULTS,
    ALL,
    BANDS,
    BANDS_OF,
    MONTH,
    QUARTER,
    YEAR,
    YOUTH,
    Ask,
    NotOnTheLattice,
    Period,
    age_band,
    last_whole,
    parse_age,
)

PARTS = {MONTH: 12, QUARTER: 4, YEAR: 1}
periods = st.sampled_from([MONTH, QUARTER, YEAR]).flatmap(
    lambda level: st.builds(
        Period, st.just(level), st.integers(1900 * PARTS[level], 2100 * PARTS[level])
    )
)


@pytest.mark.parametrize(
    ("text", "level", "number", "first", "last", "label"),
    [
        ("2025", YEAR, 2025, date(2025, 1, 1), date(2025, 12, 31), "heel 2025"),
        ("2025-Q1", QUARTER, 8100, date(2025, 1, 1), date(2025, 3, 31), "1e kwartaal 2025"),
        ("2025-Q4", QUARTER, 8103, date(2025, 10, 1), date(2025, 12, 31), "4e kwartaal 2025"),
        ("2025-03", MONTH, 24302, date(2025, 3, 1), date(2025, 3, 31), "maart 2025"),
        ("2024-02", MONTH, 24289, date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(
    text: str, level: int, number: int, first: date, last: date, label: str
) -> None:
    period = Period.parse(text)

    assert period == Period(level, number)
    assert (str(period), period.first_day, period.last_day) == (text, first, last)
    with translation.override("nl"):
        assert period.label() == label


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-13", "2025-00", "2025-3", "2025-Q5", "2025-q1", "2025-Q0",
     "2025-01-01", " 2025", "2025\n", "٢٠٢٥", "2025..2026", "0000", "3025"],
)  # fmt: skip
def test_nothing_between_calendar_periods_can_be_asked(text: str) -> None:
    with translation.override("nl"), pytest.raises(NotOnTheLattice, match="is geen periode"):
        Period.parse(text)


def test_periods_before() -> None:
    assert str(Period.parse("2025-01").previous()) == "2024-12"
    assert str(Period.parse("2025-Q1").previous()) == "2024-Q4"
    assert str(Period.parse("2025").previous()) == "2024"
    assert str(Period.parse("2025-02").year_earlier()) == "2024-02"
    assert str(Period.parse("2025-Q3").year_earlier()) == "2024-Q3"
    assert str(Period.parse("2025").year_earlier()) == "2024"


def test_months_of_a_quarter() -> None:
    assert list(map(str, Period.parse("2025-Q2").months())) == ["2025-04", "2025-05", "2025-06"]


@given(periods)
def test_a_period_survives_being_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods)
def test_a_period_is_the_days_of_its_months(period: Period) -> None:
    months = period.months()

    assert (months[0].first_day, months[-1].last_day) == (period.first_day, period.last_day)
    assert period.previous().last_day + timedelta(days=1) == period.first_day
    assert period.year_earlier().first_day == period.first_day.replace(year=period.year - 1)


@pytest.mark.parametrize(
    ("known", "expected", "year"),
    [
        (["2024", "2025", "2026", *[f"2025-{m:02}" for m in range(1, 13)]], "2025", "2025"),
        (["2026", "2026-Q1", "2026-01", "2026-02", "2026-03"], "2026-Q1", "2026"),
        (["2026", "2026-Q1", "2026-02"], "2026-02", "2026"),
        (["2026", "2026-Q2", "2026-05"], "2026", "2026"),  # May is not over
        (["2011", "2011-Q3", "2011-08"], "2011-08", "2011"),
        ([], "None", "None"),
    ],
)
def test_last_whole_period_is_over_and_known(known: list[str], expected: str, year: str) -> None:
    periods = sorted((Period.parse(text) for text in known), reverse=True)
    today = date(2026, 5, 20)

    found = last_whole(periods, today), last_whole(periods, today, level=YEAR)

    assert tuple(map(str, found)) == (expected, year)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_in_a_month_a_quarter_and_a_year(day: date) -> None:
    containing = Period.containing(day)

    assert [period.level for period in containing] == [MONTH, QUARTER, YEAR]
    assert all(period.first_day <= day <= period.last_day for period in containing)


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-6"), (6, "0-6"), (7, "7-12"), (12, "7-12"), (13, "13-17"), (17, "13-17"), (18, "18-29"),
     (29, "18-29"), (30, "30-44"), (44, "30-44"), (45, "45-59"), (59, "45-59"), (60, "60-74"),
     (74, "60-74"), (75, "75+"), (110, "75+"), (111, "unknown"), (-1, "unknown")],
)  # fmt: skip
def test_age_bands(age: int, band: str) -> None:
    assert BANDS[age_band(2025 - age, 2025)] == band


def test_no_birth_year_is_unknown() -> None:
    assert age_band(None, 2025) == 0


def test_adults_youth_and_unknown_are_everybody_once() -> None:
    assert sorted([*BANDS_OF[ADULTS], *BANDS_OF[YOUTH], 0]) == sorted(BANDS_OF[ALL])


@pytest.mark.parametrize(
    ("band", "readers", "age"),
    [("", "", ALL), ("", "adults", ADULTS), ("", "youth", YOUTH), ("", "all", ALL),
     ("unknown", "", 0), ("75+", "", 8), ("18-29", "adults", 4), ("0-6", "youth", 1),
     ("unknown", "all", 0)],
)  # fmt: skip
def test_ages_that_can_be_asked(band: str, readers: str, age: int) -> None:
    assert parse_age(band, readers) == age


@pytest.mark.parametrize(
    ("band", "readers"),
    [("18-29", "youth"), ("0-6", "adults"), ("unknown", "adults"), ("20-25", ""), ("", "Adults")],
)
def test_ages_that_cannot_be_asked(band: str, readers: str) -> None:
    with pytest.raises(NotOnTheLattice):
        parse_age(band, readers)


def test_an_ask_is_one_point() -> None:
    asked = Ask.parse(period="2025-Q1", branch="OOS", readers="adults", rows="age")

    assert asked == Ask(Period(QUARTER, 8100), branch="OOS", age=ADULTS, rows="age")
    assert asked.bands() == (4, 5, 6, 7, 8)
    assert Ask.parse(period="2025", age="75+").bands() == (8,)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"branch": "OOS", "group": "Stad"}, "Kies alle vestigingen, één vestiging of één groep"),
        ({"rows": "title"}, "kunnen niet de rijen"),
        ({"age": "18-29", "readers": "youth"}, "hoort niet bij de lezers die je koos"),
        ({"age": "20"}, "is geen leeftijdsgroep"),
        ({"readers": "men"}, "zijn geen lezers die we kennen"),
    ],
)
def test_anything_else_is_refused_in_words(wrong: dict[str, str], sentence: str) -> None:
    with translation.override("nl"), pytest.raises(NotOnTheLattice, match=sentence):
        Ask.parse(**{"period": "2025", **wrong})


@pytest.mark.parametrize(("age", "level"), [(9, YEAR), (13, YEAR), (-1, YEAR), (ALL, 3)])
def test_an_ask_cannot_be_made_outside_the_lattice(age: int, level: int) -> None:
    with pytest.raises(NotOnTheLattice):
        Ask(Period(level, 2025), age=age)
