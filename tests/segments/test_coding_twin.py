"""LoanCoder against its slow twin, on rows as ugly as they come."""

import random
from collections.abc import Sequence
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from segments.profiles import Renewals
from tests.segments import coding_rows
from tests.segments.coding_rows import FIRST_LINE, KEY, TODAY, Row
from tests.segments.slow_coder import Known, Slow, SlowLoan, slow_code

HEADER = [
    "loan_id", "loaned_at", "returned_at", "renewal", "branch", "title_id", "isbn", "title",
    "author", "genre", "material", "acquired_on", "member", "postcode", "birth_year", "age_band",
    "segment", "area", "klantgroep",
]  # fmt: skip
RENEWALS = Renewals("rows", frozenset({"Uitlening"}), frozenset({"verlenging"}))
BRANCHES, GENRES, MATERIALS = ["cen", "oost"], ["nur 301", "spanning"], ["boek"]
SEGMENTS, AREAS = ["a", "a.1", "b"], ["dorp", "1234"]
POSTCODES = {"1234AB": ("a", "dorp"), "1234AC": ("b", ""), "1234": ("", "1234")}

MOMENTS = [
    "01-03-2025 10:00:00", "01-03-2025 10:00", "01-03-2025", "1-3-2025", "2-3-2025 9:05",
    "02/03/2025", "02.03.2025 23:59:59", "01032025", "2025-03-02", "2025-03-02T10:00:00+02:00",
    "2025-03-02T23:30:00Z", "2025-03-02T23:30:00.250-0500", "30-03-2025 02:30", " 01-03-2025 ",
    "29-02-2024", "16-01-2026", "15-01-2026 12:00:00",
]  # fmt: skip
NO_MOMENTS = [
    "29-02-2025", "00-00-0000", "0000-00-00", "01-03-25", "2025-13-01", "onbekend", "32-01-2025",
    "01-03-2025 25:00:00", "01-03-2025 10:00:61", "01-03/2025", "loaned_at", "Totaal", "1899-12-31",
    "٠١-٠٣-٢٠٢٥",
]  # fmt: skip
CELLS: dict[str, list[str]] = {
    "loan_id": ["1", "2", "3", "007", " 7 ", "uuid-1", "12e45", "", "-5", "1,2E+08", "1e5", "١٢"],
    "loaned_at": [*MOMENTS * 3, *NO_MOMENTS, "", "  ", "17-01-2026", "01-01-2050"],
    "returned_at": ["", "", "", *MOMENTS, *NO_MOMENTS[:3]],
    "renewal": ["uitlening", "UITLENING ", "verlenging", "inname", "", "renewal"],
    "branch": ["CEN", "cen ", "Oost", "oost", "NIEUW", "Nieuw", "", "Totaal"],
    "title_id": ["", "", "100", "0100", "-1", "1,5E+10"],
    "isbn": ["", "9027439648", "978-90-274-3964-1", "9,78903E+12", "902743964X", "-"],
    "title": [
        "",
        "NA",
        "None",
        "1984",
        "True",
        "1e5",
        "Total recall",
        "De  Zee",
        "de zee",
        "📚",
        "-",
    ],
    "author": ["", "-", "Orwell|1984", "orwell", "title"],
    "genre": ["", "NUR 301", "nur 301", "Spanning", "poëzie", "POËZIE", "genre"],
    "material": ["", "boek", "BOEK", "dvd"],
    "acquired_on": ["", "01-02-2020", "2020-02-01", "31-02-2020", "1-2-2020"],
    "member": ["0042", "42", " 42 ", "0042", "lid-7", "", " ", "-3", "2,1E+09", "٤٢", "member"],
    "postcode": [
        "",
        "1234AB",
        "1234 AB",
        "1234-AB",
        "1234 ab",
        "1234ac",
        "1234",
        "1234ZZ",
        "0000",
        "55927",
        "x",
        "  ",
    ],
    "birth_year": ["", "1980", "2019", "2025", "1800", "80", "onbekend", "2026", "19e3"],
    "age_band": ["", "18-29", "75+", "onbekend", "oud"],
    "segment": ["", "", "A", "a.1", "c", "onbekend"],
    "area": ["", "", "Dorp", "stad"],
    "klantgroep": ["", "regulier", "Klassenpas"],
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()})
    | st.just({name: name.upper() if name == "title" else name for name in HEADER}),
    max_size=25,
)


def positions(codes: Sequence[str]) -> dict[str, int]:
    return {code: place for place, code in enumerate(codes, 1)}


def make_coder(header: list[str], **others: Any) -> Any:
    from segments.coding import LoanCoder

    segments, areas = positions(SEGMENTS), positions(AREAS)
    lookups = coding_rows.make_lookups(
        branches=positions(BRANCHES),
        genre_codes=positions(GENRES),
        materials=positions(MATERIALS),
        segments=segments,
        areas=areas,
        postcodes=coding_rows.make_postcodes(
            {
                (postcode, -1): (segments.get(segment, 0), areas.get(area, 0))
                for postcode, (segment, area) in POSTCODES.items()
            }
        ),
        **others,
    )
    profile = coding_rows.make_profile(
        "loans",
        header[:-1],
        renewals=RENEWALS,
        exclude={"klantgroep": frozenset({"klassenpas"})},
    )
    return LoanCoder(profile, header, lookups)


