"""Examples of what becomes of rows of loans; the twin test has the rest."""

import gc
from typing import Any

import pytest

from segments.profiles import Renewals
from tests.segments import coding_rows
from tests.segments.coding_rows import Row, day_of

HEADER = ["loan_id", "loaned_at", "branch", "title_id", "title", "member"]


def coded(rows: list[Row], header: list[str] = HEADER, **others: Any) -> tuple[Any, Any]:
    """A coder and what it made of rows in one batch."""
    from segments.coding import LoanCoder

    lookups = {"create_unknown": True} | others.pop("lookups", {})
    profile = coding_rows.make_profile("loans", header, **others)
    coder = LoanCoder(profile, header, coding_rows.make_lookups(**lookups))
    return coder, coder.code(coding_rows.make_batch(rows, header))


def loan(number: int, **others: str) -> Row:
    return {
        "loan_id": f"{number}",
        "loaned_at": "01-03-2025",
        "branch": "CEN",
        "member": "0042",
        **others,
    }


def values(result: Any, name: str) -> list[int]:
    found: list[int] = result.columns[name].tolist()
    return found


def test_only_mapped_columns_are_asked_in_the_order_of_the_file() -> None:
    from segments.coding import LoanCoder

    exclude = {"klantgroep": frozenset({"klas"})}
    profile = coding_rows.make_profile("loans", ["loaned_at", "member", "branch"], exclude=exclude)

    header = ["NAAM", "Branch", "postcode", "LOANED_AT", "e-mail"]
    coder = LoanCoder(profile, header, coding_rows.make_lookups())

    assert coder.headers == ("Branch", "LOANED_AT")
    assert coder.absent == ("member", "klantgroep")


def test_file_without_a_date_is_refused() -> None:
    from segments.coding import LoanCoder, MissingColumns

    profile = coding_rows.make_profile("loans", HEADER)

    with pytest.raises(MissingColumns) as refused:
        LoanCoder(profile, ["loan_id", "member"], coding_rows.make_lookups())

    assert refused.value.fields == ("loaned_at",)


def test_titles_that_look_like_something_else_stay_titles() -> None:
    titles = ["NA", "None", "1984", "True", "1e5", "=1+1", "📚", " Zee "]

    coder, result = coded([loan(at, title=title) for at, title in enumerate(titles)])

    assert [title.title for title in coder.new_titles] == [*titles[:-1], "Zee"]
    assert values(result, "title") == list(range(1, 9))


def test_known_members_titles_and_codes_keep_their_numbers() -> None:
    import numpy as np

    first, before = coded([loan(1, title_id="9"), loan(2, member="7", branch="oost")])
    lookups = {
        "member_codes": np.frombuffer(b"".join(first.new_members), "V16"),
        "titles": [title.key for title in first.new_titles],
        "branches": {"cen": 1, "oost": 2},
    }

    again, result = coded(
        [
            loan(3, member="8", branch="west"),
            loan(2, member="7", branch="OOST"),
            loan(1, title_id="9"),
        ],
        lookups=lookups,
    )

    assert values(result, "member") == [3, 2, 1]
    assert values(result, "branch") == [3, 2, 1]
    assert values(result, "title") == [0, 0, 1]
    assert (len(again.new_members), again.new_titles, again.new_branches) == (1, [], ["west"])
    assert result.columns["loan_key"][[2, 1]].tolist() == values(before, "loan_key")
    assert result.columns["row_digest"][[2, 1]].tolist() == values(before, "row_digest")


def test_rejected_rows_make_nothing_new() -> None:
    coder, result = coded(
        [loan(1, member="99", branch="WEST", title="Nee", loaned_at="31-02-2025")]
    )

    assert [reject.code for reject in result.rejects] == ["bad_date"]
    assert (coder.new_members, coder.new_branches, coder.new_titles) == ([], [], [])


def test_code_longer_than_its_table_holds_is_cut() -> None:
    coder, result = coded([loan(1, branch="x" * 41), loan(2, branch="X" * 40)])

    assert coder.new_branches == ["x" * 40]
    assert values(result, "branch") == [1, 1]


@pytest.mark.parametrize(
    ("renewals", "cells", "expected", "ignored"),
    [
        (Renewals(), ["x", ""], [(1, 0), (1, 0)], 0),
        (
            Renewals("rows", frozenset({"1"}), frozenset({"3"})),
            ["1", " 3", "2", ""],
            [(1, 0), (0, 1)],
            2,
        ),
        (Renewals("column"), ["ja", "X", "nee", ""], [(0, 1), (0, 1), (1, 0), (1, 0)], 0),
        (Renewals("counter"), ["2", "", "veel", "-1"], [(1, 2), (1, 0), (1, 0), (1, 0)], 0),
        (Renewals("parent"), ["88", "", "0", "f"], [(0, 1), (1, 0), (1, 0), (1, 0)], 0),
    ],
)
def test_renewal_is_told_by_row_mark_counter_or_parent(
    renewals: Renewals, cells: list[str], expected: list[tuple[int, int]], ignored: int
) -> None:
    rows = [loan(at, renewal=cell) for at, cell in enumerate(cells)]

    _coder, result = coded(rows, [*HEADER, "renewal"], renewals=renewals)

    counts = list(zip(values(result, "loans"), values(result, "renewals"), strict=True))
    assert (counts, result.ignored) == (expected, ignored)


