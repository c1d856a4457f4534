from typing import Any

from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from config.http import render_page
from planning import queries
from planning.requests import Request
from planning.rights import admin_required
from segments.actions import mapping
from segments.forms.imports import AnswerForm
from segments.forms.imports_check import CheckForm
from segments.models import Genre, LoanImport
from segments.profiles import Profile
from segments.views import imports_findings as findings
from segments.views import imports_kinds as kinds
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording
from segments.views.imports_progress import progress_context, speak

Status, Phase = LoanImport.Status, LoanImport.Phase


@admin_required
@require_http_methods(["GET", "POST"])
def import_check(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if away := steps.elsewhere(loan_import, "check"):
        return redirect(away)
    form = _form(request, loan_import)
    if form.is_valid():
        steps.start(request, loan_import, Phase.LOAD, form.options())
        return redirect("segments:import_open", pk)
    context = _page(request, loan_import, form)
    part = "problems" if "problem" in request.GET else "check"
    response = render_page(
        request,
        "segments/import_check.html",
        fragment=f"segments/_import_{part}.html",
        context=context,
        status=422 if form.errors else 200,
    )
    return speak(request, response, loan_import, context) if part == "check" else response


@admin_required
@require_POST
def import_answer(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if loan_import.status != Status.NEEDS_ANSWER:
        return redirect("segments:import_open", pk)
    answer = AnswerForm(request.POST, reason=findings.question_of(loan_import))
    if answer.is_valid():
        steps.start(request, loan_import, loan_import.phase, answer.options())
        return redirect("segments:import_open", pk)
    context = _page(request, loan_import, _form(request, loan_import, is_answer=True))
    return render_page(
        request,
        "segments/import_check.html",
        fragment="segments/_import_check.html",
        context={**context, "answer": answer},
        status=422,
    )


def _form(request: Request, loan_import: LoanImport, *, is_answer: bool = False) -> CheckForm:
    genres = Genre.objects.filter(library=request.library).order_by(Lower("name"), "pk")
    return CheckForm(
        request.POST if request.method == "POST" and not is_answer else None,
        loan_import=loan_import,
        branches=list(queries.branches(request.library)),
        genres=list(genres),
        initial={"exported_on": loan_import.exported_on},
    )


def _page(request: Request, loan_import: LoanImport, form: CheckForm) -> dict[str, Any]:
    context = {
        "import": loan_import,
        "kind": kinds.BY_CODE[loan_import.kind],
        "steps": steps.steps(loan_import, "check"),
        "form": form,
        "question": findings.question_of(loan_import),
        "reason": wording.reason(loan_import),
        "result": wording.result(loan_import),
        "waits": loan_import.is_busy,
        "address": steps.url("check", loan_import),
        **progress_context(request, loan_import),
    }
    if loan_import.is_busy or loan_import.status == Status.FAILED:
        return context
    if loan_import.status == Status.NEEDS_ANSWER:
        answer = AnswerForm(reason=findings.question_of(loan_import))
        return {**context, "answer": answer}
    return {
        **context,
        "same_as": steps.same_file(loan_import),
        "warnings": wording.warnings(loan_import.inspection.get("warnings", [])),
        "strange": wording.strange_cells(loan_import.inspection),
        "is_recognised": _is_recognised(loan_import),
        "used_count": len(loan_import.profile.get("mapping", {})),
        **findings.page(loan_import, form, request.GET.get("problem", "")),
    }


def _is_recognised(loan_import: LoanImport) -> bool:
    """Whether the columns were taken as they were suggested, so that nobody had to choose."""
    if not loan_import.profile:
        return False
    chosen = Profile.from_json(loan_import.profile)
    return dict(chosen.mapping) == dict(mapping.suggestion(loan_import).profile.mapping)
