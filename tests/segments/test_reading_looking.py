"""How the reader finds out what a file is: encoding, delimiter, header, spreadsheet cells."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments.reading import child, encoding, inspecting, limits, packing, table, workbook
from segments.reading.interface import BadFile
from segments.reading.spreadsheet import text_of
from tests.segments.make_archives import SHEET, changed_workbook

HEADER = "datum;titel;vestiging\r\n"


def judged(body: bytes, asked: str = "") -> tuple[str, tuple[str, ...]]:
    """The encoding and warnings for a file with this body."""
    survey = inspecting.walk(iter([HEADER.encode() + body]))
    return inspecting.decide_encoding(survey, encoding.by_name(asked))


@pytest.mark.parametrize(
    ("body", "asked", "verdict"),
    [
        (b"1;x;CEN\n" * 9, "", ("utf-8", ())),
        ("1;Café;CEN\n".encode() * 9, "", ("utf-8", ())),
        (b"1;Caf\xe9;CEN\n", "", ("windows-1252", ("encoding_guessed",))),
        # One bad byte among good characters, or one that no Windows-1252 text would have.
        ("1;Café;CEN\n".encode() * 9 + b"1;Caf\xe9;CEN\n", "", ("utf-8", ())),
        (b"1;x\xff;CEN\n" + b"1;x;CEN\n" * 9, "", ("utf-8", ())),
        (b"1;x\xc3;CEN\n" + b"1;x;CEN\n" * 9, "", ("utf-8", ())),
        # More bad than good: somebody pasted a UTF-8 line into a Windows-1252 file.
        (
            "1;Café;CEN\n".encode() + b"1;Caf\xe9;CEN\n" * 9,
            "",
            ("windows-1252", ("encoding_guessed",)),
        ),
        ("1;CafÃ©;CEN\n".encode(), "", ("utf-8", ("double_encoded",))),
        # What somebody said counts, unless the bytes say otherwise.
        (b"1;Caf\xe9;CEN\n", "cp1252", ("windows-1252", ())),
        (b"1;Caf\x82;CEN\n", "cp850", ("cp850", ())),
        ("1;Café;CEN\n".encode(), "windows-1252", ("utf-8", ("encoding_changed",))),
        (b"1;Caf\xe9;CEN\n" + b"1;x;CEN\n" * 30, "utf-8", ("utf-8", ())),
        (
            b"1;Caf\xe9;CEN\n" * 9,
            "utf-8",
            ("windows-1252", ("encoding_changed", "encoding_guessed")),
        ),
    ],
)
def test_encoding_is_judged(body: bytes, asked: str, verdict: tuple[str, tuple[str, ...]]) -> None:
    assert judged(body, asked) == verdict


def test_accents_far_down_the_file_count(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(HEADER.encode() + b"1;x;CEN\r\n" * 400_000 + b"1;Caf\xe9;CEN\r\n" * 3)

    found = child.inspect(path)

    assert found.layout.encoding == "windows-1252"
    assert found.estimated_rows == 400_003
    assert len(found.sample) == limits.SAMPLE_ROWS


@given(text=st.text(st.sampled_from("aé€’ÿ\x81 ;\n"), max_size=30))
def test_windows_1252_is_decoded_as_python_does(text: str) -> None:
    raw = text.encode("cp1252", "ignore")

    assert b"".join(encoding.as_utf8(iter([raw]), "windows-1252")).decode() == raw.decode("cp1252")


@given(text=st.text(max_size=30), step=st.integers(1, 7), big=st.booleans())
def test_utf_16_may_be_cut_anywhere(*, text: str, step: int, big: bool) -> None:
    known = "utf-16-be" if big else "utf-16-le"
    raw = text.encode(known)
    pieces = (raw[at : at + step] for at in range(0, len(raw), step))

    assert b"".join(encoding.as_utf8(pieces, known)) == text.lstrip("\ufeff").encode()


@pytest.mark.parametrize(
    ("text", "asked", "delimiter", "warnings"),
    [
        ("a,b\n1,2\n", "", ",", ()),
        ("a;b\n1,5;2,5\n1,5;2,5\n", "", ";", ()),
        ("datum|naam\n2025-01-01 09:15:00|x, y\n2025-01-02 09:15:00|x, y\n", "", "|", ()),
        ("a\tb\nJansen, P\tx; y\nVries, A\tx; y\n", "", "\t", ()),
        ("a:b\n1:2\n", "", ":", ()),
        ("a\x1fb\n1\x1f2\n", "", "\x1f", ()),
        ("sep=|\na|b\n1|2\n", "", "|", ()),
        ("a,b\n1,2\n3,4\n", ";", ",", ("delimiter_changed",)),
        ("a b\n1 2\n", " ", " ", ()),
        ("a\n1\n2\n", ";", ";", ()),
        ("a\tb\n1\t2\n", "tab", "\t", ()),
        ("Rapport: x\n\na;b\n1;2\n3;4\n", "", ";", ("preamble",)),
    ],
)
def test_delimiter_is_found(
    text: str, asked: str, delimiter: str, warnings: tuple[str, ...]
) -> None:
    found = table.find(text.encode(), delimiter=asked)

    assert (found.delimiter, found.warnings) == (delimiter, warnings)


@pytest.mark.parametrize(
    ("text", "asked", "code"),
    [
        ("een zin zonder kolommen\nen nog een\n", "", "no_columns"),
        ("2025-01-01;CEN;3\n2025-01-02;OOS;4\n", "", "no_header"),
        (";;\n1;2;3\n", "", "no_header"),
        ("a;A\n1;2\n", "", "double_column"),
        ("a;b;c;\n1;2;3\n4;5;6\n", "", "header_mismatch"),
        ("a;b\n1;2\n", "xy", "bad_delimiter"),
        ("a;b\n1;2\n", "x", "bad_delimiter"),
        ('a;"b\n1;2\n', "", "unclosed_quote"),
    ],
)
def test_table_without_use_is_refused(text: str, asked: str, code: str) -> None:
    with pytest.raises(BadFile) as refusal:
        table.find(text.encode(), delimiter=asked)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "segment;2023;2024\nA1;100;120\nB2;80;90\n",
        "jaar;kwartaal\n2025;1\n",
        "a;;b\n1;;2\n",
        "Datum;Bedrag\n;\n",
    ],
)
def test_header_with_odd_names_is_a_header(text: str) -> None:
    assert table.find(text.encode(), delimiter="").header_line == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (9789021234567.0, "9789021234567"),
        (True, "TRUE"),
        ("  0012 ", "  0012 "),
        (date(2025, 3, 1), "2025-03-01"),
        (datetime(2025, 3, 1, 14, 4, 59, 999_999), "2025-03-01 14:05:00"),  # noqa: DTZ001
        (datetime(2025, 3, 1), "2025-03-01"),  # noqa: DTZ001
        (time(14, 5), "14:05:00"),
        (timedelta(hours=30), "30:00:00"),
        (None, ""),
    ],
)
def test_cell_becomes_what_a_person_would_type(value: object, text: str) -> None:
    assert text_of(value) == text


def test_workbook_with_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(changed_workbook(SHEET, bytes))
    monkeypatch.setattr(limits, "CELLS", 50)

    with pytest.raises(BadFile) as refusal:
        workbook.check(path)

    assert refusal.value.code == "xlsx_too_many_cells"


def test_members_of_a_workbook_are_checked_across_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = b'<row r="9"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = tmp_path / "far.xlsx"
    path.write_bytes(changed_workbook(SHEET, lambda text: text.replace(b"</sheetData>", far)))

    for step in range(20, 60):
        monkeypatch.setattr(workbook, "STEP", step)
        with pytest.raises(BadFile) as refusal:
            workbook.check(path)
        assert refusal.value.code == "xlsx_too_many_cells"


def test_size_that_the_zip_lies_about_is_found(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", HEADER.encode() + b"1;x;CEN\r\n" * 100)
    real = (len(HEADER) + 900).to_bytes(4, "little")
    path = tmp_path / "lie.zip"
    path.write_bytes(target.getvalue().replace(real, (50).to_bytes(4, "little")))

    with pytest.raises(BadFile) as refusal:
        child.inspect(path)

    assert refusal.value.code == "zip_broken"


def test_unpacked_size_is_known_before_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 1000)

    assert packing.unpacked_size(path, "") == 1000
