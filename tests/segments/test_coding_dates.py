"""The fast parser of dates against the plain one, and against what people write."""

from datetime import date
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from segments.profiles.moments import Moment, parse_moment
from tests.segments.coding_rows import day_of

ZONE = "Europe/Amsterdam"
NOON = 12 * 3600 * 1_000_000
DIGITS = st.integers(0, 99).map(lambda number: f"{number:02}") | st.sampled_from(["1", "x1", "٣٣"])
YEARS = st.sampled_from(["2024", "2025", "2026", "1899", "1900", "2099", "2100", "0000", "25"])
MARKS = st.sampled_from(["-", "/", ".", "", " "])
TIMES = st.sampled_from([
    "", "", " 12:00", " 9:05", "T23:59:59", " 24:00", " 12:60:00", " 12:00:00,5", " 12:00:00.123",
    " 12:00:00.123456", " 12:00:00.123456789", "  12:00:00", "12:00", " 02:30:00", " noon",
])  # fmt: skip
OFFSETS = st.sampled_from([
    "", "", "Z", "+02", "-04", "+0530", "-04:00", "+19", "+01:60", " +02:00", "z", "-00:30",
])  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Something like a date."""
    first, second = draw(DIGITS), draw(DIGITS)
    parts = draw(st.permutations([first, second, draw(YEARS)]))
    mark = draw(MARKS)
    others = draw(st.booleans())
    padding = draw(st.sampled_from(["", "", "", " ", "\u00a0", "\x1f", "\u200b", "\ufeff"]))
    day = f"{parts[0]}{mark}{parts[1]}{draw(MARKS) if others else mark}{parts[2]}"
    return f"{padding}{day}{draw(TIMES)}{draw(OFFSETS)}{padding}"


def parsed(values: list[str], order: str, *, dictionary: bool = False) -> list[Moment | str]:
    """What the fast parser makes of a column, as the plain one would say it."""
    import pyarrow as pa

    from segments.coding.dates import EMPTY, GOOD, DateParser

    column = pa.array(values, pa.string())
    found = DateParser(order, ZONE).parse(column.dictionary_encode() if dictionary else column)
    answers: list[Moment | str] = []
    for state, day, micros in zip(found.state, found.day, found.micros, strict=True):
        if state == GOOD:
            local = day_of(int(day))
            assert local is not None
            answers.append(Moment(local, None if micros < 0 else int(micros)))
        else:
            assert day_of(int(day)) is None
            answers.append("empty" if state == EMPTY else "bad")
    return answers


def plainly(text: str, order: str) -> Moment | str:
    if not text.strip():
        return "empty"
    return parse_moment(text, order, ZoneInfo(ZONE)) or "bad"


@settings(max_examples=200, deadline=None)
@given(
    values=st.lists(texts() | st.sampled_from(["", "  ", "null"]), max_size=12),
    order=st.sampled_from(["dmy", "mdy", "ymd"]),
    dictionary=st.booleans(),
)
def test_fast_parser_agrees_with_the_plain_one(
    values: list[str], order: str, *, dictionary: bool
) -> None:
    assert parsed(values, order, dictionary=dictionary) == [
        plainly(value, order) for value in values
    ]


@settings(max_examples=100, deadline=None)
@given(moments=st.lists(st.datetimes(timezones=st.just(ZoneInfo("America/New_York"))), max_size=8))
def test_moments_with_an_offset_become_local(moments: list) -> None:
    moments = [
        moment.replace(year=1950 + moment.year % 140) for moment in moments if moment.day < 29
    ]
    values = [moment.isoformat() for moment in moments]
    local = [moment.astimezone(ZoneInfo(ZONE)) for moment in moments]

    assert parsed(values, "ymd") == [
        Moment(
            each.date(),
            (each.hour * 3600 + each.minute * 60 + each.second) * 1_000_000 + each.microsecond,
        )
        for each in local
    ]


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("01-03-2026", "dmy", Moment(date(2026, 3, 1), None)),
        ("01-03-2026", "mdy", Moment(date(2026, 1, 3), None)),
        ("01-03-2026", "ymd", "bad"),
        ("2026-03-01", "dmy", Moment(date(2026, 3, 1), None)),
        ("20260301", "ymd", Moment(date(2026, 3, 1), None)),
        ("01032026", "dmy", Moment(date(2026, 3, 1), None)),
        ("29-02-2024 12:00", "dmy", Moment(date(2024, 2, 29), NOON)),
        ("29-02-2025", "dmy", "bad"),
        ("0000-00-00", "ymd", "bad"),
        ("01-03-26", "dmy", "bad"),
        ("30-03-2025 02:30:00", "dmy", Moment(date(2025, 3, 30), 9_000_000_000)),
        ("2014-05-23 22:59:59-04", "ymd", Moment(date(2014, 5, 24), 17_999_000_000)),
        ("2025-12-31T23:30:00Z", "ymd", Moment(date(2026, 1, 1), 1_800_000_000)),
        ("1-3-2026 9:05", "dmy", Moment(date(2026, 3, 1), 32_700_000_000)),
    ],
)
def test_dates_as_they_come(text: str, order: str, expected: Moment | str) -> None:
    assert parsed([text], order) == [expected]
    assert plainly(text, order) == expected
