"""The plan as a file: what the page shows with its filters, all of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning import exports
from planning.entries import Entry
from planning.requests import Request
from planning.spreadsheet import Table
from planning.views import feeds
from planning.views.files import as_file, table_file
from planning.views.plan_facts import Shown, form, read


@require_GET
def plan_csv(request: Request, year: int) -> HttpResponse:
    shown, _keep = _shown(request, year)
    return table_file(_table(request, shown), "csv", f"jaarplan-{shown.year}")


@require_GET
def plan_xlsx(request: Request, year: int) -> HttpResponse:
    shown, _keep = _shown(request, year)
    return table_file(_table(request, shown), "xlsx", f"jaarplan-{shown.year}")


@require_GET
def plan_ics(request: Request, year: int) -> HttpResponse:
    shown, keep = _shown(request, year)
    content = feeds.plan_ics(request, year, keep)
    return as_file(content, feeds.CONTENT, f"jaarplan-{shown.year}.ics")


def _shown(request: Request, year: int) -> tuple[Shown, Any]:
    if not 2000 < year < 2100:
        raise Http404
    today = timezone.localdate()
    asked = form(request.library, request.GET)
    selection = asked.selection(year, today)
    branch = asked.branch_id(selection)

    def keep(entry: Entry) -> bool:
        return selection.keeps(entry, branch)

    return read(request.library, selection, branch, today), keep


def _table(request: Request, shown: Shown) -> Table:
    selection = shown.selection
    entries = [
        each for each in shown.kept if each.overlaps(selection.span.first, selection.span.last)
    ]
    notes = [
        (_("Library"), request.library.name),
        (_("Year"), str(shown.year)),
        (_("Made on"), f"{shown.today:%d-%m-%Y}"),
        (_("Filters"), selection.query(view="", panel="", sort="") or _("none")),
        (_("Joint"), _("Two disciplines or more are in it.")),
    ]
    return exports.table(
        entries, exports.signals_by_item(shown.signals), name=_("Year plan"), notes=notes
    )
