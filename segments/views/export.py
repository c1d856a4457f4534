"""The figures of the explorer as files: what you see, all rows, nothing more."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from planning.models import Library
from planning.requests import Request
from planning.spreadsheet import Table
from planning.views.files import table_file
from segments.definitions import definitions
from segments.forms.explorer import ExplorerForm, Selection
from segments.views import explorer_page as parts
from segments.views import explorer_table as tables
from segments.views import explorer_words as words
from segments.views.explorer import asked, measured, refused


@require_GET
def explorer_csv(request: Request) -> HttpResponse:
    form = _asked(request)
    if not form.is_valid():
        return refused(request, form)
    selection = form.selection(request.GET)
    return table_file(_table(request.library, form, selection), "csv", _stem(selection))


@require_GET
def explorer_xlsx(request: Request) -> HttpResponse:
    form = _asked(request)
    if not form.is_valid():
        return refused(request, form)
    selection = form.selection(request.GET)
    return table_file(_table(request.library, form, selection), "xlsx", _stem(selection))


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


def _stem(selection: Selection) -> str:
    """Such as samenplan-segmenten-2025-volwassenen."""
    readers = selection.age or words.READER_WORDS[selection.readers]
    said = ["samenplan", words.ROWS_SAID[selection.rows], selection.period, readers]
    if selection.branch:
        said.append(selection.branch)
    return "-".join(slugify(str(part)) for part in said)
