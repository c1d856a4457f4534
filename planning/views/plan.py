"""The year plan: one page in many ways of looking, all of them in the address."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from config.http import render_page
from planning import spans
from planning.forms.plan import AGENDA, TABLE
from planning.queries import plan as queries_of_plan
from planning.queries.views import saved_views
from planning.requests import Request
from planning.views import plan_calendar as calendars
from planning.views import plan_lists as lists
from planning.views import plan_words as words
from planning.views.plan_axis import axis
from planning.views.plan_controls import controls
from planning.views.plan_facts import Shown, form, read
from planning.views.plan_head import head
from planning.views.plan_lanes import timeline
from planning.views.plan_links import add_url, opening, starts
from planning.views.plan_panel import panel
from planning.views.plan_signals import signal_lines

PAGE, FRAGMENT = "planning/plan.html", "planning/_plan.html"
FIRST_YEAR, LAST_YEAR = 2000, 2100  # as planning.models.YearPlan has it
NEW_YEAR_MONTH = 9


@require_GET
def plan(request: Request) -> HttpResponse:
    year = queries_of_plan.begun_year(request.library, today=timezone.localdate())
    address = reverse("planning:year_plan", kwargs={"year": year})
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


@require_GET
def year_plan(request: Request, year: int) -> HttpResponse:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    today = timezone.localdate()
    asked = form(request.library, request.GET)
    selection = asked.selection(year, today)
    shown = read(request.library, selection, asked.branch_id(selection), today)
    here = max(selection.span.first, min(today, selection.span.last))
    above = controls(shown, asked, saved_views(request.membership))
    context = {
        "form": asked,
        "year": year,
        "selection": selection,
        "head": head(request.library, shown),
        "answer": words.sentence(shown),
        "controls": above,
        "next_year": year + 1 if year == today.year and today.month >= NEW_YEAR_MONTH else None,
        "starts": [] if shown.of_year else starts(shown),
        "add": add_url(shown, here),
        "opening": opening(shown),
        "drag_next": f"{reverse('planning:year_plan', kwargs={'year': year})}{opening(shown)}item:",
        "closing": selection.address(panel=""),
        "left_out": shown.left_out,
        "all_posts": f"?{selection.query(kind='post', panel='')}",
        "per_quarter": f"?{selection.query(span=spans.around(here, spans.QUARTER), panel='')}",
        "signal_list": signal_lines(shown),
        "signals_url": reverse("planning:signals", kwargs={"year": year}),
        **panel(request, shown),
        **_view(shown),
    }
    response = render_page(request, PAGE, fragment=FRAGMENT, context=context)
    # The name of the page goes along with its address.
    name = _("Year plan %(title)s") % {"title": above.title}
    trigger_client_event(response, "retitle", {"value": name})
    return trigger_client_event(response, "announce", {"value": above.count or above.title})


def _view(shown: Shown) -> dict[str, Any]:
    """What the chosen way of looking needs; without a choice a phone gets the agenda."""
    selection = shown.selection
    if selection.view == TABLE:
        columns = lists.columns(shown)
        return {"rows": lists.rows(shown), "columns": columns, "bulk_acts": lists.bulk_acts()}
    context: dict[str, Any] = {}
    if selection.view in ("", AGENDA):
        months = lists.agenda(shown)
        context = {"agenda": months, "has_this_week": lists.has_this_week(months)}
    if selection.view == AGENDA:
        return context
    if selection.span.zoom in (spans.MONTH, spans.WEEK):
        return context | {"weeks": calendars.weeks(shown)}
    return context | {"timeline": timeline(shown), "axis": axis(shown)}
