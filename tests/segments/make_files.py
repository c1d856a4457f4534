"""The text files of reliability.md §3, each made in a line or two.

`make_archives.make(folder, name)` writes any of them; `files/verdicts.yaml` says what each gives.
"""

import gzip
import struct
from collections.abc import Callable, Iterable, Sequence

HEADER = [
    *("loan_id", "loaned_at", "returned_at", "branch", "barcode"),
    *("title", "genre", "member", "postcode", "birth_year"),
]
TITLES = ["De zeven zussen", "Café Noord", "Zoë’s reis", "Het huis", "Noorderlicht", "Avonden"]
Maker = Callable[[], bytes]
MAKERS: dict[str, Maker] = {}


def row(number: int, **changed: str) -> list[str]:
    """A good loan: its number, and cells that differ from the usual."""
    cells = {
        "loan_id": f"{number:06}",
        "loaned_at": f"{number % 28 + 1:02}-03-2025",
        "returned_at": f"{number % 28 + 1:02}-04-2025",
        "branch": ("CEN", "OOS")[number % 2],
        "barcode": f"03000{number:07}",
        "title": TITLES[number % len(TITLES)],
        "genre": ("PK", "AB")[number % 2],
        "member": f"00{number % 4 + 1:04}",
        "postcode": "9471AB",
        "birth_year": "1980",
    }
    return list((cells | changed).values())


def rows(**changed_third: str) -> list[list[str]]:
    """Eight good loans, of which the third (on line 4) may be changed."""
    return [row(number, **(changed_third if number == 3 else {})) for number in range(1, 9)]


def numbered() -> Iterable[tuple[int, list[str]]]:
    """Good loans with their number."""
    return enumerate(rows(), 1)


def text(
    body: Iterable[Sequence[str]],
    *,
    header: Sequence[str] = HEADER,
    delimiter: str = ";",
    line_end: str = "\r\n",
) -> str:
    """Header and rows without quoting."""
    return "".join(delimiter.join(cells) + line_end for cells in [header, *body])


def plain(**changed_third: str) -> bytes:
    """A file of eight loans, the third changed."""
    return text(rows(**changed_third)).encode()


def with_line(number: int, line: str) -> bytes:
    """A file of eight loans with one line more, as line `number`."""
    lines = text(rows()).split("\r\n")
    return "\r\n".join([*lines[: number - 1], line, *lines[number - 1 :]]).encode()


def quoted(body: Iterable[Sequence[str]]) -> str:
    """Header and rows with quotes around every cell."""
    lines = ('"' + '";"'.join(cells) + '"' for cells in [HEADER, *body])
    return "\r\n".join(lines) + "\r\n"


# Not a table.
MAKERS |= {
    "empty.csv": lambda: b"",
    "bom_only.csv": lambda: b"\xef\xbb\xbf",
    "header_only.csv": lambda: text([]).encode(),
    "blank.csv": lambda: b" \r\n\t\r\n   \r\n",
    "no_header.csv": lambda: text(rows()[1:], header=row(1)).encode(),
    "web_page.csv": lambda: b"\r\n<!DOCTYPE html>\n<html><title>Fout; log in</title></html>",
    "web_page_utf16.csv": lambda: "<html><body>Log opnieuw in</body></html>".encode("utf-16"),
    "json.csv": lambda: b'[{"loan_id": 1, "branch": "CEN"}, {"loan_id": 2, "branch": "OOS"}]',
    "xml.csv": lambda: b'<?xml version="1.0"?>\n<loans><loan id="1"/></loans>\n',
    "report.pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "photo.png": lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 10, 10),
    "photo.jpg": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00",
    "setup.csv": lambda: b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\0" * 48,
    "program.csv": lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 57,
    "old.xls": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504,
    "password.xlsx": lambda: (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    ),
    "noise.csv": lambda: bytes(n * 7 % 256 for n in range(4096)),
    "letter.csv": lambda: b"Beste collega\r\nHierbij de cijfers van maart\r\nGroet\r\n",
}

# A table that cannot be used.
MAKERS |= {
    "unclosed_quote.csv": lambda: plain(title='"De zeven zussen'),
    "truncated.csv": lambda: plain()[:-30],
    "truncated_quoted.csv": lambda: quoted(rows()).encode()[:-40],
    "double_column.csv": lambda: text(rows(), header=[*HEADER[:-1], "Branch"]).encode(),
    "columns_65.csv": lambda: text([["1"] * 65], header=[f"kolom {n}" for n in range(65)]).encode(),
    "million_columns.csv": lambda: text(
        [["1"] * 1_000_000], header=[f"k{n}" for n in range(1_000_000)]
    ).encode(),
    "wide_rows.csv": lambda: text([[*cells, "x"] for cells in rows()]).encode(),
}

