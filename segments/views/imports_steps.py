"""Where an import is: at which step it waits, and which steps can be opened."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.requests import Request
from segments import tasks
from segments.actions import jobs
from segments.models import LoanImport

Status, Phase = LoanImport.Status, LoanImport.Phase

LABELS: dict[str, Promise] = {
    "new": gettext_lazy("File"),
    "columns": gettext_lazy("Columns"),
    "check": gettext_lazy("Check"),
    "progress": gettext_lazy("Reading in"),
    "report": gettext_lazy("Report"),
}
ORDER = tuple(LABELS)


@dataclass(frozen=True)
class Step:
    label: Promise
    state: str  # done, current or todo
    url: str = ""


def find(request: Request, pk: int) -> LoanImport:
    """An import of the library that this person works for; another's does not exist."""
    imports = LoanImport.objects.select_related("created_by", "library")
    return get_object_or_404(imports, library=request.library, pk=pk)


def same_file(loan_import: LoanImport) -> LoanImport | None:
    """The earlier import of the very same file."""
    earlier = loan_import.report.get("same_as")
    imports = LoanImport.objects.filter(library=loan_import.library_id, pk=earlier or 0)
    return imports.first() if earlier else None


def url(step: str, loan_import: LoanImport) -> str:
    return reverse(f"segments:import_{step}", args=[loan_import.pk])


def step_of(loan_import: LoanImport) -> str:
    """The step at which an import waits, runs or ended."""
    status = loan_import.status
    if status == Status.DRAFT:
        return "columns"
    if status in (Status.CHECKED, Status.NEEDS_ANSWER) or waits_for_acceptance(loan_import):
        return "check"
    if loan_import.is_busy or status == Status.FAILED:
        return "check" if loan_import.phase == Phase.CHECK else "progress"
    return "report"


def waits_for_acceptance(loan_import: LoanImport) -> bool:
    """Refused for its wrong rows only: the file is still there, and somebody may accept that."""
    return loan_import.status == Status.REFUSED and bool(loan_import.stored_as)


def elsewhere(loan_import: LoanImport, step: str) -> str:
    """The address to send somebody to who opened a step that this import is not at; "" if it is."""
    return "" if step in _open_steps(loan_import) else url(step_of(loan_import), loan_import)


def steps(loan_import: LoanImport | None, current: str) -> list[Step]:
    """The five steps as the indicator shows them, with a link to each that can be opened."""
    open_steps = _open_steps(loan_import) if loan_import else set()
    place = ORDER.index(current)
    found = []
    for number, name in enumerate(ORDER):
        state = "current" if number == place else "done" if number < place else "todo"
        has_link = loan_import is not None and name in open_steps and state != "current"
        address = url(name, loan_import) if loan_import is not None and has_link else ""
        found.append(Step(LABELS[name], state, address))
    return found


def _open_steps(loan_import: LoanImport) -> set[str]:
    here = step_of(loan_import)
    found = {here}
    if not loan_import.is_busy and loan_import.stored_as and loan_import.status != Status.DONE:
        found.add("columns")
    return found


def start(
    request: Request,
    loan_import: LoanImport,
    phase: str,
    options: dict[str, Any] | None = None,
) -> None:
    """Ask for a phase and wake a worker; somebody who was quicker is told so on the next page."""
    try:
        jobs.ask(loan_import, phase, by=request.user, options=options)
    except jobs.CannotStart:
        messages.warning(request, _("This import has moved on in the meantime."))
    else:
        tasks.wake_worker(request.library.pk, loan_import.pk)
