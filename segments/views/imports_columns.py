from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config.http import render_page
from planning.models import Branch, Library
from planning.requests import Request
from planning.rights import admin_required
from segments.actions import mapping
from segments.forms.imports import LayoutForm
from segments.forms.imports_columns import ColumnsForm
from segments.forms.imports_mapping import Columns
from segments.forms.imports_outcomes import TITLES
from segments.models import GenreCode, LoanImport, Material
from segments.views import imports_kinds as kinds
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording
from segments.views.imports_file import kind_choices


@admin_required
@require_http_methods(["GET", "POST"])
def import_columns(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if away := steps.elsewhere(loan_import, "columns"):
        return redirect(away)
    if loan_import.kind == LoanImport.Kind.COVERS:  # pictures have no columns
        return redirect("segments:import_rights", pk)
    suggestion = mapping.suggestion(loan_import)
    columns = Columns(loan_import, suggestion, _known_codes(request.library))
    form = ColumnsForm(request.POST or None, columns=columns, preview=request.GET.dict())
    if form.is_valid():
        return _go_on(request, loan_import, form)
    context = {
        "import": loan_import,
        "form": form,
        "steps": steps.steps(loan_import, "columns"),
        **_page(form),
    }
    return render_page(
        request,
        "segments/import_columns.html",
        fragment="segments/_import_columns.html",
        context=context,
        status=422 if form.errors else 200,
    )


def _go_on(request: Request, loan_import: LoanImport, form: ColumnsForm) -> HttpResponse:
    name = form.cleaned_data["remember_as"] if form.cleaned_data["remember"] else ""
    try:
        loan_import = mapping.choose(loan_import, form.profile(), remember_as=name)
    except mapping.CannotMap:
        return redirect("segments:import_open", loan_import.pk)
    branch_is = form.cleaned_data.get("branch_is")
    options = {"branch_is": branch_is} if branch_is else None
    steps.start(request, loan_import, LoanImport.Phase.CHECK, options)
    return redirect(steps.url("check", loan_import))


def _page(form: ColumnsForm) -> dict[str, Any]:
    loan_import = form.loan_import
    inspection = loan_import.inspection
    options = loan_import.options
    return {
        "kind": kinds.BY_CODE[loan_import.kind],
        "row_estimate": inspection.get("rows", 0),
        "delimiter": wording.DELIMITERS.get(inspection.get("delimiter", ""), ""),
        "encoding": wording.ENCODINGS.get(inspection.get("encoding", "").lower(), ""),
        "is_excel": inspection.get("container") == "xlsx",
        "strange": wording.strange_cells(inspection),
        "warnings": wording.warnings(inspection.get("warnings", [])),
        "layout_form": LayoutForm(
            kinds=kind_choices(),
            initial={
                "kind": loan_import.kind,
                "delimiter": options.get("delimiter", ""),
                "encoding": options.get("encoding", ""),
            },
        ),
        "same_as": steps.same_file(loan_import),
        "column_count": len(form.columns.header),
        "recognised_count": len(form.columns.recognised),
        "missing": [TITLES[name] for name in form.missing],
        "open_questions": form.open_questions,
    }


def _known_codes(library: Library) -> dict[str, frozenset[str]]:
    tables = {"branch": Branch.objects, "genre": GenreCode.objects, "material": Material.objects}
    return {
        field: frozenset(
            code.casefold() for code in rows.filter(library=library).values_list("code", flat=True)
        )
        for field, rows in tables.items()
    }
