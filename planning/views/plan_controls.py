"""The bar above the plan: how near, which way, narrowed by what, and the views people keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from planning import spans
from planning.forms.plan import AGENDA, FILTERS, LANES, VIEWS, ZOOMS, PlanForm, Selection
from planning.models import SavedView
from planning.spans import Span
from planning.views import plan_words as words
from planning.views.plan_facts import Shown


@dataclass(frozen=True)
class Choice:
    """A link of a segmented control."""

    name: str
    label: Any
    url: str
    is_current: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on; its link takes it off."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """The period before or after this one."""

    label: str
    url: str


@dataclass(frozen=True)
class Controls:
    title: str
    zooms: Sequence[Choice]
    views: Sequence[Choice]
    narrow_views: Sequence[Choice]
    previous: Step
    following: Step
    chips: Sequence[Chip]
    clear: str
    count: str
    saved: Sequence[Choice]
    keep: str


def controls(shown: Shown, form: PlanForm, saved: Iterable[SavedView]) -> Controls:
    """Everything above the lanes."""
    selection = shown.selection
    previous, following = selection.span.previous(), selection.span.next()
    return Controls(
        title=span_name(selection.span),
        zooms=[_zoom(name, shown) for name in ZOOMS],
        views=_views(selection, selection.view or LANES),
        # On a phone the agenda goes without saying.
        narrow_views=[] if selection.view else _views(selection, AGENDA),
        previous=Step(span_name(previous), selection.address(span=previous, panel="")),
        following=Step(span_name(following), selection.address(span=following, panel="")),
        chips=[_chip(name, selection, form) for name in selection.filters],
        clear=selection.address(**dict.fromkeys(FILTERS, ""), panel=""),
        count=_count(shown) if selection.filters else "",
        saved=[_saved(each, selection) for each in saved],
        keep=_keep(selection),
    )


def span_name(span: Span) -> str:
    """2027 · kwartaal 2 van 2027 · maart 2027 · week 12 van 2027"""
    if span.zoom == spans.YEAR:
        return str(span.year)
    if span.zoom == spans.MONTH:
        return words.day(span.first, "F Y")
    said = {"number": span.number, "year": span.year}
    if span.zoom == spans.QUARTER:
        return _("quarter %(number)d of %(year)d") % said
    return _("week %(number)d of %(year)d") % said


def _zoom(name: str, shown: Shown) -> Choice:
    now = shown.selection.span
    # From a far look nearer: to today where it is in sight, else to where it begins.
    is_inside = now.first <= shown.today <= now.last
    span = spans.around(shown.today if is_inside else now.first, name)
    if span.zoom == spans.WEEK and not is_inside and span.year < now.year:
        span = Span(spans.WEEK, now.year, 1)
    is_current = name == now.zoom
    url = shown.selection.address(span=now if is_current else span, panel="")
    return Choice(name, ZOOMS[name], url, is_current)


def _views(selection: Selection, current: str) -> list[Choice]:
    return [
        Choice(name, label, selection.address(view=name, panel=""), name == current)
        for name, label in VIEWS.items()
    ]


def _chip(name: str, selection: Selection, form: PlanForm) -> Chip:
    value = getattr(selection, name)
    field: Any = form.fields[name]
    label = dict(getattr(field, "choices", [])).get(value, f"“{value}”")
    return Chip(str(label), selection.address(**{name: ""}, panel=""))


def _count(shown: Shown) -> str:
    span = shown.selection.span
    everything = [e for e in shown.entries if e.overlaps(span.first, span.last)]
    kept = [e for e in shown.kept if e.overlaps(span.first, span.last)]
    return _("%(kept)d of %(all)d items shown") % {"kept": len(kept), "all": len(everything)}


def _saved(view: SavedView, selection: Selection) -> Choice:
    path = reverse("planning:year_plan", kwargs={"year": selection.span.year})
    url = f"{path}?{view.query}" if view.query else path
    return Choice(view.name, view.name, url, view.query == selection.query(panel=""))


def _keep(selection: Selection) -> str:
    query = urlencode({"query": selection.query(panel=""), "year": str(selection.span.year)})
    return f"{reverse('planning:view_add')}?{query}"
