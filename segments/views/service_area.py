from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planning.requests import Request
from planning.rights import admin_required
from segments.actions.service_area import save_places
from segments.forms.service_area import ServiceAreaForm
from segments.queries import service_area as queries


@admin_required
@require_http_methods(["GET", "POST"])
def service_area(request: Request) -> HttpResponse:
    lines = queries.area_lines(request.library)
    form = ServiceAreaForm(request.POST or None, library=request.library, lines=lines)
    if form.is_valid():
        if save_places(request.library, form.places()):
            text = _("Saved. Figures per municipality and branch are being made anew.")
            messages.success(request, text)
        return redirect("segments:service_area")
    context = {
        "form": form,
        "lines": lines,
        "municipalities": queries.municipalities(request.library),
        "unplaced": sum(
            not (line.area.municipality_id and line.area.catchment_id) for line in lines
        ),
        "suggested": sum(bool(line.catchment or line.municipality) for line in lines),
    }
    status = 422 if form.errors else 200
    return render(request, "segments/service_area.html", context, status=status)
