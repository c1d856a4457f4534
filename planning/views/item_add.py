"""Something new in the plan."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planning.actions import items as actions
from planning.actions import overlays
from planning.actions import series as series_actions
from planning.forms.item_add import AddForm
from planning.models import PlanItem
from planning.queries import items as queries
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.item_kinds import kind_links

Kind = PlanItem.Kind


@require_http_methods(["GET", "POST"])
def item_add(request: Request) -> HttpResponse:
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    kind = kind if kind in Kind.values else Kind.ACTIVITY
    form = AddForm(
        request.POST or None,
        membership=request.membership,
        people=queries.colleagues(request.library),
        kind=kind,
        starts_on=_day(request),
        initial=_initial(request, kind),
    )
    if form.is_valid():
        return _create(request, form)
    context = {
        "form": form,
        "kind": kind,
        "kind_links": kind_links(request, kind),
        "next": addresses.asked(request, ""),
        "cancel_url": addresses.asked(request, addresses.current_plan()),
    }
    return render(request, "planning/item_add.html", context, status=422 if form.errors else 200)


def _create(request: Request, form: AddForm) -> HttpResponse:
    """One item, or one for each day of its rule; then to where it stands."""
    # The first item of a year brings its calendar.
    year = form.item_fields["starts_on"].year
    overlays.begin_year(request.library, year, by=request.user)
    if form.rule:
        made = series_actions.create_series(
            request.library,
            by=request.user,
            fields=form.item_fields,
            involved=form.involved,
            rule=form.rule,
        )
        messages.success(request, _("%(count)s put in the plan.") % {"count": len(made)})
        return redirect(addresses.asked(request, made[0].get_absolute_url()))
    item = actions.create_item(
        request.library, by=request.user, fields=form.item_fields, involved=form.involved
    )
    if not addresses.asked(request, "") and (workspace := addresses.workspace_of(item)):
        return redirect(workspace)
    return redirect(addresses.shown(request, item))


def _day(request: Request) -> date:
    try:
        return date.fromisoformat(request.GET.get("starts_on", ""))
    except ValueError:
        return timezone.localdate()


def _initial(request: Request, kind: str) -> dict[str, Any]:
    """Of me, unless the address names another discipline; it may name what is known already."""
    discipline = request.GET.get("discipline", "")
    me = request.membership
    given: dict[str, Any] = {"title": request.GET.get("title", "")[:120]}
    given |= {name: request.GET.get(name, "") for name in ("target_group", "notes")}
    if request.GET.get("with", "").isdecimal():
        given["others"] = [request.GET["with"]]
    if kind == Kind.CONSULTATION:
        given |= _consultation(request, given)
    if discipline in ("", me.discipline):
        return given | {"owner": f"{me.discipline}:{me.user_id}"}
    return given | {"owner": f"{discipline}:"}


def _consultation(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """Of two people the other one is there too, and it has the name that it mostly gets."""
    others = [
        each for each in queries.colleagues(request.library) if each.user_id != request.user.pk
    ]
    with_whom = given.get("others") or [each.user_id for each in others if len(others) == 1]
    name = given["title"] or _("Consultation of collection and marketing")
    return {"title": name, "others": with_whom}
