"""Reach and chances as files: what you see, all lines, with what was asked and what words mean."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning.requests import Request
from planning.spreadsheet import Table, Value
from planning.views.files import table_file
from segments.definitions import definitions
from segments.forms.reach import ReachForm, Selection
from segments.queries import chances as queries
from segments.queries.reach import EVERY
from segments.views import chances, chances_words, explorer_words, reach
from segments.views import reach_page as parts
from segments.views import reach_table as tables
from segments.views.reach_page import Reaches

Rows = list[list[Value]]
Make = Callable[[Request, Selection, Reaches], Rows]


@require_GET
def chances_csv(request: Request) -> HttpResponse:
    return _file(request, "chances", "csv")


@require_GET
def chances_xlsx(request: Request) -> HttpResponse:
    return _file(request, "chances", "xlsx")


@require_GET
def reach_csv(request: Request) -> HttpResponse:
    return _file(request, "reach", "csv")


@require_GET
def reach_xlsx(request: Request) -> HttpResponse:
    return _file(request, "reach", "xlsx")


def _file(request: Request, name: str, kind: str) -> HttpResponse:
    form = parts.asked(request.library, request.GET, has_place=name == "reach")
    if form is None:
        raise Http404
    if not form.is_valid():
        return parts.refused(request, form, back=f"segments:{name}")
    selection = form.selection(request.GET)
    found = parts.reached(request.library, selection, form.options)
    rows = _chances(request, selection, found) if name == "chances" else _reach(selection, found)
    table = Table(
        name=_("Chances") if name == "chances" else _("Reach"),
        columns=tables.file_columns(found),
        rows=rows,
        notes=_notes(request, form, selection, found, name),
    )
    return table_file(table, kind, _stem(table.name, selection))


def _chances(request: Request, selection: Selection, found: Reaches) -> Rows:
    """The list in its order; segments that are put aside come last, with the reason."""
    aside = list(queries.stances(request.library, chances.planning_year()))
    reasons = {stance.segment.position: stance.reason for stance in aside}
    lines = chances.listed(found, selection, set())
    kept = [line for line in lines if line.segment.position not in reasons]
    left = [line for line in lines if line.segment.position in reasons]
    rows = [tables.file_row(line, found) for line in kept]
    for line in left:
        said = _("not now: %(reason)s") % {"reason": reasons[line.segment.position]}
        rows.append(tables.file_row(line, found, remark=said))
    return rows


def _reach(selection: Selection, found: Reaches) -> Rows:
    """The place that was chosen; else everywhere, and then each place."""
    chosen = reach.shown_place(found, selection)
    places = [chosen] if selection.place else [EVERY, *found.borrowers.places]
    return [
        tables.file_row(found.borrowers.lines[segment.position, place.position], found)
        for place in places
        for segment in (*found.borrowers.segments, EVERY)
    ]


def _notes(
    request: Request, form: ReachForm, selection: Selection, found: Reaches, name: str
) -> list[tuple[str, str]]:
    options = form.options
    place = reach.shown_place(found, selection)
    asked = [
        (_("Figures"), parts.source(selection, options, found, request.library, place=place)),
        (_("Period"), options.label(selection.period)),
        (_("Readers"), str(explorer_words.READER_WORDS[selection.readers])),
        (_("Compared with"), parts.reference(selection, options)),
    ]
    if name == "chances":
        asked.append((_("Order"), chances_words.rule(selection)))
    said = [(each.name, each.text) for each in definitions(request.library.threshold)]
    return [*asked, *_measures(), *said]


def _measures() -> list[tuple[str, str]]:
    return [
        (
            _("Borrowers per 100 households"),
            _(
                "Different members of a segment with a loan in the period, for each 100 households"
                " of it. Households are not people: one may hold several borrowers."
            ),
        ),
        (
            _("Members per 100 households"),
            _(
                "Members by the newest file of members, for each 100 households. It is a measure"
                " of its own, never mixed with that of borrowers."
            ),
        ),
        (
            _("Potential"),
            _(
                "How many borrowers more there would be at the reference: the difference ×"
                " the households, rounded to 5. It says what is possible, not what will come."
            ),
        ),
        (
            _("at least, at most"),
            _("Between these the figure lies 95 times in 100, since it is a count of people."),
        ),
    ]


def _stem(name: str, selection: Selection) -> str:
    """Such as samenplan-kansen-2025-volwassenen-dorp."""
    readers = explorer_words.READER_WORDS[selection.readers]
    said = ["samenplan", name, selection.period, readers, selection.place]
    return "-".join(slugify(str(part)) for part in said if part)
