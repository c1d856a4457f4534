"""The figures of the explorer as files: what you see, all rows, nothing more."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from planning import spreadsheet
from planning.models import Library
from planning.requests import Request
from planning.spreadsheet import Table
from segments.definitions import definitions
from segments.forms.explorer import ExplorerForm, Selection
from segments.views import explorer_page as parts
from segments.views import explorer_table as tables
from segments.views import explorer_words as words
from segments.views.explorer import asked, measured, refused

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def explorer_csv(request: Request) -> HttpResponse:
    form = _asked(request)
    if not form.is_valid():
        return refused(request, form)
    selection = form.selection(request.GET)
    content = spreadsheet.csv_bytes(_table(request.library, form, selection))
    return _file(content, CSV, _filename(selection, "csv"))


@require_GET
def explorer_xlsx(request: Request) -> HttpResponse:
    form = _asked(request)
    if not form.is_valid():
        return refused(request, form)
    selection = form.selection(request.GET)
    table = _table(request.library, form, selection)
    content = spreadsheet.xlsx_bytes(table, notes_name=words.notes_name())
    return _file(content, XLSX, _filename(selection, "xlsx"))


def _asked(request: Request) -> ExplorerForm:
    form = asked(request.library, request.GET)
    if form is None:
        raise Http404
    return form


def _table(library: Library, form: ExplorerForm, selection: Selection) -> Table:
    figures = measured(library, selection)
    source = parts.source(selection, form.options, figures.now, parts.last_import(library))
    said = [(each.name, each.text) for each in definitions(library.threshold)]
    return Table(
        name=str(words.ROWS_SAID[selection.rows]),
        columns=tables.file_columns(selection),
        rows=tables.file_rows(figures, selection),
        notes=tables.notes(selection, form.options, source, said),
    )


def _filename(selection: Selection, extension: str) -> str:
    """Such as samenplan-segmenten-2025-volwassenen.xlsx."""
    readers = selection.age or words.READER_WORDS[selection.readers]
    said = ["samenplan", words.ROWS_SAID[selection.rows], selection.period, readers]
    if selection.branch:
        said.append(selection.branch)
    return "-".join(slugify(str(part)) for part in said) + f".{extension}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
