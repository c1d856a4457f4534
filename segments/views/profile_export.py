"""The tables of a profile as files: genres, branches or titles, the same published figures."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning.requests import Request
from planning.spreadsheet import Column, Table, Value
from planning.views.files import table_file
from segments.definitions import definitions
from segments.forms.profile import Asked
from segments.lattice import READERS
from segments.models import Segment
from segments.queries import loans, names, title_readers
from segments.queries.title_readers import OWN
from segments.suppression import Cell
from segments.views import explorer_words as words
from segments.views import profile_living as homes
from segments.views import profile_page as page
from segments.views.profile import asked_segment
from segments.views.profile_borrowing import meaning
from segments.views.profile_page import Figures

MOST_TITLES = 10_000


@require_GET
def segment_csv(request: Request, code_slug: str) -> HttpResponse:
    table, name = _asked(request, code_slug)
    return table_file(table, "csv", name)


@require_GET
def segment_xlsx(request: Request, code_slug: str) -> HttpResponse:
    table, name = _asked(request, code_slug)
    return table_file(table, "xlsx", name)


def _asked(request: Request, code_slug: str) -> tuple[Table, str]:
    """The table that is asked for, and what its file is called."""
    segment = asked_segment(request, code_slug)
    form = page.form_of(request.library, request.GET, segment)
    make = TABLES.get(request.GET.get("table", "genres"))
    if form is None or not form.is_valid() or make is None:
        raise Http404
    found = page.figures(request.library, segment, form)
    asked = found.asked
    title, columns, rows = make(request, found)
    who = str(words.READER_WORDS[asked.readers])
    table = Table(name=title, columns=columns, rows=rows, notes=_notes(request, segment, found))
    parts = ["samenplan", segment.code, segment.name, title, str(asked.period), who]
    return table, "-".join(slugify(part) for part in parts)


Made = tuple[str, list[Column], list[list[Value]]]


def _genres(_request: Request, found: Figures) -> Made:
    columns = [
        Column(_("Genre"), width=28),
        Column(_("Index"), "count"),
        Column(_("Share"), "percent"),
    ]
    columns += [Column(_("Loans"), "count"), Column(_("Borrowers"), "count")]
    columns += [Column(_("Change"), "percent"), Column(_("Meaning"), width=26)]
    rows: list[list[Value]] = [
        [f.genre.name, f.index, f.share, f.loans, f.borrowers, f.change, meaning(f)]
        for f in found.borrowing.figures
    ]
    return _("Genres"), columns, rows


def _branches(request: Request, found: Figures) -> Made:
    matrices = loans.by_branch(request.library, found.asked.ask)
    columns = [Column(_("Branch"), width=28), Column(_("Loans"), "count")]
    columns += [Column(_("Borrowers"), "count"), Column(_("Meaning"), width=26)]
    rows: list[list[Value]] = []
    for branch in names.branches(request.library):
        cell: Cell = matrices[branch.position].cell(found.row.position)
        rows.append([branch.name, cell.loans, cell.borrowers, homes.unsaid(cell)])
    return _("Branches"), columns, rows


def _titles(request: Request, found: Figures) -> Made:
    asked: Asked = found.asked
    top = title_readers.top_titles(
        request.library,
        asked.period.year,
        age=READERS[asked.readers],
        segment=found.row.position,
        order=OWN,
        limit=MOST_TITLES,
    )
    columns = [
        Column(_("Title"), width=40),
        Column(_("Author"), width=24),
        Column("ISBN", width=16),
    ]
    columns += [Column(_("Genre"), width=24), Column(_("Loans"), "count")]
    columns += [Column(_("Borrowers"), "count"), Column(_("Share"), "percent")]
    columns += [Column(_("Index"), "count")]
    rows: list[list[Value]] = [
        [
            *(line.title, line.author, line.isbn, line.genre.name if line.genre else ""),
            *(line.loans, line.borrowers, line.share, line.index),
        ]
        for line in top.lines
    ]
    return _("Titles"), columns, rows


TABLES = {"genres": _genres, "branches": _branches, "titles": _titles}


def _notes(request: Request, segment: Segment, found: Figures) -> list[tuple[str, str]]:
    asked = [
        (_("Segment"), f"{segment.code} {segment.name}"),
        (_("Figures"), found.source),
        (_("Period"), found.asked.period.label()),
        (_("Readers"), str(words.READER_WORDS[found.asked.readers])),
    ]
    said = [(each.name, each.text) for each in definitions(request.library.threshold)]
    return [*asked, *said]
