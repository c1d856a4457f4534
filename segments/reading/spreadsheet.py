"""Read the rows of an XLSX file as the text that a person would have typed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from segments.reading import limits, table
from segments.reading.interface import BadFile, Inspection, Layout, Reject
from segments.reading.rows import shown

LOOK_ROWS = 200
ROUNDED = 1e15  # a spreadsheet keeps fifteen digits: a longer number is not what was typed
Cells = list[str]


def inspect(path: Path) -> Inspection:
    """Look at the first sheet that holds a table; BadFile when there is none."""
    sheet, more = _sheet(path)
    first = list(islice(_rows(sheet), LOOK_ROWS))
    at = _header_at(first)
    line, cells = first[at]
    header = tuple(map(table.spelled, cells))
    if len(header) > limits.COLUMNS:
        raise BadFile("too_many_columns", limit=limits.COLUMNS)
    below = [_fitted(row, len(header)) for _, row in first[at + 1 :]]
    is_data = table.is_data_row(header, below)
    table.refuse_header(header, is_data=is_data, has_rows=bool(below))
    warnings = (("preamble",) if at else ()) + (("more_sheets",) if more else ())
    layout = Layout("utf-8", "", header, line, container="xlsx", warnings=warnings)
    good = (tuple(row) for row in below if not _code_of(row, len(header)))
    sample: list[tuple[str | None, ...]] = list(islice(good, limits.SAMPLE_ROWS))
    last = sheet.end[0] + 1 if sheet.end else line
    return Inspection(layout, sample, last - line, path.stat().st_size)


def rows(
    path: Path, layout: Layout, *, asked: Sequence[int]
) -> Iterator[tuple[int, Cells | None, Reject | None]]:
    """Line, cells and reject of each row below the header; BadFile when the file is another one."""
    sheet, _ = _sheet(path)
    width = len(layout.header)
    found = _rows(sheet)
    for line, cells in found:
        if line == layout.header_line:
            if tuple(map(table.spelled, cells)) != layout.header:
                raise BadFile("file_changed")
            break
    for line, cells in found:
        row = _fitted(cells, width)
        code = _code_of(row, width)
        if not code:
            yield line, row, None
        elif code == "too_many_fields":
            yield line, None, Reject(line, code)
        else:
            yield line, None, Reject(line, code, tuple(shown(row[at].encode()) for at in asked))


def text_of(value: object) -> str:
    """What a person would have typed in the cell: whole numbers without point, dates year first."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return _number(value)
        case datetime():
            # The fraction of a day that a spreadsheet keeps is a little off.
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
        case time():
            return value.isoformat("seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if value is None else str(value)  # a date writes itself year first


def _number(value: float) -> str:
    if abs(value) >= ROUNDED:
        return f"{value:.14E}"
    return str(int(value)) if value.is_integer() else repr(value)


def _sheet(path: Path) -> tuple[calamine.CalamineSheet, bool]:
    """The first visible sheet with a table, and whether others hold one too."""
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        sheets = [
            book.get_sheet_by_index(at)
            for at, known in enumerate(book.sheets_metadata)
            if known.typ == calamine.SheetTypeEnum.WorkSheet
            and known.visible == calamine.SheetVisibleEnum.Visible
        ]
    except calamine.CalamineError:
        raise BadFile("xlsx_broken") from None
    filled = [sheet for sheet in sheets if sheet.start is not None]
    tables = [sheet for sheet in filled if sheet.height > 1 and sheet.width > 1]
    if not filled:
        raise BadFile("empty")
    return (tables or filled)[0], len(tables) > 1


def _rows(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, Cells]]:
    """Line and cells of each row that is not empty, without the empty cells at its end."""
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = [text_of(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield line, cells


def _header_at(first: list[tuple[int, Cells]]) -> int:
    """The first row that is nearly as full as any; titles above a table fill a cell or two."""
    filled = [sum(map(bool, cells)) for _, cells in first]
    top = filled[: table.PREAMBLE_LINES + 1]
    most = max(sorted(filled)[len(filled) // 2], 2)
    found = next((at for at, count in enumerate(top) if count * 10 >= most * 7 and count > 1), None)
    if found is None:
        raise BadFile("no_columns")
    return found


def _fitted(cells: Cells, width: int) -> Cells:
    return cells + [""] * (width - len(cells))


def _code_of(row: Cells, width: int) -> str:
    if len(row) > width:
        return "too_many_fields"
    text = "".join(row)
    if "\0" in text:
        return "nul_byte"
    if len(text) > limits.FIELD_BYTES // 4:  # only then can a field be too long in bytes
        sizes = [len(cell.encode()) for cell in row]
        if max(sizes) > limits.FIELD_BYTES:
            return "field_too_long"
        if sum(sizes) > limits.LINE_BYTES:
            return "line_too_long"
    return ""
