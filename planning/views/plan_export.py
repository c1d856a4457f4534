"""The plan as a file: what the page shows with its filters, all of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from planning import exports, spreadsheet
from planning.entries import Entry
from planning.requests import Request
from planning.spreadsheet import Table
from planning.views import feeds
from planning.views.plan_facts import Shown, form, read

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def plan_csv(request: Request, year: int) -> HttpResponse:
    shown, _keep = _shown(request, year)
    return _file(spreadsheet.csv_bytes(_table(request, shown)), CSV, shown, "csv")


@require_GET
def plan_xlsx(request: Request, year: int) -> HttpResponse:
    shown, _keep = _shown(request, year)
    content = spreadsheet.xlsx_bytes(_table(request, shown), notes_name=_("Explanation"))
    return _file(content, XLSX, shown, "xlsx")


@require_GET
def plan_ics(request: Request, year: int) -> HttpResponse:
    shown, keep = _shown(request, year)
    return _file(feeds.plan_ics(request, year, keep), feeds.CONTENT, shown, "ics")


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


def _file(content: bytes, kind: str, shown: Shown, suffix: str) -> HttpResponse:
    name = f"jaarplan-{shown.year}.{suffix}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
