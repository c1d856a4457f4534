"""Loans that were counted before they reached us."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.segments.coding_rows import code_rows, rejects_of, rows_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", (2, 2025)),
        (" 2025-Q1 ", (1, 2025 * 4)),
        ("2025k4", (1, 2025 * 4 + 3)),
        ("2025-03", (0, 2025 * 12 + 2)),
        ("202503", (0, 2025 * 12 + 2)),
        ("3-2025", (0, 2025 * 12 + 2)),
        ("2025-13", None),
        ("2025-Q5", None),
        ("25", None),
        ("0025", None),
        ("maart", None),
        ("٢٠٢٥", None),
    ],
)
def test_period_is_a_month_a_quarter_or_a_year(text: str, expected: tuple[int, int] | None) -> None:
    from segments.coding.counts import parse_period

    found = parse_period(text)

    assert (found and found[:2]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", 1234), ("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("1.234.567", 1234567),
        ("12,0", 12), ("12.00", 12), ("1.234,0", 1234), ("1,234.0", 1234), ("0", 0), (" 7 ", 7),
        ("12,5", None), ("1.23", None), ("-1", None), ("*", None), ("", None), ("1e3", None),
        ("12.34.567", None), ("9999999999", None),
    ],
)  # fmt: skip
def test_count_is_a_whole_number(text: str, expected: int | None) -> None:
    from segments.coding.counts import parse_count

    assert parse_count(text) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_period_begins_on_or_before_its_days(day: date) -> None:
    from segments.coding.counts import parse_period

    texts = [f"{day:%Y}", f"{day:%Y}-Q{(day.month + 2) // 3}", f"{day:%Y-%m}"]
    starts = [period.first_day for text in texts if (period := parse_period(text))]

    assert starts == sorted(starts)
    assert len(starts) == 3
    assert starts[-1] == day.replace(day=1)


AGGREGATE = ["period", "branch", "genre", "title", "age_band", "loans", "renewals", "borrowers"]


def test_aggregate_keeps_good_rows_and_names_the_reason_of_others() -> None:
    good = {"period": "2025-03", "branch": "cen", "genre": "nur", "loans": "1.234"}
    rows = [
        good | {"renewals": "5", "borrowers": "12,0", "title": "De zee", "age_band": "0-6"},
        good | {"branch": "oost", "title": "DE  ZEE"},
        {name: name for name in AGGREGATE},
        {"branch": "Totaal", "loans": "9"},
        {"period": "Totaal", "loans": "9"},
        good | {"period": "2026-02"},
        good | {"branch": " "},
        good | {"period": "", "loans": "x"},
        good | {"period": "vorig jaar"},
        good | {"loans": "12,5"},
        good | {"loans": ""},
        good | {"borrowers": "*"},
    ]

    coder, results = code_rows("AggregateCoder", "aggregate", AGGREGATE, rows, create_unknown=True)

    assert rows_of(results) == [
        (2, 0, 24302, 1, 1, 1, 0, 0, 0, 1, 1234, 5, 12),
        (3, 0, 24302, 2, 1, 1, 0, 0, 0, 0, 1234, 0, None),
    ]
    assert rejects_of(results) == [
        (4, "repeated_header"),
        (5, "totals_line"),
        (6, "totals_line"),
        (7, "future_date"),
        (8, "missing_branch"),
        (9, "missing_period"),
        (10, "bad_period"),
        (11, "bad_count"),
        (12, "bad_count"),
        (13, "bad_count"),
    ]
    assert (coder.new_branches, coder.new_genre_codes) == (["cen", "oost"], ["nur"])
    assert [title.key for title in coder.new_titles] == ["de zee|"]


def test_aggregate_with_unknown_codes_is_rejected_and_counted() -> None:
    good = {"period": "2025", "branch": "cen", "genre": "nur", "loans": "1"}
    rows = [good, good | {"branch": "West"}, good | {"genre": "XX", "branch": "West"}]

    coder, results = code_rows(
        "AggregateCoder",
        "aggregate",
        AGGREGATE,
        [*rows, rows[1] | {"loans": "x"}],
        branches={"cen": 4},
        genre_codes={"nur": 2},
    )

    assert [row[3] for row in rows_of(results)] == [4]
    assert rejects_of(results) == [(line, "unknown_branch") for line in (3, 4, 5)]
    assert coder.unknown["branch"] == {"West": 2}
    assert coder.unknown["genre"] == {"XX": 1}


def test_counts_of_equal_dimensions_are_added_without_their_borrowers() -> None:
    from segments.coding import merged_counts

    rows = [
        {"period": "2025", "branch": "cen", "loans": "3", "renewals": "1", "borrowers": "2"},
        {"period": "2025", "branch": "oost", "loans": "4", "borrowers": "3"},
        {"period": "2025", "branch": "CEN", "loans": "5", "borrowers": "2"},
    ]
    _coder, results = code_rows("AggregateCoder", "aggregate", AGGREGATE, rows, create_unknown=True)

    merged = merged_counts(row for result in results for row in result.rows)

    assert [(row.branch, row.loans, row.renewals, row.borrowers) for row in merged] == [
        (1, 8, 1, None),
        (2, 4, 0, 3),
    ]
