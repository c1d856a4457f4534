from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from planning.requests import Request
from planning.rights import admin_required
from segments.forms.monitor import MonitorForm
from segments.models import MonitorTotal
from segments.queries import monitor, supplied

PER_PAGE = 25
FIRST_YEAR, LAST_YEAR = 1990, 2999


@require_GET
def supplied_totals(request: Request) -> HttpResponse:
    lines = supplied.supplied_totals(request.library)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "segments/supplied_totals.html", {"supplied": page})


@admin_required
@require_http_methods(["GET", "POST"])
def monitor_edit(request: Request, year: int) -> HttpResponse:
    """The yearly total that the national monitor has, to hold our own counts against."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    total = MonitorTotal.objects.filter(library=request.library, year=year).first()
    initial = {name: getattr(total, name) for name in MonitorForm.base_fields} if total else None
    form = MonitorForm(request.POST or None, initial=initial)
    if form.is_valid():
        MonitorTotal.objects.update_or_create(
            library=request.library, year=year, defaults=form.cleaned_data
        )
        return redirect(f"{reverse('segments:explorer')}?period={year}")
    context = {
        "form": form,
        "year": str(year),
        "lines": monitor.lines(request.library, year) if total else [],
    }
    status = 422 if form.errors else 200
    return render(request, "segments/monitor_edit.html", context, status=status)
