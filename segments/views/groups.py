"""What planning's pages of target groups show of readers, and what is written there about them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planning.models import Library, TargetGroup
from planning.requests import Request
from segments.actions import groups as actions
from segments.forms.profile import QuoteForm
from segments.models import FloorQuote
from segments.queries import groups, parts, supplied
from segments.queries.groups import Known
from segments.queries.parts import Basis
from segments.views import groups_words as words
from segments.views import parts_words


def of_list(request: Request, context: dict[str, Any]) -> dict[str, Any]:
    """On each card how many there are, and how many come."""
    rows = [*context["focus"], *context["others"]]
    found = _known(request.library, rows, _bases(request.library))
    for each in rows:
        each.known = words.short(found.get(each.pk))
    return {}


def of_page(request: Request, context: dict[str, Any]) -> dict[str, Any]:
    """Who they are in figures, what they take, what was heard, and what is meant for them."""
    library, group = request.library, context["group"]
    bases = _bases(library)
    basis = bases.get(parts.readers_of(group))
    known = _known(library, [group], bases).get(group.pk)
    segments = groups.segments_of(group)
    size = words.size(known) if known else ""
    return {
        "segments": segments,
        "size": size,
        "missing": words.missing(
            words.State(
                basis,
                has_segments=bool(segments),
                has_ages=bool(parts.bands_of(group)),
                is_offered=bool(groups.offered(library)),
                is_known=bool(size),
                has_totals=supplied.has_supplied_totals(library),
            )
        ),
        "is_about_segments": bool(known and known.kind == "segment"),
        "genres": groups.genres_taken(library, group, basis) if basis else [],
        "titles": groups.titles_taken(library, group, basis) if basis else [],
        "readers": basis.readers if basis else "adults",
        "source": parts_words.source(library, basis),
        "quotes": groups.quotes(group),
        "parts": groups.parts_for(group),
        "question": _("What do we do for %(group)s?") % {"group": group.name},
        "address": reverse("planning:target_group", args=[group.pk]),
        "talk_source": f"group:{group.pk}|{basis.period if basis else ''}",
    }


def _known(library: Library, rows: list[TargetGroup], bases: dict[str, Basis]) -> dict[int, Known]:
    """By our own counts; a library that has none has perhaps those of a supplier."""
    if bases:
        return groups.known(library, rows, bases)
    return groups.known_from_totals(rows, supplied.newest_year(library))


def _bases(library: Library) -> dict[str, Basis]:
    """The last whole year, of adults and of youth; nothing while there are no loans."""
    found = parts.basis(library, "adults", today=timezone.localdate())
    if found is None:
        return {}
    return {name: Basis(found.period, name, found.known) for name in parts.READER_CHOICES}


@require_http_methods(["GET", "POST"])
def group_quote_add(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.editable_by(request.membership), pk=pk)
    today = timezone.localdate()
    form = QuoteForm(request.POST or None, today=today, initial={"heard_on": today})
    if form.is_valid():
        actions.add_quote(group, form.save(commit=False), by=request.user)
        return redirect(f"{reverse('planning:target_group', args=[pk])}#quotes")
    context = {"group": group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "segments/group_quote_add.html", context, status=status)


@require_POST
def group_quote_archive(request: Request, pk: int) -> HttpResponse:
    rows = FloorQuote.objects.editable_by(request.membership).filter(target_group__isnull=False)
    quote = get_object_or_404(rows, pk=pk)
    actions.archive_quote(quote)
    return redirect(f"{reverse('planning:target_group', args=[quote.target_group_id])}#quotes")
