import csv
import io
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from planning import spreadsheet, tenancy
from planning.models import Library
from planning.spreadsheet import Column, Table
from segments.models import Genre, Segment
from tests.segments.explored import SEGMENTS, explored_library

CSV, XLSX = reverse("segments:explorer_csv"), reverse("segments:explorer_xlsx")
ADULTS = "?period=2025&readers=adults"
HEADER = [
    *("Code", "Segment", "Genre", "Index", "Aandeel", "Uitleningen", "Leners"),
    *("Uitleningen per lener", "Duiding"),
]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_holds_all_published_figures(as_alice: Client, library: Library) -> None:
    explored_library(library)
    shown = as_alice.get(reverse("segments:explorer") + ADULTS).context["heatmap"].measured.now

    response = as_alice.get(CSV + ADULTS)

    header, *rows = rows_of(response.content)
    assert header == HEADER
    cells, totals = rows[: 5 * 6], rows[5 * 6 :]
    assert len(totals) == 5 + 6 + 1
    assert [row[1] for row in cells[::6]] == [*SEGMENTS, "onbekend"]
    for row, genre, line in zip(
        [r for r in shown.rows for _ in shown.genres], list(shown.genres) * 5, cells, strict=True
    ):
        cell = shown.cell(row.position, genre.position)
        assert line[5] == ("0" if cell.state == "none" else str(cell.loans or ""))
        if cell.state == "suppressed":
            assert line[3:] == ["", "", "", "", "", "te klein om te tonen"]
    assert totals[-1][1:3] == ["Volwassenen", "alle genres"]
    assert totals[-1][5] == str(shown.total.loans)
    assert any("," in line[4] for line in cells)  # a decimal comma


def test_file_is_named_after_what_it_holds(as_alice: Client, library: Library) -> None:
    explored_library(library)

    def name(url: str) -> str:
        return as_alice.get(url).headers["Content-Disposition"].partition("filename=")[2]

    assert name(XLSX + ADULTS) == '"samenplan-segmenten-2025-volwassenen.xlsx"'
    assert name(f"{CSV}?period=2025-Q1&rows=area&branch=OOS&readers=youth&age=7-12") == (
        '"samenplan-gebieden-2025-q1-7-12-oos.csv"'
    )


def test_xlsx_has_typed_cells_and_an_explanation(as_alice: Client, library: Library) -> None:
    explored_library(library)

    response = as_alice.get(f"{XLSX}{ADULTS}&branch=OOS")

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    figures, notes = book["Segmenten"], book["Toelichting"]
    assert [cell.value for cell in figures[1]] == HEADER
    assert figures.freeze_panes == "A2"
    assert figures.max_row == 1 + 5 * 6 + 12
    numbers = [cell for row in figures.iter_rows(min_row=2, min_col=4, max_col=8) for cell in row]
    assert {cell.data_type for cell in numbers if cell.value is not None} == {"n"}
    said = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert said["Periode"] == "heel 2025"
    assert said["Vestiging"] == "Oos"
    assert said["Basis"] == "alle volwassenen in Oos"
    assert "ingelezen op" in said["Cijfers"]
    assert said["Te klein om te tonen"].startswith("Minder dan 10 leners")
    assert said["Segment"] == "Een segment is een kans, geen persoon."


def test_change_gets_a_column_of_its_own(as_alice: Client, library: Library) -> None:
    explored_library(library)

    header, *_rows = rows_of(as_alice.get(f"{CSV}?period=2025-Q1&measure=change").content)

    assert header == [*HEADER[:-1], "Verandering", HEADER[-1]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_names_that_look_like_formulas_stay_text(
    as_alice: Client, library: Library, formula: str
) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        Segment.objects.filter(library=library, position=1).update(name=formula, code=formula)
        Genre.objects.filter(library=library, position=1).update(name=formula)

    rows = rows_of(as_alice.get(CSV + ADULTS).content)
    book = openpyxl.load_workbook(io.BytesIO(as_alice.get(XLSX + ADULTS).content))

    texts = [cell for row in rows for cell in row]
    assert f"'{formula}" in texts
    assert not any(text.startswith(spreadsheet.FORMULA_STARTS) for text in texts)
    assert "f" not in {cell.data_type for row in book["Segmenten"].iter_rows() for cell in row}


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=9)))
def test_no_text_of_any_kind_becomes_a_formula(texts: list[str]) -> None:
    dangerous = [start + text for start in ("", "=", "+", "-", "@") for text in texts]
    table = Table("Blad", [Column("=1+1")], [[text] for text in dangerous])

    rows = rows_of(spreadsheet.csv_bytes(table))
    sheet = spreadsheet.xlsx_bytes(table, notes_name="Toelichting")

    assert not any(cell.startswith(spreadsheet.FORMULA_STARTS) for row in rows for cell in row)
    with ZipFile(io.BytesIO(sheet)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_question_off_the_lattice_gives_no_file(as_alice: Client, library: Library) -> None:
    explored_library(library)

    for url in (CSV, XLSX):
        assert as_alice.get(f"{url}?period=2011").status_code == 422


def test_nothing_read_in_gives_no_file(as_alice: Client, library: Library) -> None:
    assert as_alice.get(CSV).status_code == 404


def test_stranger_gets_no_file(as_charlie: Client, library: Library) -> None:
    explored_library(library)

    assert as_charlie.get(XLSX + ADULTS).status_code == 404
