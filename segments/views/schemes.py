from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from planning.requests import Request
from planning.rights import admin_required
from segments.actions import schemes as actions
from segments.forms.schemes import EditionForm, MappingForm
from segments.models import SegmentScheme
from segments.queries import schemes as queries
from segments.views.explorer_parts import change_sentence, wiped_sentence


@admin_required
@require_GET
def scheme(request: Request) -> HttpResponse:
    found = queries.editions_of(request.library)
    change, wiped = queries.change(request.library), queries.all_wiped_years(request.library)
    context = {
        "editions": found,
        "now": found[0] if found and found[0].scheme.is_active else None,
        "change": change_sentence(change) if change else "",
        "clusters": queries.active_clusters(request.library),
        "wiped": wiped_sentence(wiped) if wiped else "",
    }
    return render(request, "segments/scheme.html", context)


@admin_required
@require_http_methods(["GET", "POST"])
def scheme_edit(request: Request, pk: int) -> HttpResponse:
    edition = get_object_or_404(_editions(request), pk=pk)
    form = EditionForm(request.POST or None, instance=edition)
    if form.is_valid():
        actions.name_edition(edition, **form.cleaned_data)
        return redirect("segments:scheme")
    context = {"form": form, "edition": edition}
    status = 422 if form.errors else 200
    return render(request, "segments/scheme_edit.html", context, status=status)


@admin_required
@require_http_methods(["GET", "POST"])
def scheme_map(request: Request, pk: int) -> HttpResponse:
    edition = get_object_or_404(_editions(request), pk=pk, is_active=False)
    now = queries.active_edition(request.library)
    if now is None:
        raise Http404
    old, new = queries.segments_of(edition), queries.segments_of(now)
    likely = queries.likely_mapping(old, new)
    form = MappingForm(request.POST or None, old=old, new=new, initial=likely)
    if form.is_valid():
        if actions.map_segments(request.library, form.choices()):
            messages.success(
                request, _("Saved. All figures are being counted again; that takes a few minutes.")
            )
        return redirect("segments:scheme")
    context = {
        "form": form,
        "edition": edition,
        "now": now,
        "is_guessed": bool(likely) and not any(row.shown_as_id for row in old),
    }
    status = 422 if form.errors else 200
    return render(request, "segments/scheme_map.html", context, status=status)


def _editions(request: Request) -> QuerySet[SegmentScheme]:
    rows = SegmentScheme.objects.filter(library=request.library)
    return rows.filter(role=SegmentScheme.Role.EDITION)
