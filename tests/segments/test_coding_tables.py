"""Counts, members, postcodes, households and schemes."""

from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.segments import coding_rows
from tests.segments.coding_rows import Row

SEGMENTS = {"a": 1, "a.1": 2, "b": 3}


def coded(name: str, kind: str, header: list[str], rows: list[Row], **lookups: Any) -> Any:
    """The coder of a kind, and what it made of rows in batches of two."""
    from segments import coding

    profile = coding_rows.make_profile(kind, header)
    coder = getattr(coding, name)(profile, header, coding_rows.make_lookups(**lookups))
    return coder, [coder.code(each) for each in coding_rows.make_batches(rows, header, 2)]


def rows_of(results: list[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for result in results for row in result.rows]


def rejects_of(results: list[Any]) -> list[tuple[int, str]]:
    return [(each.line, each.code) for result in results for each in result.rejects]


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

    coder, results = coded("AggregateCoder", "aggregate", AGGREGATE, rows, create_unknown=True)

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

    coder, results = coded(
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
    _coder, results = coded("AggregateCoder", "aggregate", AGGREGATE, rows, create_unknown=True)

    merged = merged_counts(row for result in results for row in result.rows)

    assert [(row.branch, row.loans, row.renewals, row.borrowers) for row in merged] == [
        (1, 8, 1, None),
        (2, 4, 0, 3),
    ]


def test_members_get_place_and_band_per_year() -> None:
    header = ["member", "postcode", "birth_year"]
    rows = [
        {"member": "0042", "postcode": "1234 AB", "birth_year": "2019"},
        {"member": "", "postcode": "1234AB"},
        {"member": " 0042", "postcode": "1234AC"},
        {"member": "1,2E+09", "postcode": "1234AC"},
        {"member": "43", "postcode": "9999ZZ", "birth_year": "1800"},
    ]
    postcodes = coding_rows.make_postcodes({("1234AB", -1): (2, 5)})

    coder, results = coded(
        "MemberCoder", "members", header, rows, segments=SEGMENTS, postcodes=postcodes
    )

    bands = (0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2)  # 2017..2027
    assert rows_of(results) == [(2, 1, 2, 5, bands), (6, 2, 0, 0, (0,) * 11)]
    assert coder.first_year == 2017
    assert rejects_of(results) == [(3, "missing_member"), (5, "bad_id")]
    assert [each.fields for result in results for each in result.rejects] == [("", "", "")] * 2
    assert sum(result.ignored for result in results) == 1
    assert coder.warnings == {"double_member": 1, "unknown_postcode": 1, "bad_birth_year": 1}
    assert len(coder.new_members) == 2


def test_postcodes_are_checked_and_areas_are_made() -> None:
    header = ["postcode", "house_number", "code", "area", "households"]
    rows = [
        {"postcode": "1234 ab", "code": "A.1", "area": "Dorp", "households": "1.200"},
        {"postcode": "1234AB", "house_number": "12 bis", "code": "b", "area": "dorp "},
        {"postcode": "1234AB", "code": "b", "area": "Stad"},
        {"postcode": "1234", "code": "x", "area": ""},
        {"postcode": "12345", "code": "a"},
        {"postcode": "1235AB", "code": ""},
        {"postcode": "1235AB", "code": "a", "households": "veel"},
        {"postcode": "1235AB", "house_number": "hoek", "code": "a"},
    ]

    coder, results = coded("PostcodeCoder", "postcodes", header, rows, segments=SEGMENTS)

    assert rows_of(results) == [
        (2, "1234AB", -1, 2, 1, 1200),
        (3, "1234AB", 12, 3, 1, None),
        (5, "1234", -1, 0, 0, None),
    ]
    assert rejects_of(results) == [
        (6, "bad_postcode_key"),
        (7, "missing_code"),
        (8, "bad_count"),
        (9, "bad_postcode_key"),
    ]
    assert coder.new_areas == ["Dorp"]
    assert coder.unknown == {"segment": {"x": 1}}
    assert coder.warnings == {"unknown_segment": 1, "double_postcode": 1}


def test_postcodes_without_areas_get_those_of_four_digits() -> None:
    rows = [{"postcode": postcode, "code": "a"} for postcode in ("1234AB", "1235AB", "1234AC")]

    coder, results = coded(
        "PostcodeCoder", "postcodes", ["postcode", "code"], rows, areas={"1235": 7}
    )

    assert [row[4] for row in rows_of(results)] == [8, 7, 8]
    assert coder.new_areas == ["1234"]


def test_households_are_summed_and_unknown_segments_left_out() -> None:
    from segments.coding import summed_households

    header = ["area", "code", "households"]
    cells = [
        ("Dorp", "a", "10"),
        ("dorp", "A", "5"),
        ("Dorp", "b", "0"),
        ("Dorp", "x", "3"),
        ("", "a", "3"),
        ("Dorp", "a", "-3"),
        ("area", "code", "households"),
    ]

    coder, results = coded(
        "HouseholdsCoder",
        "households",
        header,
        [dict(zip(header, row, strict=True)) for row in cells],
        segments=SEGMENTS,
    )

    summed = summed_households(row for result in results for row in result.rows)
    assert summed == [(2, 1, 1, 15), (4, 1, 3, 0)]
    assert rejects_of(results) == [(6, "missing_code"), (7, "bad_count"), (8, "repeated_header")]
    assert (coder.new_areas, coder.unknown["segment"]) == (["Dorp"], {"x": 1})
    assert sum(result.ignored for result in results) == 1


def test_scheme_keeps_its_order_and_tells_what_is_wrong_with_it() -> None:
    from segments.coding import problems

    header = ["code", "name", "parent", "colour"]
    cells = [
        ("S1", "Starters", "", "#AABBCC"),
        ("S1.1", "", "s1", "112233"),
        ("", "Niets", "", ""),
        ("S2", "Tuinen", "", "blauw"),
        ("s1", "Nog eens", "", ""),
        ("S1.1.1", "Diep", "S1.1", ""),
        ("S3.1", "Wees", "S3", ""),
        ("x" * 41, "Lang", "", ""),
    ]

    _coder, results = coded(
        "SchemeCoder", "scheme", header, [dict(zip(header, row, strict=True)) for row in cells]
    )

    rows = [row for result in results for row in result.rows]
    assert [tuple(row) for row in rows[:3]] == [
        (2, "S1", "Starters", "", "#aabbcc"),
        (3, "S1.1", "S1.1", "s1", "#112233"),
        (5, "S2", "Tuinen", "", ""),
    ]
    assert rejects_of(results) == [(4, "missing_code")]
    assert problems(rows[:3]) == []
    assert problems(rows) == [
        (6, "double_code"),
        (7, "more_levels"),
        (8, "unknown_parent"),
        (9, "long_code"),
    ]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1234AB", "1234AC", "1234", "0001AA", "9999ZZ"]),
            st.sampled_from([-1, 0, 1, 12, 99_999]),
            st.integers(0, 5),
            st.integers(0, 5),
        ),
        max_size=12,
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["1234AB", "1234AC", "1234AD", "1234", "0001AA", "9999ZZ", "12", ""]),
            st.sampled_from([-1, 0, 1, 12, 99_999]),
        ),
        min_size=1,
    ),
)
def test_postcode_table_agrees_with_dictionaries(
    entries: list[tuple[str, int, int, int]], asked: list[tuple[str, int]]
) -> None:
    import numpy as np

    from segments.coding.lookups import split_postcodes

    # Four digits are looked up as a whole only.
    known = {
        (postcode, house): (segment, area)
        for postcode, house, segment, area in entries
        if len(postcode) == 6 or house < 0
    }
    table = coding_rows.make_postcodes(known)
    signs = np.array([postcode.encode() for postcode, _ in asked], "S6").view(np.uint8)
    four, six = split_postcodes(signs.reshape(-1, 6))

    segments, areas = table.find(four, six, np.array([house for _, house in asked]))

    expected = []
    for postcode, house in asked:
        chain = [known.get(key, (0, 0)) for key in ((postcode, house), (postcode, -1))]
        chain.append(known.get((postcode[:4], -1), (0, 0)))
        expected.append(tuple(next((each[at] for each in chain if each[at]), 0) for at in (0, 1)))
    assert list(zip(segments.tolist(), areas.tolist(), strict=True)) == expected
