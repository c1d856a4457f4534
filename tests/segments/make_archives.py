"""The archives, workbooks and giants among the files of reliability.md §3, and `make`."""

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from tests.segments.make_files import HEADER, MAKERS, plain, row, rows

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"


def make(folder: Path, name: str) -> Path:
    """Write the file of this name into the folder."""
    path = folder / name
    if name in GIANTS:
        GIANTS[name](path)
    else:
        path.write_bytes((MAKERS | ARCHIVES)[name]())
    return path


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def corrupted_gzip() -> bytes:
    packed = bytearray(gzip.compress(plain() * 50, mtime=0))
    packed[-6] ^= 0xFF  # in the checksum
    return bytes(packed)


def gzip_bomb() -> bytes:
    """A table of 200 MB that packs to 200 KB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(plain())]
    parts += [packer.compress(b"\n" * MIB) for _ in range(200)]
    return b"".join([*parts, packer.flush()])


def zip_link() -> bytes:
    link = zipfile.ZipInfo("loans.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped((link, b"/etc/passwd"))


def zip_encrypted() -> bytes:
    """A zip that says its member is encrypted, in both places where that is said."""
    packed = bytearray(zipped(("loans.csv", plain())))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1
    return bytes(packed)


def corrupted_zip() -> bytes:
    packed = bytearray(zipped(("loans.csv", plain() * 50)))
    packed[80] ^= 0xFF
    return bytes(packed)


def workbook(*, before: int = 0, sheets: int = 1) -> bytes:
    """The eight loans as a spreadsheet, with numbers as numbers and dates as dates."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        # Spreadsheets know no time zones.
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        for _ in range(sheets):
            sheet = book.add_worksheet()
            if before:
                sheet.write(0, 0, "Uitleningen maart")
            sheet.write_row(before, 0, HEADER)
            for number, cells in enumerate(rows(), 1):
                at = before + number
                sheet.write_row(at, 0, cells)
                sheet.write_number(at, 0, number)
                sheet.write_datetime(at, 1, datetime(2025, 3, number + 1, 14, 5), moment)  # noqa: DTZ001
                sheet.write_datetime(at, 2, date(2025, 4, number + 1), day)
                sheet.write_number(at, 9, 1980)
    return target.getvalue()


def changed_workbook(
    name: str, change: Callable[[bytes], bytes], *more: tuple[str, bytes]
) -> bytes:
    """A workbook with one of its members changed, and others added."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        members = [(member, archive.read(member)) for member in archive.namelist()]
    return zipped(
        *((member, change(text) if member == name else text) for member, text in members), *more
    )


def with_doctype(text: bytes) -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return text.replace(b"?>", b"?>" + entities, 1)


def with_dimension(text: bytes) -> bytes:
    return re.sub(rb'ref="A1:[A-Z]+\d+"', b'ref="A1:XFD1048576"', text, count=1)


def with_far_cell(text: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return re.sub(rb"<dimension [^>]*>", b"", text).replace(b"</sheetData>", cell)


def with_repeated_cells(text: bytes) -> bytes:
    cells = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    return text.replace(b"</sheetData>", cells * 25_000 + b"</sheetData>")


def with_outside_image(text: bytes) -> bytes:
    outside = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006'
        b'/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    return text.replace(b"</Relationships>", outside)


def with_link(text: bytes) -> bytes:
    return with_outside_image(text).replace(b"relationships/image", b"relationships/hyperlink")


def unchanged(text: bytes) -> bytes:
    return text


RELATIONS = "xl/_rels/workbook.xml.rels"
ARCHIVES: dict[str, Callable[[], bytes]] = {
    "gzip_cut.csv.gz": lambda: gzip.compress(plain() * 50, mtime=0)[:-40],
    "gzip_corrupt.csv.gz": corrupted_gzip,
    "gzip_bomb.csv.gz": gzip_bomb,
    "gzip_of_pdf.csv.gz": lambda: gzip.compress(MAKERS["report.pdf"](), mtime=0),
    "gzip_of_zip.csv.gz": lambda: gzip.compress(zipped(("a.csv", plain())), mtime=0),
    "zip.zip": lambda: zipped(("export/loans.csv", plain()), ("__MACOSX/._loans.csv", b"x")),
    "zip_bomb.zip": lambda: zipped(("loans.csv", plain() + b"\n" * (64 * MIB))),
    "zip_dotdot.zip": lambda: zipped(("../loans.csv", plain())),
    "zip_absolute.zip": lambda: zipped(("/tmp/loans.csv", plain())),  # noqa: S108
    "zip_link.zip": zip_link,
    "zip_encrypted.zip": zip_encrypted,
    "zip_two_files.zip": lambda: zipped(("a.csv", plain()), ("b.csv", plain())),
    "zip_without_file.zip": lambda: zipped(("folder/", b"")),
    "zip_of_gzip.zip": lambda: zipped(("a.csv.gz", gzip.compress(plain()))),
    "zip_corrupt.zip": corrupted_zip,
    "zip_cut.zip": lambda: zipped(("a.csv", plain()))[:-30],
    "sheet.xlsx": workbook,
    "sheet_preamble.xlsx": lambda: workbook(before=3),
    "sheets_two.xlsx": lambda: workbook(sheets=2),
    "sheet_link.xlsx": lambda: changed_workbook(RELATIONS, with_link),
    "sheet_cut.xlsx": lambda: workbook()[:-100],
    "sheet_entities.xlsx": lambda: changed_workbook(SHEET, with_doctype),
    "sheet_external.xlsx": lambda: changed_workbook(
        SHEET, unchanged, ("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    ),
    "sheet_outside_image.xlsx": lambda: changed_workbook(RELATIONS, with_outside_image),
    "sheet_dimension.xlsx": lambda: changed_workbook(SHEET, with_dimension),
    "sheet_far_cell.xlsx": lambda: changed_workbook(SHEET, with_far_cell),
    "sheet_repeated_cells.xlsx": lambda: changed_workbook(SHEET, with_repeated_cells),
    "sheet_bomb.xlsx": lambda: changed_workbook(
        SHEET, lambda text: text.replace(b"</sheetData>", b" " * (200 * MIB) + b"</sheetData>")
    ),
    "letter.docx": lambda: zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"")),
    "sheet.ods": lambda: zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")
    ),
}


def long_line(path: Path) -> None:
    """A good table with one line of 200 MB."""
    with path.open("wb") as target:
        target.write(plain())
        for _ in range(200):
            target.write(b"x" * MIB)
        target.write(b"\r\n" + ";".join(row(9)).encode() + b"\r\n")


def large_gap(path: Path) -> None:
    """A CSV file a byte larger than the cap, most of it a hole that takes no room on the disk."""
    with path.open("wb") as target:
        target.write(plain())
        target.truncate(2048 * MIB + 1)


GIANTS: dict[str, Callable[[Path], None]] = {
    "line_200mb.csv": long_line,
    "over_2gb.csv": large_gap,
}
