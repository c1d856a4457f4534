"""The parts of the collection as a file: one row per part and group of readers that may be told."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning.requests import Request
from planning.spreadsheet import Column, Table, Value
from planning.views.files import table_file
from segments.meaning import Borrowed
from segments.models import CollectionPart
from segments.queries import parts
from segments.views import parts as pages
from segments.views import parts_words as said


@require_GET
def collection_parts_file(request: Request, kind: str) -> HttpResponse:
    table = _table(request)
    return table_file(table, kind, f"samenplan-{slugify(table.name)}")


def _table(request: Request) -> Table:
    library, basis = request.library, pages.asked_basis(request)
    rows = list(parts.parts(library))
    found = pages.borrowed(request, rows, basis)
    columns = [
        *(Column(_("Part"), width=28), Column(_("What it is")), Column(_("Branch"), width=20)),
        *(Column(_("Genres"), width=28), Column(_("Meant for"), width=24)),
        *(Column(_("Why for them?"), width=40), Column(_("Borrowed by"), width=24)),
        *(Column(_("Loans"), "count"), Column(_("Share"), "percent")),
        Column(_("Too small"), "count"),
    ]
    lines = [line for each in rows for line in _lines(each, found.get(each.pk))]
    notes = [
        (_("Figures"), said.source(library, basis)),
        (
            _("Share"),
            _("Of the loans of which the group is known; where a part lacks, at least."),
        ),
        (
            _("Too small"),
            _("How many figures are left out because too few borrowers stand behind."),
        ),
    ]
    return Table(_("Parts of the collection"), columns, lines, notes)


def _lines(part: CollectionPart, found: Borrowed | None) -> list[list[Value]]:
    own: list[Value] = [
        part.name,
        str(part.get_kind_display()),
        part.branch.name if part.branch else _("every branch"),
        ", ".join(genre.name for genre in part.genres.all()),
        part.meant_for.name if part.meant_for else "",
        part.why,
    ]
    if found is None:
        return [[*own, "", None, None, None]]
    return [
        [*own, row.name, row.loans or None, row.share if row.loans else None, row.hidden]
        for row in found.rows
    ]
