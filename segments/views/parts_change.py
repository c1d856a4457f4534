"""Making and changing parts of the collection."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from planning.requests import Request
from segments.actions import parts as actions
from segments.forms.parts import LONGEST_NAME, MOST_TITLES, MeantForm, PartForm, groups_of
from segments.models import CollectionPart
from segments.queries import parts
from segments.views import parts as pages


@require_http_methods(["GET", "POST"])
def collection_parts_begin(request: Request) -> HttpResponse:
    """More parts at once, by name or from genres."""
    form = pages.begin_form(request.library, request.POST or None)
    if not form.is_valid():
        return pages.page(request, begin=form)
    genres = form.cleaned_data.get("genres", ())
    made = actions.begin_parts(
        request.library,
        names=form.cleaned_data["names"],
        genres=genres,
        kind=form.cleaned_data["kind"],
        branch=form.cleaned_data["branch"],
    )
    text = ngettext("%(count)d part is on the list.", "%(count)d parts are on the list.", len(made))
    messages.success(request, text % {"count": len(made)})
    return redirect("segments:collection_parts")


@require_http_methods(["GET", "POST"])
def collection_part_add(request: Request) -> HttpResponse:
    part = CollectionPart(library=request.library)
    initial = _given(request)
    form = PartForm(request.POST or None, initial=initial, part=part, library=request.library)
    return _saved(request, part, form)


def _given(request: Request) -> dict[str, Any]:
    """What an address says already: titles of a list, a genre, a group."""
    given: dict[str, Any] = {
        "name": request.GET.get("name", "")[:LONGEST_NAME],
        "kind": request.GET.get("kind", ""),
        "titles": request.GET.get("titles", "")[: MOST_TITLES * 40],
    }
    for name in ("target_group", "branch"):
        if request.GET.get(name, "").isdecimal():
            given["meant_for" if name == "target_group" else name] = request.GET[name]
    return {name: value for name, value in given.items() if value}


@require_http_methods(["GET", "POST"])
def collection_part_edit(request: Request, pk: int) -> HttpResponse:
    part = _part(request, pk)
    initial = {
        **{name: getattr(part, name) for name in ("name", "kind", "starts_on", "ends_on", "why")},
        "branch": part.branch_id,
        "meant_for": part.meant_for_id,
        "genres": [genre.pk for genre in part.genres.all()],
        "titles": "\n".join(each.isbn or each.key for each in parts.titles_of(part)),
    }
    form = PartForm(request.POST or None, initial=initial, part=part, library=request.library)
    return _saved(request, part, form)


@require_POST
def collection_part_mean(request: Request, pk: int) -> HttpResponse:
    """Save one row: for whom this part is."""
    part = _part(request, pk)
    form = MeantForm(request.POST, groups=groups_of(request.library, part.meant_for_id))
    if not form.is_valid():
        return pages.page(request) if not request.htmx else _row(request, part, status=422)
    actions.mean_for(part, form.cleaned_data["meant_for"])
    if request.htmx:
        return _row(request, _part(request, pk))
    if request.POST.get("next") == "part":
        return redirect("segments:collection_part", pk)
    return redirect(f"{reverse('segments:collection_parts')}#part-{pk}")


@require_POST
def collection_part_archive(request: Request, pk: int) -> HttpResponse:
    part = _part(request, pk)
    actions.archive_part(part)
    messages.success(request, _("%(name)s is off the list.") % {"name": part})
    return redirect("segments:collection_parts")


@require_POST
def collection_part_restore(request: Request, pk: int) -> HttpResponse:
    part = _part(request, pk)
    actions.restore_part(part)
    messages.success(request, _("%(name)s is back on the list.") % {"name": part})
    return redirect("segments:collection_part", pk)


def _part(request: Request, pk: int) -> CollectionPart:
    rows = CollectionPart.objects.editable_by(request.membership)
    found: CollectionPart = get_object_or_404(parts.with_everything(rows), pk=pk)
    return found


def _saved(request: Request, part: CollectionPart, form: PartForm) -> HttpResponse:
    if form.is_valid():
        actions.save_part(
            part,
            fields=form.columns,
            genres=form.cleaned_data.get("genres", ()),
            titles=form.cleaned_data["titles"],
        )
        return redirect("segments:collection_part", part.pk)
    context = {"form": form, "part": part}
    status = 422 if form.errors else 200
    return render(request, "segments/collection_part_edit.html", context, status=status)


def _row(request: Request, part: CollectionPart, *, status: int = 200) -> HttpResponse:
    line, has_figures = pages.line_of(request, part)
    context = {
        "line": line,
        "has_figures": has_figures,
        "asked": request.POST.get("readers", ""),
        "is_saved": status == 200,
    }
    response = render(request, "segments/_collection_part_row.html", context, status=status)
    response["HX-Trigger"] = "parts-changed"
    return response
