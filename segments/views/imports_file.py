from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planning.requests import Request
from planning.rights import admin_required, fresh_login_required
from segments.actions import mapping, uploads
from segments.forms.imports import LayoutForm, UploadForm
from segments.forms.imports_mapping import Columns
from segments.models import LoanImport
from segments.profiles import SHIPPED, Profile, Suggestion
from segments.views import imports_kinds as kinds
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording

KNOWN_NAMES = {profile.name for profile in SHIPPED}


@admin_required
@fresh_login_required
@require_http_methods(["GET", "POST"])
def import_new(request: Request) -> HttpResponse:
    wanted = kinds.BY_SLUG.get(request.GET.get("kind", ""))
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kinds=[("", _("I do not know, find out")), *kind_choices()],
        initial={"kind": wanted.code if wanted else ""},
    )
    refused = None
    if form.is_valid():
        loan_import = _receive(request, form)
        if loan_import.status != LoanImport.Status.REFUSED:
            return redirect(_first_step(request, loan_import))
        refused = {"import": loan_import, "sentence": wording.reason(loan_import)}
    context = {
        "form": form,
        "steps": steps.steps(None, "new"),
        "kinds": kinds.KINDS,
        "refused": refused,
    }
    status = 422 if form.errors or refused else 200
    return render(request, "segments/import_new.html", context, status=status)


def _receive(request: Request, form: UploadForm) -> LoanImport:
    file: TemporaryUploadedFile = form.cleaned_data["file"]
    return uploads.receive(
        request.library,
        filename=file.name or "",
        # Django has written it into the folder of the uploads already, so this is a rename.
        source=Path(file.temporary_file_path()),
        kind=form.cleaned_data["kind"],
        by=request.user,
    )


def _first_step(request: Request, loan_import: LoanImport) -> str:
    """To the columns, or past them when every one of them is recognised."""
    if loan_import.kind == LoanImport.Kind.COVERS:
        return reverse("segments:import_rights", args=[loan_import.pk])
    suggestion = mapping.suggestion(loan_import)
    if not is_settled(loan_import, suggestion):
        return steps.url("columns", loan_import)
    loan_import = mapping.choose(loan_import, suggestion.profile)
    steps.start(request, loan_import, LoanImport.Phase.CHECK)
    return steps.url("check", loan_import)


def is_settled(loan_import: LoanImport, suggestion: Suggestion) -> bool:
    """Whether nobody has to look at the columns: all recognised, or a profile that was known."""
    profile = suggestion.profile
    if suggestion.missing_required or len(suggestion.date_orders_possible) != 1:
        return False
    if not Columns(loan_import, suggestion).choose_suggested():
        return False
    if "renewal" in profile.mapping and not _renewals_are_known(profile):
        return False
    personal = loan_import.inspection.get("personal", {})
    left = [name for name in suggestion.unused if name not in personal]
    return not left or profile.name not in {*KNOWN_NAMES, "own"}


def _renewals_are_known(profile: Profile) -> bool:
    renewals = profile.renewals
    return renewals.how != "none" and (renewals.how != "rows" or bool(renewals.loan_values))


def kind_choices() -> list[tuple[str, Any]]:
    return [(kind.code, kind.label) for kind in kinds.KINDS]


@admin_required
@require_POST
def import_layout(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if away := steps.elsewhere(loan_import, "columns"):
        return redirect(away)
    form = LayoutForm(request.POST, kinds=kind_choices())
    if form.is_valid():
        loan_import.kind = form.cleaned_data["kind"]
        loan_import.profile = {}
        uploads.inspect_again(
            loan_import,
            delimiter=form.cleaned_data["delimiter"],
            encoding=form.cleaned_data["encoding"],
        )
        messages.success(request, _("We have looked at the file again."))
    return redirect("segments:import_open", loan_import.pk)
