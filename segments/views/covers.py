from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_GET, require_http_methods

from planning.requests import Request
from planning.rights import admin_required
from segments.actions import covers as actions
from segments.forms.covers import RightsForm
from segments.models import LoanImport
from segments.queries import covers as queries
from segments.views import imports_steps as steps


def _etag(request: Request, number: int) -> str | None:
    found = queries.cover(request.library, number) if hasattr(request, "library") else None
    return f'"{found.stored_as}"' if found else None


@require_GET
# The address says neither which library nor which file: the browser asks whether it still holds.
@cache_control(private=True, no_cache=True)
@condition(etag_func=_etag)
def cover(request: Request, number: int) -> HttpResponse | FileResponse:
    found = queries.cover(request.library, number)
    if found is None:
        raise Http404
    try:
        # Closed by the response; a few kilobytes, so it is not streamed outside the scope.
        content = actions.path_of(found).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(content, content_type="image/jpeg")


@admin_required
@require_http_methods(["GET", "POST"])
def import_rights(request: Request, pk: int) -> HttpResponse:
    loan_import = steps.find(request, pk)
    if away := steps.elsewhere(loan_import, "columns"):
        return redirect(away)
    if loan_import.kind != LoanImport.Kind.COVERS:
        return redirect(steps.url("columns", loan_import))
    initial: dict[str, Any] = {"rights": loan_import.options.get("rights", "")}
    form = RightsForm(request.POST or None, initial=initial)
    if form.is_valid():
        loan_import = actions.say_rights(loan_import, form.cleaned_data["rights"])
        steps.start(request, loan_import, LoanImport.Phase.CHECK)
        return redirect(steps.url("check", loan_import))
    context = {
        "form": form,
        "import": loan_import,
        "steps": steps.steps(loan_import, "columns"),
        "count": loan_import.inspection.get("rows", 0),
    }
    status = 422 if form.errors else 200
    return render(request, "segments/import_rights.html", context, status=status)
