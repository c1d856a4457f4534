"""A plan out of somebody's text: the days in the words people use, and never a guessed one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.pasting import MONTHS, days_in, from_lines
from planning.pasting_tables import from_table

YEAR = 2027


def said(text: str) -> tuple[str, str, str] | None:
    found = days_in(text, YEAR)
    return (f"{found.first:%d-%m-%Y}", f"{found.last:%d-%m-%Y}", found.rest) if found else None


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("3 t/m 14 mrt Boekenweektafel", "03-03-2027", "14-03-2027", "Boekenweektafel"),
        ("3-12 mrt Boekenweektafel", "03-03-2027", "12-03-2027", "Boekenweektafel"),
        ("12-03-2027: Nieuwsbrief", "12-03-2027", "12-03-2027", "Nieuwsbrief"),
        ("28 feb - 6 mrt Voorjaar", "28-02-2027", "06-03-2027", "Voorjaar"),
        ("28-2 t/m 6-3 Voorjaar", "28-02-2027", "06-03-2027", "Voorjaar"),
        ("28 dec t/m 3 jan Oud en nieuw", "28-12-2027", "03-01-2028", "Oud en nieuw"),
        ("zo 4 april 2027 Pasen", "04-04-2027", "04-04-2027", "Pasen"),
        ("wk 12 Thema reizen", "22-03-2027", "28-03-2027", "Thema reizen"),
        ("week 12-14 Reizen", "22-03-2027", "11-04-2027", "Reizen"),
        ("wk 10-12 Campagne", "08-03-2027", "28-03-2027", "Campagne"),
        ("wk 5 t/m 8 Valentijn", "01-02-2027", "28-02-2027", "Valentijn"),
        ("half april Saneren", "11-04-2027", "20-04-2027", "Saneren"),
        ("mrt-mei Griezel", "01-03-2027", "31-05-2027", "Griezel"),
        ("Zomerlezen juli/augustus", "01-07-2027", "31-08-2027", "Zomerlezen"),
        ("Q2 Ledenwerving", "01-04-2027", "30-06-2027", "Ledenwerving"),
        ("2e kwartaal Ledenwerving", "01-04-2027", "30-06-2027", "Ledenwerving"),
        ("hele jaar Boekstart", "01-01-2027", "31-12-2027", "Boekstart"),
        ("2027-03-14 00:00:00 Dag", "14-03-2027", "14-03-2027", "Dag"),
        ("februari Valentijn", "01-02-2027", "28-02-2027", "Valentijn"),
    ],
)
def test_days_are_found_in_the_words_people_use(
    text: str, first: str, last: str, rest: str
) -> None:
    assert said(text) == (first, last, rest)


@pytest.mark.parametrize(
    "text",
    [
        "30-02-2027 bestaat niet",
        "Reis om de wereld in 80 dagen",
        "wk 54",
        "Meidoornlaan 12",
        "1984",
        "De 100-jarige man",
        "",
    ],
)
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert said(text) is None


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.integers(0, 40), st.data())
def test_a_period_in_any_of_our_ways_of_writing_is_read_back(
    first: date, length: int, data: st.DataObject
) -> None:
    last = min(first + timedelta(days=length), date(2027, 12, 31))
    until = data.draw(st.sampled_from([" t/m ", " - ", "-", " tot en met ", " – "]))
    names = [data.draw(st.sampled_from(MONTHS[day.month - 1])) for day in (first, last)]
    spaced = until if until != "-" else " - "
    ways = [
        f"{first:%d-%m-%Y}{spaced}{last:%d-%m-%Y}",
        f"{first.day} {names[0]}{spaced}{last.day} {names[1]}",
        f"{first.isoformat()} t/m {last.isoformat()}",
    ]
    if first.month == last.month:
        ways.append(f"{first.day}{until}{last.day} {names[1]}")

    for way in ways:
        found = days_in(f"{way} Reistafel", YEAR)

        assert found is not None, way
        assert (found.first, found.last, found.rest) == (first, last, "Reistafel"), way


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    for row in from_lines(text, YEAR):
        assert len(row.title) <= 120
        assert row.first is None or (row.last is not None and row.first <= row.last)


@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=12))
def test_no_table_is_too_strange(cells: list[list[str]]) -> None:
    for row in from_table(cells, YEAR):
        assert row.title
        assert row.first is None or (row.last is not None and row.first <= row.last)


def test_a_month_on_a_line_of_its_own_is_a_heading() -> None:
    rows = from_lines("Maart\n- Boekenweektafel\n- 12 mrt Nieuwsbrief\n\nApril:\n* Saneren", YEAR)

    assert [(row.title, row.first, row.kind) for row in rows] == [
        ("Boekenweektafel", date(2027, 3, 1), "activity"),
        ("Nieuwsbrief", date(2027, 3, 12), "moment"),
        ("Saneren", date(2027, 4, 1), "activity"),
    ]


def test_a_theme_table_is_no_campaign() -> None:
    assert [
        row.kind for row in from_lines("1 mrt Thematafel wandelen\n2 mrt Thema-actie", YEAR)
    ] == [
        "activity",
        "campaign",
    ]


def test_a_line_without_a_day_comes_without_one() -> None:
    (row,) = from_lines("Iets met griezelen", YEAR)

    assert (row.title, row.first, row.last) == ("Iets met griezelen", None, None)


def test_a_table_is_read_by_its_head_wherever_that_stands() -> None:
    cells = [
        ["Jaarplan marketing 2027", "", "", ""],
        ["", "", "", ""],
        ["Activiteit", "Startdatum", "Einddatum", "Doelgroep"],
        ["Campagne zomer", "01-06-2027", "31-08-2027", "Gezinnen"],
        ["Flyer", "2027-03-01 00:00:00", "", ""],
        ["", "01-06-2027", "", ""],
    ]

    rows = from_table(cells, YEAR)

    assert [(row.title, row.first, row.last, row.kind, row.target_group) for row in rows] == [
        ("Campagne zomer", date(2027, 6, 1), date(2027, 8, 31), "campaign", "Gezinnen"),
        ("Flyer", date(2027, 3, 1), date(2027, 3, 1), "activity", ""),
    ]


def test_a_wall_calendar_has_a_column_per_month() -> None:
    cells = [
        ["", "jan", "feb", "mrt", "apr", "mei", "jun"],
        ["Collectie", "Saneren; 12 jan Overleg", "", "Boekenweek", "", "", ""],
        ["", "", "Tafel", "", "", "", ""],
        ["Marketing", "Nieuwsbrief", "", "", "", "", ""],
    ]

    rows = from_table(cells, YEAR)

    assert [(row.title, row.first, row.discipline) for row in rows] == [
        ("Saneren", date(2027, 1, 1), "collection"),
        ("Overleg", date(2027, 1, 12), "collection"),
        ("Boekenweek", date(2027, 3, 1), "collection"),
        ("Tafel", date(2027, 2, 1), "collection"),
        ("Nieuwsbrief", date(2027, 1, 1), "marketing"),
    ]
