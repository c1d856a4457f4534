"""What the plan of a year says about itself: all signals, and living with one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from planning import clashes
from planning.actions import signals as actions
from planning.clashes import Signal
from planning.forms.overlays import FIRST_YEAR, LAST_YEAR
from planning.forms.signals import AcceptForm
from planning.models import AcceptedSignal, Library, PlanItem
from planning.queries import signals as queries
from planning.requests import Request
from planning.views.signal_words import ADVICE, HEADINGS


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Line:
    """A signal as the list shows it; `form` holds what was typed and refused."""

    signal: Signal
    links: list[Link]
    form: AcceptForm
    is_now: bool
    accepted: AcceptedSignal | None = None


@dataclass
class Group:
    heading: str
    advice: str
    lines: list[Line] = field(default_factory=list)


@require_GET
def signals(request: Request, year: int) -> HttpResponse:
    return _page(request, year)


@require_POST
def signal_accept(request: Request, year: int) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, year, refused=form)
    signal = _found(request, year, form.cleaned_data["key"])
    if signal is None:
        messages.warning(request, _("This signal is gone: the plan changed meanwhile."))
    else:
        reason = form.cleaned_data["reason"]
        actions.accept_signal(request.library, signal=signal, reason=reason, by=request.user)
        messages.success(
            request, _("You live with this signal. It comes back when the plan changes.")
        )
    return redirect("planning:signals", year=year)


@require_POST
def signal_withdraw(request: Request, year: int, pk: int) -> HttpResponse:
    accepted = get_object_or_404(AcceptedSignal.objects.editable_by(request.membership), pk=pk)
    actions.withdraw_acceptance(accepted)
    messages.success(request, _("The signal is shown again."))
    return redirect("planning:signals", year=year)


def _found(request: Request, year: int, key: str) -> Signal | None:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    found = queries.signals(request.library, year, today=timezone.localdate())
    return next((each for each in found if each.key == key), None)


def _page(request: Request, year: int, *, refused: AcceptForm | None = None) -> HttpResponse:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    today = timezone.localdate()
    lines = _lines(request.library, year, today, refused)
    open_lines = [line for line in lines if not line.signal.is_accepted]
    context: dict[str, Any] = {
        "year": year,
        "count": len(open_lines),
        "soon": sum(line.is_now for line in open_lines),
        "groups": _groups(open_lines),
        "accepted": [line for line in lines if line.signal.is_accepted],
        "refused": refused,
    }
    return render(request, "planning/signals.html", context, status=422 if refused else 200)


def _lines(library: Library, year: int, today: date, refused: AcceptForm | None) -> list[Line]:
    found = queries.signals(library, year, today=today)
    wanted = {pk for each in found for pk in each.item_ids}
    titles = dict(PlanItem.objects.filter(pk__in=wanted).values_list("pk", "title"))
    rows = AcceptedSignal.objects.filter(library=library).select_related("accepted_by")
    accepted = {row.key: row for row in rows}
    return [
        Line(
            signal=each,
            links=_links(each, year, titles),
            form=_form(each, refused),
            is_now=each.act_by <= today,
            accepted=accepted.get(each.key),
        )
        for each in found
    ]


def _form(signal: Signal, refused: AcceptForm | None) -> AcceptForm:
    if refused is not None and refused.data.get("key") == signal.key:
        return refused
    return AcceptForm(initial={"key": signal.key}, auto_id=f"id_%s_{signal.key}")


def _links(signal: Signal, year: int, titles: Mapping[int, str]) -> list[Link]:
    """Where it can be solved: the items, the national campaign, or a day without anything."""
    plan = reverse("planning:year_plan", args=[year])
    if signal.national_id:
        return [
            Link(f"{reverse('planning:national', args=[year])}#n{signal.national_id}", _("Decide"))
        ]
    if signal.item_ids:
        known = [pk for pk in signal.item_ids if pk in titles][:4]
        return [Link(f"{plan}?panel=item:{pk}", titles[pk]) for pk in known]
    kind = "campaign" if signal.code == "gap_focus" else "moment"
    day = signal.starts_on + (signal.ends_on - signal.starts_on) // 2
    query = urlencode({"kind": kind, "starts_on": day.isoformat(), "next": plan})
    return [Link(f"{reverse('planning:item_add')}?{query}", _("Plan something"))]


def _groups(lines: list[Line]) -> list[Group]:
    """By kind; the kind with the most pressing signal first."""
    groups: dict[str, Group] = {}
    for line in lines:
        code = line.signal.code
        assert code in clashes.CODES  # noqa: S101
        group = groups.setdefault(code, Group(str(HEADINGS[code]), str(ADVICE[code])))
        group.lines.append(line)
    return list(groups.values())
