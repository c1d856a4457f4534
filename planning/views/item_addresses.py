"""Where to go after something happened to an item."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from planning.models import PlanItem
from planning.requests import Request

# What an app above this one has a page of its own for, by name.
WORKSPACES = {
    PlanItem.Kind.CAMPAIGN.value: "campaigns:campaign",
    PlanItem.Kind.POST.value: "campaigns:post",
}


def here(request: Request, *, without: Sequence[str] = ()) -> str:
    """The address of this page, without the undo line of last time."""
    query = request.GET.copy()
    for name in ("undo", *without):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode(safe=':')}" if query else request.path


def asked(request: Request, default: str) -> str:
    """Where the form says that it came from, when that is a page of ours."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    return default


def back(request: Request, item: PlanItem, *, was: int | None) -> HttpResponse:
    """Back to where the form was, with the undo line when the item changed since version `was`."""
    address = asked(request, item.get_absolute_url())
    if was is None or item.version == was:
        return redirect(address)
    path, _mark, query = address.partition("?")
    values = QueryDict(query, mutable=True)
    values["undo"] = str(item.version)
    return redirect(f"{path}?{values.urlencode(safe=':')}")


def back_from_series(request: Request, item: PlanItem, *, said: str) -> HttpResponse:
    """Back to where the form was, with a sentence about all that changed."""
    messages.success(request, said)
    return redirect(asked(request, item.get_absolute_url()))


def shown(request: Request, item: PlanItem) -> str:
    """Where a new item is to be seen: beside the plan it was added from, else on its own page."""
    address = asked(request, item.get_absolute_url())
    if not address.startswith(reverse("planning:plan")):
        return f"{address.partition('?')[0]}?undo={item.version}"
    path, _mark, query = address.partition("?")
    values = QueryDict(query, mutable=True)
    values["panel"], values["undo"] = f"item:{item.pk}", str(item.version)
    return f"{path}?{values.urlencode(safe=':')}"


def current_plan() -> str:
    return reverse("planning:plan")


def plan_of(item: PlanItem) -> str:
    """The plan of its year, with its panel open."""
    year = item.starts_on.year
    return f"{reverse('planning:year_plan', args=[year])}?panel=item:{item.pk}"


def workspace_of(item: PlanItem) -> str:
    """The page on which people work at it, or at what it belongs to; "" where there is none."""
    owner = item if item.kind in WORKSPACES or item.parent is None else item.parent
    try:
        return reverse(WORKSPACES[owner.kind], args=[owner.pk])
    except (KeyError, NoReverseMatch):
        return ""
