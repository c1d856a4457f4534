"""A table as a file to keep: CSV, or XLSX with what the words mean on a second sheet."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from planning import spreadsheet
from planning.spreadsheet import Table

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_file(table: Table, kind: str, stem: str) -> HttpResponse:
    """The answer that downloads a table as stem.csv or stem.xlsx; KeyError for another kind."""
    content = (
        spreadsheet.csv_bytes(table)
        if kind == "csv"
        else spreadsheet.xlsx_bytes(table, notes_name=_("Explanation"))
    )
    return as_file(content, TYPES[kind], f"{stem}.{kind}")


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """The answer that downloads something under this name."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": disposition}
    )
