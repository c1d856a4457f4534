from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from config.http import render_page
from planning.requests import Request
from planning.rights import admin_required
from segments import tasks
from segments.actions import jobs
from segments.models import LoanImport
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording

SLOW_SECONDS = 30


@admin_required
@require_GET
def import_progress(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    away = steps.elsewhere(loan_import, "progress")
    was_watched = request.htmx and loan_import.phase != LoanImport.Phase.CHECK
    if away and not was_watched:
        return redirect(away)
    # Who is watching reads that it has ended; anything else that happened is on another page.
    if away and loan_import.status not in (LoanImport.Status.DONE, LoanImport.Status.UNDONE):
        return HttpResponseClientRedirect(away)
    context = {
        "import": loan_import,
        "steps": steps.steps(loan_import, "progress"),
        "is_undo": loan_import.phase == LoanImport.Phase.UNDO,
        "result": wording.result(loan_import),
        "reason": wording.reason(loan_import),
        "address": steps.url("progress", loan_import),
        **progress_context(request, loan_import),
    }
    response = render_page(
        request,
        "segments/import_progress.html",
        fragment="segments/_import_status.html",
        context=context,
    )
    return speak(request, response, loan_import, context)


def progress_context(request: Request, loan_import: LoanImport) -> dict[str, Any]:
    """How far it is, and up to which tenth this page has heard that already."""
    now = timezone.now()
    progress = wording.progress(loan_import, now)
    waited = (now - loan_import.queued_at).total_seconds() if loan_import.queued_at else 0
    said = request.GET.get("said", "")
    tenth = (progress.percent or 0) // 10 * 10
    return {
        "progress": progress,
        "is_slow": loan_import.status == LoanImport.Status.QUEUED and waited > SLOW_SECONDS,
        "said": max(tenth, int(said) if said.isdecimal() and len(said) < 4 else 0),
    }


def speak(
    request: Request, response: HttpResponse, loan_import: LoanImport, context: dict[str, Any]
) -> HttpResponse:
    """One sentence for who cannot see the bar: at each tenth, and at the end."""
    if request.htmx and (spoken := _spoken(request, loan_import, context)):
        trigger_client_event(response, "announce", {"value": spoken})
    return response


def _spoken(request: Request, loan_import: LoanImport, context: dict[str, Any]) -> str:
    if not loan_import.is_busy:
        return _("Import: %(result)s") % {"result": context["result"] or context["reason"]}
    progress = context["progress"]
    if str(context["said"]) == request.GET.get("said", "0") or progress.percent is None:
        return ""
    return _("Import: %(percent)s percent, %(rows)s of %(expected)s rows.") % {
        "percent": context["said"],
        "rows": wording.number(progress.rows),
        "expected": wording.number(progress.expected),
    }


@admin_required
@require_POST
def import_stop(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    try:
        jobs.cancel(loan_import)
    except jobs.CannotStart:
        messages.warning(request, _("Taking an import out again cannot be stopped halfway."))
    return redirect("segments:import_open", pk)


@admin_required
@require_POST
def import_retry(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    try:
        jobs.retry(loan_import)
    except jobs.CannotStart:
        messages.warning(request, _("This import has moved on in the meantime."))
    else:
        tasks.wake_worker(request.library.pk, loan_import.pk)
    return redirect("segments:import_open", pk)