def test_several_headers_feed_one_field() -> None:
    from segments.coding import LoanCoder
    from segments.profiles import Profile

    mapping = {"loaned_at": "datum", "barcode": "a|b", "renewal": "desk|parent", "member": "m|n"}
    profile = Profile("own", "loans", mapping, renewals=Renewals("parent"))
    header = ["datum", "a", "b", "desk", "parent", "n", "m"]
    rows = [
        {"datum": "1-3-2025", "a": "", "b": "7", "desk": "0", "parent": "12", "m": " ", "n": "5"},
        {"datum": "1-3-2025", "a": "7", "b": "8", "desk": "0", "parent": "", "m": "5"},
    ]

    coder = LoanCoder(profile, header, coding_rows.make_lookups())
    result = coder.code(coding_rows.make_batch(rows, header))

    assert values(result, "renewals") == [1, 0]
    assert values(result, "member") == [1, 1]


def test_house_number_beats_postcode_and_member_fills_what_the_row_leaves_open() -> None:
    import numpy as np

    from segments.coding import MemberProfiles
    from segments.coding.keys import member_code

    postcodes = {("1234AB", -1): (1, 1), ("1234AB", 12): (2, 0), ("1234", -1): (0, 2)}
    lookups = {
        "postcodes": coding_rows.make_postcodes(postcodes),
        "member_codes": np.frombuffer(member_code("42", coding_rows.KEY), "V16"),
        "member_profiles": MemberProfiles(np.array([3], np.int16), np.array([3], np.int16)),
        "member_bands": {2025: np.array([5], np.int8)},
    }
    header = ["loaned_at", "member", "postcode", "house_number", "birth_year"]
    rows = [
        {"postcode": "1234 ab", "house_number": "12-A", "member": "42"},
        {"postcode": "1234AB", "house_number": "", "member": "42", "birth_year": "1950"},
        {"postcode": "1234XX", "house_number": "1", "member": "42", "birth_year": "20-05-1980"},
        {"postcode": "", "member": "42", "birth_year": "1800"},
        {"postcode": "9999ZZ", "member": "43"},
    ]

    coder, result = coded(
        [{"loaned_at": "01-03-2025", **row} for row in rows], header, lookups=lookups
    )

    assert values(result, "segment") == [2, 1, 3, 3, 0]
    assert values(result, "area") == [1, 1, 2, 3, 0]
    assert values(result, "band") == [5, 8, 6, 0, 0]
    assert coder.warnings == {"unknown_postcode": 1, "bad_birth_year": 1}


def test_newest_day_is_that_of_accepted_rows_and_not_after_today() -> None:
    header = [*HEADER, "returned_at"]
    rows = [
        loan(1, loaned_at="01-03-2025", returned_at="03-03-2025"),
        loan(2, loaned_at="01-05-2025", member=""),
        loan(3, loaned_at="01-04-2025", returned_at="01-01-2027"),
    ]

    first, _result = coded(rows[:2], header)
    second, _result = coded(rows, header)

    assert f"{day_of(first.last_day)} {day_of(second.last_day)}" == "2025-03-03 2026-01-15"


def test_empty_batch_gives_empty_columns() -> None:
    _coder, result = coded([])

    assert (result.read, result.accepted, result.rejects) == (0, 0, [])


CANARIES = ["2098271988", "8958QX", "314159", "1987-06-05", "KANARIE"]


def remembered(thing: object, seen: set[int]) -> str:
    """Everything that hangs below an object, as text."""
    import numpy

    if id(thing) in seen or isinstance(thing, type):
        return ""
    seen.add(id(thing))
    if isinstance(thing, numpy.ndarray):
        return f"{thing.tolist()}"
    parts = [repr(thing)] if isinstance(thing, str | bytes | int) else []
    below = gc.get_referents(thing) if not isinstance(thing, str | bytes | int) else []
    skipped = type(gc), type(remembered)
    parts += [remembered(each, seen) for each in below if not isinstance(each, skipped)]
    return " ".join(parts)


def canary_rows() -> list[Row]:
    personal = dict(
        zip(["member", "postcode", "house_number", "birth_year"], CANARIES, strict=False)
    )
    good = loan(1, name=CANARIES[-1]) | personal
    return [
        good,
        good | {"loaned_at": "31-02-2025"},
        good | {"loaned_at": "", "branch": "Totaal"},
        good | {"branch": ""},
        good | {"loan_id": "-1"},
    ]


def test_nothing_personal_is_left_after_coding() -> None:
    header = [*HEADER, "postcode", "house_number", "birth_year", "name"]
    rows = canary_rows()

    coder, result = coded(rows, header[:-1])
    inside = repr(coder)
    coder.close()
    left = remembered([vars(coder), vars(result)], set())

    assert len(result.rejects) == 4
    assert "CEN" in left
    assert not [canary for canary in CANARIES if canary in left + inside]


def test_fault_of_ours_quotes_no_value() -> None:
    import traceback

    from segments.coding import CodingFailed, LoanCoder

    header = [*HEADER, "postcode", "house_number", "birth_year"]
    coder = LoanCoder(coding_rows.make_profile("loans", header), header, coding_rows.make_lookups())
    batch = coding_rows.make_batch([canary_rows()[0]] * 3, header)
    broken = dict(batch.columns)
    for name in ("title_id", "member", "birth_year"):
        batch.columns = broken | {name: broken[name].slice(1)}
        with pytest.raises(CodingFailed) as failed:
            coder.code(batch)
        told = "".join(traceback.format_exception(failed.value)) + repr(failed.value)
        assert failed.value.__context__ is None
        assert not [canary for canary in CANARIES if canary in told]
