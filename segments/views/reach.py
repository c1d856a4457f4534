"""Bereik: how many of the households of each segment borrow, in one place or everywhere."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments.forms.reach import ReachForm, Selection
from segments.queries.names import Entry
from segments.queries.reach import EVERY, Reached
from segments.queries.remembered import remembering
from segments.views import chances, reach_drawing
from segments.views import reach_missing as absent
from segments.views import reach_page as parts
from segments.views import reach_panel as panels
from segments.views import reach_table as tables
from segments.views import reach_words as words
from segments.views.reach_page import Reaches

PAGE, FRAGMENT = "segments/reach.html", "segments/_reach.html"


@require_GET
@remembering()
def reach(request: Request) -> HttpResponse:
    form = parts.asked(request.library, request.GET, has_place=True)
    if form is None:
        return chances.missing(request, "loans")
    if not form.is_valid():
        return parts.refused(request, form, back="segments:reach")
    # All places are asked for at once: what one of them may show depends on the others.
    form, selection, found = parts.told(request, form, has_place=True)
    if what := absent.missing_file(request.library, selection, found):
        return chances.missing(request, what, selection)
    context = {"form": form, **_figures(request, form, selection, found)}
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


def lines(found: Reaches, place: Entry) -> list[Reached]:
    """Every segment in a place, those with the highest figure first, those without last."""
    all_of_it = [found.borrowers.line(s.position, place.position) for s in found.borrowers.segments]
    return sorted(
        all_of_it,
        key=lambda line: (line.per_hundred is None, -(line.per_hundred or 0), line.segment.name),
    )


def shown_place(found: Reaches, selection: Selection) -> Entry:
    """The place that was chosen, else everywhere."""
    return next((p for p in found.borrowers.places if p.code == selection.place), EVERY)


def _figures(
    request: Request, form: ReachForm, selection: Selection, found: Reaches
) -> dict[str, Any]:
    library, options = request.library, form.options
    place = shown_place(found, selection)
    of_place = lines(found, place)
    opened = panels.opened(selection.panel, found.borrowers)
    reference = words.reference(parts.reference(selection, options), of_place, selection)
    smalls = [] if selection.place else list(found.borrowers.places)
    context: dict[str, Any] = {
        **parts.switches(selection),
        "title": words.title(place),
        "answer": words.opening(of_place, place, found, selection),
        "reference": reference,
        "chart": reach_drawing.bars(of_place, selection, reference=reference),
        "table": tables.table(of_place, found, selection, place=place),
        "smalls": reach_drawing.smalls(found.borrowers, smalls, selection) if smalls else None,
        "source": parts.source(selection, options, found, library, place=place),
        "too_small": sum(line.households > 0 and line.per_hundred is None for line in of_place),
        "exports": parts.exports(selection, "reach"),
        "chances_url": reverse("segments:chances")
        + selection.address(place="", panel="", who="", sort="", page=""),
    }
    if opened:
        around = parts.around(library, selection, found.matrix)
        context["panel"] = panels.panel(opened, found, around, selection)
    return context