# A table with every value right.
MAKERS |= {
    "plain.csv": plain,
    "utf8_bom.csv": lambda: b"\xef\xbb\xbf" + plain(),
    "utf16_le.csv": lambda: b"\xff\xfe" + text(rows()).encode("utf-16-le"),
    "utf16_be.csv": lambda: b"\xfe\xff" + text(rows()).encode("utf-16-be"),
    "cr_only.csv": lambda: text(rows(), line_end="\r").encode(),
    "lf_only.csv": lambda: text(rows(), line_end="\n").encode(),
    "mixed_newlines.csv": lambda: plain().replace(b"\r\n", b"\n", 3).replace(b"\n", b"\r", 1),
    "doubled_cr.csv": lambda: plain().replace(b"\r\n", b"\r\r\n"),
    "no_last_newline.csv": lambda: plain()[:-2],
    "dos_end.csv": lambda: plain() + b"\x1a",
    "sep_line.csv": lambda: b"sep=;\r\n" + plain(),
    "sep_line_comma.csv": lambda: b"sep=,\r\n" + text(rows(), delimiter=",").encode(),
    "other_case.csv": lambda: text(
        [cells[::-1] for cells in rows()], header=[name.upper() for name in HEADER[::-1]]
    ).encode(),
    "leading_zeros.csv": lambda: plain(loan_id="000000", barcode="00000001", member="0007"),
    "quoted.csv": lambda: quoted(rows()).encode(),
    "quoted_marks.csv": lambda: quoted(rows(title='Zij zei: ""ja""; en; toen')).encode(),
    "newline_in_quotes.csv": lambda: plain(title='"Deel 1\r\nDeel 2\nDeel 3"'),
    "odd_titles.csv": lambda: text(
        row(n, title=title)
        for n, title in enumerate(["NA", "None", "1984", "True", "1e5", "🐟 vis", "null", "-"], 1)
    ).encode(),
    "quote_inside.csv": lambda: plain(title='12" single'),
    "leap_day.csv": lambda: plain(loaned_at="29-02-2024", returned_at="01-03-2024"),
    "clock_change.csv": lambda: plain(loaned_at="30-03-2025 02:30", returned_at=""),
    "unknown_reader.csv": lambda: plain(postcode="0000", birth_year="1800"),
    "unsafe_titles.csv": lambda: text(
        row(n, title=title)
        for n, title in enumerate(
            ["=1+1", "+31", "@SUM(A1)", "<b onclick=x>", "{{ 7*7 }}", '"\'; DROP TABLE x; --"'],
            1,
        )
    ).encode(),
    "gzip.csv.gz": lambda: gzip.compress(plain(), mtime=0),
    "gzip_two_members.csv.gz": lambda: gzip.compress(plain()[:200]) + gzip.compress(plain()[200:]),
}

# A table that people should look at.
MAKERS |= {
    "windows_1252.csv": lambda: text(rows()).encode("cp1252"),
    "comma.csv": lambda: text(rows(), delimiter=",").encode(),
    "tab.tsv": lambda: text(rows(), delimiter="\t").encode(),
    "pipe.csv": lambda: text(rows(), delimiter="|").encode(),
    "caret.csv": lambda: text(rows(), delimiter="^").encode(),
    "section_sign.csv": lambda: text(rows(), delimiter="§").encode(),
    "extra_column.csv": lambda: text(
        [[*cells, "x"] for cells in rows()], header=[*HEADER, "opmerking"]
    ).encode(),
    "preamble.csv": lambda: b"Uitleningen per dag\r\nGemaakt op: 1-4-2025\r\n\r\n" + plain(),
    "double_encoded.csv": lambda: plain().decode().encode().decode("cp1252").encode(),
    "unquoted.tsv": lambda: text(rows(title='"Daantje" en de anderen'), delimiter="\t").encode(),
}

# A table with rows that are rejected.
MAKERS |= {
    "too_few_fields.csv": lambda: with_line(4, "000099;03-03-2025;CEN"),
    "too_many_fields.csv": lambda: plain(title="Zin; en onzin"),
    "broken_quoting.csv": lambda: plain(title='"De zeven" zussen'),
    "stray_quote.csv": lambda: quoted(rows()).replace("Het huis", 'Het "huis').encode(),
    "lost_quote.csv": lambda: quoted(rows()).replace('Het huis"', "Het huis").encode(),
    "swallowing_quote.csv": lambda: quoted(rows(birth_year="19#")).replace('19#"', "19").encode(),
    "running_quote.csv": lambda: text(
        row(number, title={3: '"Het huis', 6: 'Maxi-single 12"'}.get(number, "x"))
        for number in range(1, 9)
    ).encode(),
    "nul_byte.csv": lambda: plain(title="Het\0huis"),
    "bad_byte.csv": lambda: plain(title="Het huis#").replace(b"huis#", b"huis\xff"),
    "long_field.csv": lambda: plain(title="x" * 1_000_000),
    "long_line.csv": lambda: text(
        ([*cells, *(["y" * 4000 if number == 3 else ""] * 18)] for number, cells in numbered()),
        header=[*HEADER, *(f"extra {number}" for number in range(18))],
    ).encode(),
    "totals_line.csv": lambda: with_line(10, "Totaal;;;;8;;;;;"),
    "totals_at_end.csv": lambda: plain() + b"Totaal: 8 uitleningen",
    "repeated_header.csv": lambda: with_line(5, ";".join(HEADER)),
    "no_leap_day.csv": lambda: plain(loaned_at="29-02-2025"),
    "future.csv": lambda: plain(loaned_at="01-03-2031", returned_at=""),
    "zero_date.csv": lambda: plain(loaned_at="0000-00-00"),
    "two_digit_year.csv": lambda: plain(loaned_at="03-03-25"),
    "negative_id.csv": lambda: plain(loan_id="-7"),
    "arabic_id.csv": lambda: plain(loan_id="١٢٣"),
    "scientific_id.csv": lambda: plain(loan_id="1,2E+08"),
    "no_member.csv": lambda: plain(member=""),
    "return_before_loan.csv": lambda: plain(loaned_at="04-03-2025", returned_at="01-03-2025"),
}
