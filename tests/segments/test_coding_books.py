"""Files about books as numbers: by examples, and against the same in plain Python."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segments.coding_rows import Row, make_batches, make_lookups, make_profile
from tests.segments.slow_books import SlowBooks, day

BRANCHES = {"cen": 1, "oos": 2}
ISBN = "9789000000002"
KNOWN = [
    ("4001", ISBN, "Een", "Aal, A."),
    ("4002", "9789000000019", "Twee", "Bos, B."),
    ("4003", "9789000000019", "Twee", "Bos, B."),
    (ISBN[:-1] + "9", "", "", ""),
    ("drie|cas, c.", "", "Drie", "Cas, C."),
]
HOLDINGS = [
    "title_id", "isbn", "title", "author", "branch", "place", "copies", "barcode", "acquired_on",
    "price",
]  # fmt: skip


def lookups(**others: Any) -> Any:
    found = {
        "branches": BRANCHES,
        "titles": [text[0] for text in KNOWN],
        "title_texts": lambda: [text[1:] for text in KNOWN],
        "bare_titles": [4],
    }
    return make_lookups(**(found | others))


def code(
    kind: str, header: list[str], rows: list[Row], *, size: int = 2, **others: Any
) -> tuple[Any, list[Any]]:
    from segments.coding import BookCoder

    coder = BookCoder(make_profile(kind, header), header, lookups(**others))
    return coder, [coder.code(each) for each in make_batches(rows, header, size)]


def kept(coder: Any, results: list[Any]) -> list[tuple[Any, ...]]:
    """Title, branch, place, day, count, cents."""
    names = ("title", "branch", "place", "acquired_on", "count", "cents")
    return [
        (title, branch, coder.texts[place], day(acquired), count, cents)
        for result in results
        for title, branch, place, acquired, count, cents in zip(
            *(result.rows[name].tolist() for name in names), strict=True
        )
    ]


def rejects(results: list[Any]) -> list[tuple[int, str]]:
    return [(each.line, each.code) for result in results for each in result.rejects]


def facts(coder: Any, results: list[Any]) -> list[tuple[Any, ...]]:
    names = ("title", "genre_code", "language", "audience", "published", "loans", "last_loan_on")
    rows = [
        row
        for result in results
        if result.facts
        for row in zip(*(result.facts[name].tolist() for name in names), strict=True)
    ]
    return [
        (title, genre, coder.texts[language], coder.texts[audience], year, loans, day(last))
        for title, genre, language, audience, year, loans, last in rows
    ]


CELLS = {
    "title_id": st.sampled_from(["", "4001", "4002", "4009", "1,2E+13", "4010", " 4001 "]),
    "isbn": st.sampled_from(["", ISBN, "978-90-00-00000-2", "9789000000019", ISBN[:-1] + "9", "x"]),
    "title": st.sampled_from(["", "Een", "Twee", "Drie", "Vier", "-"]),
    "author": st.sampled_from(["", "Aal, A.", "Bos, B.", "Cas, C."]),
    "branch": st.sampled_from(["CEN", "oos ", "OOS", "HAV", ""]),
    "place": st.sampled_from(["", "Reizen", " Reizen", "Kast 3"]),
    "copies": st.sampled_from(["1", "2", "2,0", "0", "-1", "1,5", "10001", "", "1.000", "een"]),
    "barcode": st.sampled_from(["", "0031", "31", "A1", "a1"]),
    "acquired_on": st.sampled_from(["", "01-02-2020", "2020-02-01", "31-02-2020", "16-01-2026"]),
    "price": st.sampled_from(["", "12,95", "€ 12.95", "12", "gratis geld", "-"]),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=12)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(1, 5))
def test_holdings_are_coded_as_in_plain_python_whatever_the_batches(
    rows: list[Row], size: int
) -> None:
    slow = SlowBooks("holdings", HOLDINGS, BRANCHES, list(KNOWN))
    for line, row in enumerate(rows, start=2):
        slow.read(line, row)

    coder, results = code("holdings", HOLDINGS, rows, size=size)

    assert kept(coder, results) == slow.rows
    assert rejects(results) == slow.rejects
    assert sum(each.ignored for each in results) == slow.ignored
    assert sum(each.doubles for each in results) == slow.doubles
    assert coder.warnings == slow.warnings
    assert coder.unknown["branch"] == slow.unknown
    assert [tuple(text) for text in coder.new_titles] == slow.titles[len(KNOWN) :]


def test_a_title_is_found_by_isbn_where_only_one_has_it() -> None:
    rows = [
        {"isbn": "978-90-00-00000-2", "branch": "CEN"},
        {"isbn": "9789000000019", "branch": "CEN"},
        {"title": "Een", "author": "Aal, A.", "branch": "CEN"},
        {"title_id": "4100", "title": "Drie", "author": "Cas, C.", "branch": "CEN"},
    ]

    coder, results = code("holdings", ["title_id", "isbn", "title", "author", "branch"], rows)

    assert [row[0] for row in kept(coder, results)] == [1, 6, 1, 5]
    assert [each.key for each in coder.new_titles] == ["9789000000019"]


def test_words_of_a_title_that_was_a_number_only_are_told() -> None:
    rows = [{"title_id": KNOWN[3][0], "title": "Vier", "author": "Dam, D.", "branch": "CEN"}] * 2

    coder, _results = code("holdings", ["title_id", "title", "author", "branch"], rows)

    assert coder.told == {4: ("", "Vier", "Dam, D.")}


def test_titles_bring_what_is_said_of_them_once() -> None:
    header = ["title_id", "genre", "language", "audience", "published", "loans", "last_loan_on"]
    rows = [
        {"title_id": "4001", "genre": "REIS", "language": "nl", "published": "c2019", "loans": "7",
         "last_loan_on": "14-01-2026"},
        {"title_id": "4001", "genre": "REIS", "loans": "9"},
        {"title_id": "4002", "genre": "REIS", "audience": "J", "published": "19e eeuw",
         "last_loan_on": "16-01-2026"},
        {"title_id": "4003", "genre": "REIS", "loans": "-3"},
        {"title_id": "", "genre": "REIS"},
    ]  # fmt: skip

    coder, results = code("titles", header, rows, genre_codes={"reis": 4})

    assert facts(coder, results) == [
        (1, 4, "nl", "", 2019, 7, day(9510)),
        (2, 4, "", "J", 0, -1, None),
    ]
    assert rejects(results) == [(5, "bad_count"), (6, "missing_title")]
    assert coder.warnings == Counter(double_title=1, bad_published=1, future_last_loan_on=1)


def test_holdings_that_say_more_of_a_title_bring_that_too() -> None:
    rows = [{"title_id": "4001", "branch": "CEN", "language": "fy"}] * 2

    coder, results = code("holdings", ["title_id", "branch", "language"], rows)

    assert facts(coder, results) == [(1, 0, "fy", "", 0, -1, None)]


def test_acquisitions_may_be_expected_but_not_in_a_far_future() -> None:
    days = ["", "12-13-2025", "14-01-2028", "20-01-2028", "01-03-2026"]
    rows = [{"title_id": "4001", "acquired_on": each, "branch": ""} for each in days]

    coder, results = code("acquisitions", ["title_id", "acquired_on", "branch"], rows)

    assert rejects(results) == [(2, "missing_date"), (3, "bad_date"), (5, "future_date")]
    assert [(row[1], str(row[3])) for row in kept(coder, results)] == [
        (0, "2028-01-14"),
        (0, "2026-03-01"),
    ]


def test_a_row_without_a_number_is_one_of_it() -> None:
    coder, results = code("reservations", ["title_id"], [{"title_id": "4001"}] * 3)

    assert [row[4] for row in kept(coder, results)] == [1, 1, 1]


def test_the_only_branch_needs_no_column() -> None:
    coder, results = code("holdings", ["title_id"], [{"title_id": "4001"}], branches={"kd": 3})

    assert [row[1] for row in kept(coder, results)] == [3]


@pytest.mark.parametrize(
    ("kind", "header", "lacking"),
    [
        ("holdings", ["branch", "copies"], ("title_id",)),
        ("holdings", ["title_id", "copies"], ("branch",)),
        ("acquisitions", ["title_id"], ("acquired_on",)),
        ("weeding", ["branch"], ("title_id",)),
    ],
)
def test_what_a_file_cannot_do_without(
    kind: str, header: list[str], lacking: tuple[str, ...]
) -> None:
    from segments.coding import MissingColumns

    with pytest.raises(MissingColumns) as missing:
        code(kind, header, [])

    assert missing.value.fields == lacking


def test_totals_and_headers_in_between_are_no_rows() -> None:
    header = ["title", "author", "branch", "copies"]
    rows = [
        {"title": "Totaal", "copies": "1200"},
        {"title": "Totaal", "author": "Gils, T. van", "branch": "CEN", "copies": "1"},
        dict(zip(header, header, strict=True)),
    ]

    coder, results = code("holdings", header, rows)

    assert rejects(results) == [(2, "totals_line"), (4, "repeated_header")]
    assert [row[4] for row in kept(coder, results)] == [1]


def test_numbers_that_a_spreadsheet_rounded_are_counted() -> None:
    rows = [{"title_id": "1,2E+13", "branch": "CEN"}, {"title_id": "4001", "branch": "CEN"}]

    coder, _results = code("holdings", ["title_id", "branch"], rows)

    assert coder.scientific == Counter(title_id=1)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,95", 1295),
        ("€ 1.234,50", 123450),
        ("12.9", 1290),
        ("1,234.50", 123450),
        ("12,-", 1200),
        ("EUR 7", 700),
        ("1.234", 123400),
        ("12.345", None),
        ("-3", None),
        ("99999", None),
        ("", -1),
        ("n.v.t.", -1),
        ("drie euro", None),
    ],
)
def test_prices_are_read_as_they_are_written(text: str, cents: int | None) -> None:
    from segments.coding.book_values import parse_cents

    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    ("text", "year"),
    [("2019", 2019), ("[2019]", 2019), ("01-03-2019", 2019), ("2031", None), ("", 0), ("12", None)],
)
def test_years_of_publication_are_read_as_they_are_written(text: str, year: int | None) -> None:
    from segments.coding.book_values import parse_year

    assert parse_year(text, 2026) == year
