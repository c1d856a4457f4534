"""Members, postcodes, households and schemes."""

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.segments import coding_rows
from tests.segments.coding_rows import code_rows, rejects_of, rows_of

SEGMENTS = {"a": 1, "a.1": 2, "b": 3}


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

    coder, results = code_rows(
        "MemberCoder", "members", header, rows, segments=SEGMENTS, postcodes=postcodes
    )

    bands = (0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2)  # 2017..2027
    assert rows_of(results) == [(2, 1, 2, 5, bands), (6, 2, 0, 0, (0,) * 11)]
    assert coder.first_year == 2017
    assert rejects_of(results) == [(3, "missing_member"), (5, "bad_member")]
    assert [each.fields for result in results for each in result.rejects] == [("", "", "")] * 2
    assert sum(result.doubles for result in results) == 1
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

    coder, results = code_rows("PostcodeCoder", "postcodes", header, rows, segments=SEGMENTS)

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
    assert coder.unknown == {"segment": {}}
    assert coder.warnings == {"double_postcode": 1, "short_postcode": 1}


def test_postcodes_without_areas_get_those_of_four_digits() -> None:
    rows = [{"postcode": postcode, "code": "a"} for postcode in ("1234AB", "1235AB", "1234AC")]

    coder, results = code_rows(
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

    coder, results = code_rows(
        "HouseholdsCoder",
        "households",
        header,
        [dict(zip(header, row, strict=True)) for row in cells],
        segments=SEGMENTS,
    )

    summed = summed_households(row for result in results for row in result.rows)
    assert [row[:4] for row in summed] == [(2, 1, 1, 15), (4, 1, 3, 0)]
    assert rejects_of(results) == [(6, "missing_code"), (7, "bad_count"), (8, "repeated_header")]
    assert (coder.new_areas, coder.unknown["segment"]) == (["Dorp"], {"x": 1})
    assert sum(result.ignored for result in results) == 1


def test_households_may_tell_where_an_area_lies() -> None:
    header = ["area", "code", "households", "municipality", "catchment"]
    cells = [
        ("Dorp", "a", "10", "Zandwolde", "drp"),
        ("Stad", "a", "5", "", "Centrum"),
        ("Veld", "a", "5", "", "Nergens"),
    ]

    coder, results = code_rows(
        "HouseholdsCoder",
        "households",
        header,
        [dict(zip(header, row, strict=True)) for row in cells],
        segments=SEGMENTS,
        branches={"cen": 1, "drp": 2},
        branch_names={"centrum": 1, "dorp": 2},
    )

    lies = [row[4:] for row in rows_of(results)]
    assert lies == [("Zandwolde", 2), ("", 1), ("", 0)]
    assert coder.warnings == {"unknown_catchment": 1}


def test_memberships_are_summed_and_absurd_ones_refused() -> None:
    from segments.coding import summed_memberships

    header = ["code", "age_group", "members", "zero_borrowers", "heavy_borrowers"]
    cells = [
        ("a", "volwassenen", "100", "30", "5"),
        ("a", "Volwassenen", "1.000", "200", ""),
        ("b", "jeugd", "40", "", ""),
        ("b", "30-44 jaar", "12", "0", "12"),
        ("b", "", "12", "7", "6"),
        ("b", "vroeger", "12", "", ""),
        ("x", "", "12", "", ""),
        ("b", "", "twaalf", "", ""),
    ]

    coder, results = code_rows(
        "MembershipCoder",
        "memberships",
        header,
        [dict(zip(header, row, strict=True)) for row in cells],
        segments=SEGMENTS,
    )

    summed = summed_memberships(row for result in results for row in result.rows)
    assert [row[1:] for row in summed] == [
        (1, 0, 11, 1100, 230, None),
        (3, 0, 12, 40, None, None),
        (3, 0, 5, 12, 0, 12),
    ]
    assert rejects_of(results) == [
        (6, "more_than_members"),
        (7, "bad_age_group"),
        (9, "bad_count"),
    ]
    assert coder.unknown["segment"] == {"x": 1}


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

    _coder, results = code_rows(
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
        whole = [(postcode, house), (postcode, -1)] if len(postcode) == 6 else []
        chain = [known.get(key, (0, 0)) for key in whole]
        # Of four digits an area is known, never a segment.
        chain.append((0, known.get((postcode[:4], -1), (0, 0))[1]))
        expected.append(tuple(next((each[at] for each in chain if each[at]), 0) for at in (0, 1)))
    assert list(zip(segments.tolist(), areas.tolist(), strict=True)) == expected
