"""Check an XLSX file before a reader of spreadsheets touches it: its zip, its XML, its size."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from segments.reading import limits, packing
from segments.reading.interface import BadFile

STEP = 256 * 1024
XML = (".xml", ".rels", ".vml")
ROOT = re.compile(rb"<[A-Za-z_]")
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
LINK = re.compile(rb"/hyperlink[\"']")
# Counted, not matched: there are millions. The colon is for a namespace in front.
CELLS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br\s*=\s*[\"'](\d{1,10})[\"']")
EXTENT = re.compile(
    rb"<(?:\w+:)?dimension\b[^<>]*?\bref\s*=\s*[\"'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)[\"']"
)
# A stray cell far from the table costs memory for all the empty ones between, so some are allowed.
RECTANGLE = 4 * limits.CELLS


@dataclass
class Extent:
    """How many cells a sheet has, and its last column and row."""

    cells: int = 0
    columns: set[bytes] = field(default_factory=lambda: {b"A"})
    last_row: int = 1

    def add(self, text: bytes) -> None:
        """Count the cells in a piece of the sheet; BadFile as soon as there are too many."""
        places = PLACE.findall(text)
        self.cells += max(len(places), sum(map(text.count, CELLS)))
        places += EXTENT.findall(text)
        self.columns |= {column for column, _ in places}
        numbers = {row for _, row in places} | set(ROW.findall(text))
        self.last_row = max(self.last_row, *map(int, numbers), 1)
        rectangle = self.last_row * max(map(_number, self.columns))
        if self.cells > limits.CELLS or rectangle > RECTANGLE:
            raise BadFile("xlsx_too_many_cells", millions=limits.CELLS // 1_000_000)


def check(path: Path) -> None:
    """Raise BadFile for a workbook that is broken, dangerous, or larger than we read."""
    try:
        with zipfile.ZipFile(path) as archive:
            packing.refuse_unsafe_members(archive)
            members = archive.infolist()
            packing.refuse_bomb(path.stat().st_size, sum(member.file_size for member in members))
            if any(member.filename.startswith("xl/externalLinks/") for member in members):
                raise BadFile("xlsx_external")
            cells = sum(_check_member(archive, member) for member in members)
    except packing.ZIP_ERRORS:
        raise BadFile("xlsx_broken") from None
    if cells > limits.CELLS:
        raise BadFile("xlsx_too_many_cells", millions=limits.CELLS // 1_000_000)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Read a member to its end, so that size and checksum are sure; the number of its cells."""
    extent, rest, is_sheet, in_prolog = Extent(), b"", False, True
    is_xml = member.filename.lower().endswith(XML)
    with archive.open(member) as file:
        while piece := file.read(STEP):
            if not is_xml:
                continue
            text = rest + piece
            if in_prolog:
                in_prolog = _is_prolog(text)
            _refuse_outside(text)
            is_sheet = is_sheet or b"sheetData" in text or b"dimension" in text
            # An element cut in two is looked at whole with the next piece.
            cut = max(text.rfind(b"<"), len(text) - limits.LINE_BYTES, 0)
            if is_sheet:
                extent.add(text[:cut])
            rest = text[cut:]
    if is_sheet:
        extent.add(rest)
    return extent.cells


def _is_prolog(text: bytes) -> bool:
    """Whether the root element has yet to come; BadFile for a document type before it."""
    if b"\0" in text[:64]:  # UTF-16, which no spreadsheet writes and in which we would not see it
        raise BadFile("xlsx_broken")
    root = ROOT.search(text)
    if DOCTYPE.search(text, 0, root.start() if root else len(text)):
        raise BadFile("xlsx_entities")
    if root is None and len(text) > limits.LINE_BYTES:
        raise BadFile("xlsx_broken")
    return root is None


def _refuse_outside(text: bytes) -> None:
    # A link in a cell is text; anything else from outside is fetched by whoever opens the file.
    if b"xternal" in text and any(not LINK.search(found) for found in OUTSIDE.findall(text)):
        raise BadFile("xlsx_external")


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
