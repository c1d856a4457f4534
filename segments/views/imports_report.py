import io
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from planning.requests import Request
from planning.rights import admin_required
from segments.forms.imports_outcomes import TITLES
from segments.models import LoanImport, Reject
from segments.queries.error_file import error_filename, write_error_file
from segments.views import imports_kinds as kinds
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording
from segments.views.imports import loaded_kinds
from segments.views.imports_file_kind import FileKind

CODES_SHOWN = 30


@admin_required
@require_GET
def import_report(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if away := steps.elsewhere(loan_import, "report"):
        return redirect(away)
    loaded = loaded_kinds(request.library)
    report = loan_import.report
    context = {
        "import": loan_import,
        "kind": kinds.BY_CODE[loan_import.kind],
        "steps": steps.steps(loan_import, "report"),
        "reason": wording.reason(loan_import),
        "months": wording.months(report.get("months", [])),
        "reasons": _reasons(loan_import),
        "unknown": _unknown(report),
        "next_kind": _next_kind(report, loaded),
        "has_loans": bool(loaded & {"loans", "aggregate"}),
        "undo_until": wording.undo_until(loan_import),
        "same_as": steps.same_file(loan_import),
    }
    return render(request, "segments/import_report.html", context)


def _reasons(loan_import: LoanImport) -> list[tuple[str, int]]:
    """Why lines were skipped, with how many; most of them first."""
    rejects = Reject.objects.filter(library=loan_import.library, loan_import=loan_import)
    counts = rejects.values_list("code").annotate(rows=Count("pk")).order_by("-rows", "code")
    return [(wording.problem_title(code), rows) for code, rows in counts]


def _unknown(report: dict[str, Any]) -> list[tuple[str, list[str]]]:
    unknown = report.get("unknown", {})
    names = ("branch", "genre", "material", "segment", "area", "cover")
    return [
        (str(TITLES[name]), sorted(unknown[name])[:CODES_SHOWN])
        for name in names
        if unknown.get(name)
    ]


def _next_kind(report: dict[str, Any], loaded: set[str]) -> FileKind | None:
    return kinds.BY_CODE.get(report.get("next_step", "")) or kinds.next_kind(loaded)


@admin_required
@require_GET
def import_errors(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    text = io.StringIO(newline="")
    write_error_file(loan_import, text)
    name = error_filename(loan_import)
    return HttpResponse(
        text.getvalue().encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@admin_required
@require_http_methods(["GET", "POST"])
def import_undo(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if not loan_import.can_be_undone:
        return redirect("segments:import_open", pk)
    if request.method == "POST":
        steps.start(request, loan_import, LoanImport.Phase.UNDO)
        return redirect("segments:import_open", pk)
    context = {
        "import": loan_import,
        "kind": kinds.BY_CODE[loan_import.kind],
        "months": wording.months(loan_import.report.get("months", [])),
        "undo_until": wording.undo_until(loan_import),
    }
    return render(request, "segments/import_undo.html", context)