def fast_code(
    rows: list[Row], header: list[str], *, size: int, dictionaries: bool, **others: Any
) -> tuple[Slow, list[int]]:
    """What LoanCoder makes of rows in batches, in the words of the slow one; and the digests."""
    coder = make_coder(header, **others)
    found, digests, read = Slow(), [], 0
    for batch in coding_rows.make_batches(rows, header, size, dictionaries=dictionaries):
        coded = coder.code(batch)
        read += coded.read
        found.rejects += [(reject.line, reject.code, reject.fields) for reject in coded.rejects]
        found.ignored += coded.ignored
        found.excluded += coded.excluded
        found.loans += in_words(coded, coder)
        digests += coded.columns["row_digest"].tolist()
    assert read == len(found.loans) + len(found.rejects) + found.ignored + found.excluded
    found.unknown, found.warnings = coder.unknown, coder.warnings
    return found, digests


def in_words(coded: Any, coder: Any) -> list[SlowLoan]:
    """Coded loans with texts for positions and numbers."""
    branches = ["", *BRANCHES, *(code.casefold() for code in coder.new_branches)]
    genres = ["", *GENRES, *(code.casefold() for code in coder.new_genre_codes)]
    materials = ["", *MATERIALS, *(code.casefold() for code in coder.new_materials)]
    columns = {name: column.tolist() for name, column in coded.columns.items()}
    return [
        SlowLoan(
            line=columns["line"][at],
            loan_key=columns["loan_key"][at],
            day=coding_rows.day_of(columns["day"][at]),  # type: ignore[arg-type]
            member=coder.new_members[columns["member"][at] - 1],
            branch=branches[columns["branch"][at]],
            title=["", *(title.key for title in coder.new_titles)][columns["title"][at]],
            genre=genres[columns["genre_code"][at]],
            material=materials[columns["material"][at]],
            segment=["", *SEGMENTS][columns["segment"][at]],
            area=["", *AREAS][columns["area"][at]],
            band=columns["band"][at],
            loans=columns["loans"][at],
            renewals=columns["renewals"][at],
            returned_on=coding_rows.day_of(columns["returned_on"][at]),
            acquired_on=coding_rows.day_of(columns["acquired_on"][at]),
        )
        for at in range(len(columns["line"]))
    ]


def known(*, create_unknown: bool) -> Known:
    return Known(
        key=KEY,
        today=TODAY,
        branches=frozenset(BRANCHES),
        genres=frozenset(GENRES),
        materials=frozenset(MATERIALS),
        segments=frozenset(SEGMENTS),
        areas=frozenset(AREAS),
        postcodes=POSTCODES,
        create_unknown=create_unknown,
    )


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, size=st.integers(1, 30), dictionaries=st.booleans(), create=st.booleans())
def test_coder_agrees_with_its_slow_twin(
    rows: list[Row], size: int, *, dictionaries: bool, create: bool
) -> None:
    fast, _digests = fast_code(
        rows, HEADER, size=size, dictionaries=dictionaries, create_unknown=create
    )

    assert fast == slow_code(rows, HEADER, known(create_unknown=create), FIRST_LINE)


@pytest.mark.parametrize("size", [1000, 40, 7])
def test_coder_agrees_with_its_slow_twin_on_a_long_file(size: int) -> None:
    chance = random.Random(size)
    rows = [
        {name: chance.choice(cells) if chance.random() < 0.35 else cells[0] for name, cells in each}
        for each in [[*CELLS.items()]] * 600
    ]
    for row in rows:
        row["member"] = row["member"] or chance.choice(["", f"{chance.randrange(300):05}"])
        row["title_id"] = row["title_id"] or f"{chance.randrange(200):04}"

    fast, _digests = fast_code(
        rows, HEADER, size=size, dictionaries=size == 40, create_unknown=True
    )

    assert fast == slow_code(rows, HEADER, known(create_unknown=True), FIRST_LINE)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_digest_is_equal_exactly_when_the_loaded_values_are(rows: list[Row]) -> None:
    fast, digests = fast_code(rows, HEADER, size=7, dictionaries=False, create_unknown=True)

    values = [vars(loan) | {"line": 0, "loan_key": 0} for loan in fast.loans]
    pairs = {(str(value), digest) for value, digest in zip(values, digests, strict=True)}
    assert len(pairs) == len({value for value, _ in pairs}) == len({digest for _, digest in pairs})


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, size=st.integers(1, 30), data=st.data())
def test_order_and_size_of_blocks_change_nothing_but_numbers(
    rows: list[Row], size: int, data: st.DataObject
) -> None:
    blocks = [rows[start : start + 5] for start in range(0, len(rows), 5)]
    shuffled = [row for block in data.draw(st.permutations(blocks)) for row in block]

    once = fast_code(rows, HEADER, size=30, dictionaries=False, create_unknown=True)
    again = fast_code(shuffled, HEADER, size=size, dictionaries=True, create_unknown=True)

    assert natural(*once) == natural(*again)
    assert once[0].warnings == again[0].warnings


def natural(slow: Slow, digests: list[int]) -> list[str]:
    values = [vars(loan) | {"line": 0} for loan in slow.loans]
    return sorted(f"{value} {digest}" for value, digest in zip(values, digests, strict=True))


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, size=st.integers(1, 30))
def test_loans_without_a_number_are_told_apart_by_their_values_and_occurrence(
    rows: list[Row], size: int
) -> None:
    header = HEADER[1:]
    fast, _digests = fast_code(rows, header, size=size, dictionaries=False, create_unknown=True)
    slow = slow_code(rows, header, known(create_unknown=True), FIRST_LINE)

    plain = [vars(loan) | {"loan_key": 0} for loan in fast.loans]
    assert plain == [vars(loan) | {"loan_key": 0} for loan in slow.loans]
    keys = [loan.loan_key for loan in fast.loans]
    assert len(set(keys)) == len(keys)
    again, _digests = fast_code(rows, header, size=3, dictionaries=True, create_unknown=True)
    assert [loan.loan_key for loan in again.loans] == keys
