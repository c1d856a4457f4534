"""Tables as files that a spreadsheet opens well: CSV as Dutch Excel reads it, and XLSX.

Text that a spreadsheet would take for a formula stays text in both, in headers too.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

Value = str | int | float | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER_FORMATS = {"count": "#,##0", "decimal": "0.00", "percent": "0.0%"}


@dataclass(frozen=True)
class Column:
    """kind: text, count (whole numbers), decimal, or percent (12.5 is 12,5 %)."""

    title: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True)
class Table:
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[tuple[str, str]] = field(default=())


def csv_bytes(table: Table) -> bytes:
    """Semicolons, a decimal comma and a byte order mark; shares are percentages."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_as_text(column.title) for column in table.columns])
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        writer.writerow([_csv_cell(value, column.kind) for value, column in pairs])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table, *, notes_name: str) -> bytes:
    """Typed cells under a frozen header, and a second sheet with the notes."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": f}) for kind, f in NUMBER_FORMATS.items()}
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, bold)
        for line, row in enumerate(table.rows, start=1):
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                if isinstance(value, str):
                    sheet.write_string(line, place, value)
                elif value is not None:
                    number = value / 100 if column.kind == "percent" else value
                    sheet.write_number(line, place, number, formats.get(column.kind))
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        notes = book.add_worksheet(notes_name)
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 90)
        for line, (name, explanation) in enumerate(table.notes):
            notes.write_string(line, 0, name, bold)
            notes.write_string(line, 1, explanation, wrap)
    return target.getvalue()


def _as_text(text: str) -> str:
    # The apostrophe is what spreadsheets themselves use for "this is text".
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv_cell(value: Value, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _as_text(value)
    if kind == "percent":
        return f"{value:.1f}".replace(".", ",")
    if kind == "decimal":
        return f"{value:.2f}".replace(".", ",")
    return str(value)
