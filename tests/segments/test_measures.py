"""What is said about published figures is what they say, and no more."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from segments import measures
from segments.measures import BANDS, Standout, Wording, band_of, figures, standouts
from segments.suppression import NONE, SUPPRESSED, Cell, Label, PublishedTable, State

ROWS: dict[Label, str] = {1: "Drukke gezinnen", 2: "Ruim en reislust", 0: "Onbekend"}
COLUMNS: dict[Label, str] = {1: "Prentenboeken", 2: "Reis", 3: "Koken", 0: "Onbekend"}
WORDING = Wording(ROWS, COLUMNS, earlier="heel 2024")


def cell(loans: int, borrowers: int | None = None) -> Cell:
    return Cell(State.SHOWN, loans, loans // 5 if borrowers is None else borrowers)


def table(loans: dict[int, list[Cell]]) -> PublishedTable:
    """Totals are sums of what is shown."""

    def total(cells: list[Cell]) -> Cell:
        return cell(sum(one.loans or 0 for one in cells))

    columns = list(zip(*loans.values(), strict=True))
    return PublishedTable(
        rows=tuple(loans),
        columns=tuple(COLUMNS)[: len(columns)],
        cells=tuple(map(tuple, loans.values())),
        row_totals=tuple(total(cells) for cells in loans.values()),
        column_totals=tuple(total(list(column)) for column in columns),
        total=total([one for cells in loans.values() for one in cells]),
    )


def test_index_compares_shares() -> None:
    assert measures.index(cell(180), cell(1000), cell(1000), cell(10_000)) == 180
    assert measures.index(cell(100), cell(1000), cell(1000), cell(10_000)) == 100
    assert measures.index(cell(25), cell(200), cell(1000), cell(1000)) == 13  # half upwards


@pytest.mark.parametrize(
    "known",
    [
        (SUPPRESSED, cell(100), cell(100), cell(500)),
        (NONE, cell(100), cell(100), cell(500)),
        (cell(20), cell(45), cell(100), cell(500)),
        (cell(20), cell(100), cell(45), cell(500)),
        (cell(20), SUPPRESSED, cell(100), cell(500)),
        (cell(20), cell(100), SUPPRESSED, cell(500)),
        (cell(20), cell(100), cell(100), SUPPRESSED),
    ],
)
def test_index_needs_a_shown_cell_and_bases_of_fifty(known: tuple[Cell, ...]) -> None:
    assert measures.index(*known) is None


def test_share_is_a_percentage_of_the_row() -> None:
    assert measures.share(cell(125), cell(600)) == 20.8
    assert measures.share(cell(20), cell(45)) is None
    assert measures.share(SUPPRESSED, cell(600)) is None


def test_loans_per_borrower_needs_fifty_borrowers() -> None:
    assert measures.loans_per_borrower(cell(255, 50)) == 5.1
    assert measures.loans_per_borrower(cell(255, 45)) is None
    assert measures.loans_per_borrower(NONE) is None


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [
        (cell(135), cell(100), 35),
        (cell(65), cell(100), -35),
        (NONE, cell(100), -100),
        (SUPPRESSED, cell(100), None),
        (cell(100), cell(45), None),
        (cell(100), NONE, None),
    ],
)
def test_change_is_a_percentage_of_the_earlier_loans(
    now: Cell, before: Cell, percent: int | None
) -> None:
    assert measures.change(now, before) == percent


@pytest.mark.parametrize(
    ("index", "glyph", "css", "wording"),
    [
        (150, "▲▲", "b1", "veel groter deel"),
        (149, "▲", "b2", "groter deel"),
        (120, "▲", "b2", "groter deel"),
        (119, "•", "b3", "ongeveer even groot deel"),
        (80, "•", "b3", "ongeveer even groot deel"),
        (79, "▼", "b4", "kleiner deel"),
        (50, "▼", "b4", "kleiner deel"),
        (49, "▼▼", "b5", "veel kleiner deel"),
        (0, "▼▼", "b5", "veel kleiner deel"),
    ],
)
def test_bands_are_fixed(index: int, glyph: str, css: str, wording: str) -> None:
    band = band_of(index)

    with translation.override("nl"):
        assert (band.glyph, band.css, str(band.wording)) == (glyph, css, wording)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_larger_index_never_has_a_lower_band(one: int, other: int) -> None:
    low, high = sorted((one, other))

    assert BANDS.index(band_of(low)) >= BANDS.index(band_of(high))


def test_figures_say_everything_about_each_cell() -> None:
    now = table({1: [cell(300, 60), SUPPRESSED], 2: [cell(100), cell(600)]})
    before = table({1: [cell(200), SUPPRESSED]})

    line = figures(now, before)[0]

    assert [(f.row, f.column, f.index, f.share, f.change) for f in line] == [
        (1, 1, 250, 100.0, 50),
        (1, 2, None, None, None),
    ]
    assert line[0].loans_per_borrower == 5.0
    assert line[0].band == BANDS[0]
    assert line[1].band is None
    assert figures(now, before)[1][0].change is None  # this row was not there before


def test_standouts_are_the_largest_and_smallest_shares() -> None:
    """Unknown rows and columns, and small volumes, are not worth a sentence."""
    seen = table(
        {
            1: [cell(900), cell(100), cell(500), cell(500)],
            2: [cell(100), cell(900), cell(500), cell(100)],
            0: [cell(500), cell(500), cell(500), cell(5000)],
        }
    )

    with translation.override("nl"):
        said = standouts(seen, WORDING)

    assert [(one.kind, one.row, one.column, one.value) for one in said] == [
        ("index", 2, 2, 379),
        ("index", 1, 1, 303),
        ("index", 1, 2, 34),
        ("index", 2, 1, 42),
    ]
    assert [one.text for one in said][:2] == [
        "Reis is een 3,8× zo groot deel van wat Ruim en reislust leent",
        "Prentenboeken zijn een 3,0× zo groot deel van wat Drukke gezinnen lenen",
    ]


def test_standouts_name_what_is_borrowed_least() -> None:
    """A few loans are enough for this, where many were expected."""
    seen = table({1: [cell(500), cell(10)], 2: [cell(500), cell(300)]})

    with translation.override("nl"):
        said = standouts(seen, WORDING)

    assert [one.value for one in said] == [158, 128, 8]
    assert (
        said[2].text == "Reis is een ongeveer 13 keer zo klein deel van wat Drukke gezinnen lenen"
    )


def test_standouts_name_the_largest_change() -> None:
    now = table({1: [cell(130), cell(100), cell(100)], 2: [cell(100), cell(100), cell(50)]})
    before = table({1: [cell(100), cell(100), cell(100)], 2: [cell(100), cell(100), cell(110)]})

    with translation.override("nl"):
        said = {one.kind: one for one in standouts(now, WORDING, before)}

    assert said["change"] == Standout(
        *("change", 2, 3, -55),
        "Koken: 55 % minder uitleningen aan Ruim en reislust, vergeleken met heel 2024",
    )


def test_nothing_stands_out_where_everybody_borrows_alike() -> None:
    assert standouts(table({1: [cell(100)] * 3, 2: [cell(200)] * 3}), WORDING) == []
    assert standouts(table({1: [SUPPRESSED] * 3}), WORDING) == []


@pytest.mark.parametrize(
    ("index", "row", "column", "kind", "text"),
    [
        (181, "Drukke gezinnen", "Prentenboeken", "segment",
         "Prentenboeken zijn een 1,8× zo groot deel van wat Drukke gezinnen lenen"),
        (192, "Ruim en reislust", "Reis", "segment",
         "Reis is een 1,9× zo groot deel van wat Ruim en reislust leent"),
        (38, "60-74", "Koken", "age",
         "Koken is een 0,4× zo groot deel van wat lezers van 60-74 lenen"),
        (4, "9001", "Thrillers", "area",
         "Thrillers zijn een ongeveer 25 keer zo klein deel van wat lezers in 9001 lenen"),
        (20, "9001", "Thrillers", "area",
         "Thrillers zijn een 0,2× zo groot deel van wat lezers in 9001 lenen"),
        (19, "Oost", "Koken", "branch",
         "Koken is een ongeveer 5 keer zo klein deel van wat er in Oost geleend wordt"),
        (0, "Oost", "Thrillers", "branch",
         "Thrillers zijn nauwelijks een deel van wat er in Oost geleend wordt"),
        (150, "Oost", "NT2", "branch",
         "NT2 is een 1,5× zo groot deel van wat er in Oost geleend wordt"),
    ],
)  # fmt: skip
def test_an_index_is_told_as_a_share(
    index: int, row: str, column: str, kind: str, text: str
) -> None:
    with translation.override("nl"):
        assert measures.index_sentence(index, row, column, kind) == text


def test_english_has_a_decimal_point() -> None:
    with translation.override("en"):
        assert measures.index_sentence(181, "Busy families", "Picture books") == (
            "Picture books are a 1.8× as large part of what Busy families borrow"
        )


@pytest.mark.parametrize(
    ("percent", "kind", "text"),
    [
        (35, "segment", "Reis: 35 % meer uitleningen aan Oost, vergeleken met heel 2024"),
        (-20, "age", "Reis: 20 % minder uitleningen aan lezers van Oost, vergeleken met heel 2024"),
        (35, "area", "Reis: 35 % meer uitleningen aan lezers in Oost, vergeleken met heel 2024"),
        (35, "branch", "Reis: 35 % meer uitleningen in Oost, vergeleken met heel 2024"),
    ],
)
def test_a_change_is_told_with_its_period(percent: int, kind: str, text: str) -> None:
    wording = Wording(ROWS, COLUMNS, kind, "heel 2024")

    with translation.override("nl"):
        assert measures.change_sentence(percent, "Oost", "Reis", wording) == text
