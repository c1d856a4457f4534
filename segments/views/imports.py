from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config.http import render_page
from planning import spreadsheet
from planning.models import Library
from planning.requests import Request
from planning.rights import admin_required
from segments.models import ImportProfile, LoanImport
from segments.views import arrivals
from segments.views import imports_kinds as kinds
from segments.views import imports_steps as steps
from segments.views import imports_wording as wording

PER_PAGE = 25


@admin_required
@require_GET
def import_list(request: Request) -> HttpResponse:
    rows = LoanImport.objects.filter(library=request.library)
    page = Paginator(rows.select_related("created_by").order_by("-created_at", "-pk"), PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    loaded = loaded_kinds(request.library)
    context = {
        "page": shown,
        "rows": [_row(loan_import) for loan_import in shown],
        "is_busy": any(loan_import.is_busy for loan_import in shown),
        "next_kind": kinds.next_kind(loaded),
        "kind_rows": [{"kind": each, "is_loaded": each.code in loaded} for each in kinds.KINDS],
        "arrivals": arrivals.arrivals_of(request.library),
        **_profiles(request),
    }
    return render_page(
        request, "segments/import_list.html", fragment="segments/_import_list.html", context=context
    )


def loaded_kinds(library: Library) -> set[str]:
    """The kinds of which this library has a file in."""
    return set(LoanImport.objects.current().filter(library=library).values_list("kind", flat=True))


def _row(loan_import: LoanImport) -> dict[str, Any]:
    status = LoanImport.Status(loan_import.status)
    state = LoanImport.Status.NEEDS_ANSWER if steps.waits_for_acceptance(loan_import) else status
    return {
        "import": loan_import,
        "kind": kinds.BY_CODE[loan_import.kind],
        "badge": wording.BADGES.get(state, ""),
        "state": state.label,
        "result": arrivals.sentence(loan_import) or wording.result(loan_import),
    }


@admin_required
@require_GET
def import_open(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    return redirect(steps.url(steps.step_of(loan_import), loan_import))


@admin_required
@require_GET
def import_sample(request: Request, slug: str) -> HttpResponse:
    kind = kinds.BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    header, *rows = kind.sample
    columns = [spreadsheet.Column(name) for name in header]
    body = spreadsheet.csv_bytes(spreadsheet.Table(slug, columns, rows))
    headers = {"Content-Disposition": f'attachment; filename="voorbeeld-{slug}.csv"'}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)


# ---- remembered profiles


def _profiles(request: Request) -> dict[str, Any]:
    removed = request.session.get("removed_profile", {})
    return {
        "profiles": [
            {"profile": each, "kind": kinds.BY_CODE[each.kind]}
            for each in _profile_rows(request.library)
        ],
        "removed": removed if removed.get("library") == request.library.pk else None,
    }


def _profile_rows(library: Library) -> QuerySet[ImportProfile]:
    return ImportProfile.objects.filter(library=library).order_by("name", "pk")


@admin_required
@require_POST
def import_profile_remove(request: Request, pk: int) -> HttpResponse:
    profile = get_object_or_404(_profile_rows(request.library), pk=pk)
    request.session["removed_profile"] = {
        "library": request.library.pk,
        "name": profile.name,
        "kind": profile.kind,
        "settings": profile.settings,
    }
    profile.delete()
    return redirect(reverse("segments:import_list") + "#import-profiles")


@admin_required
@require_POST
def import_profile_restore(request: Request) -> HttpResponse:
    removed = request.session.pop("removed_profile", {})
    if removed.get("library") != request.library.pk:
        raise Http404
    ImportProfile.objects.get_or_create(
        library=request.library,
        name=removed["name"],
        defaults={"kind": removed["kind"], "settings": removed["settings"]},
    )
    messages.success(request, _("%(name)s is back.") % {"name": removed["name"]})
    return redirect("segments:import_list")
