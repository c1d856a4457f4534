"""For whom: target groups in the library's own words, and the three that a year is about."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import target_groups as actions
from planning.forms.target_groups import FocusForm, TargetGroupAddForm, TargetGroupForm
from planning.models import MOST_FOCUS_GROUPS, TargetGroup
from planning.queries import choices
from planning.requests import Request

NEW_YEAR_MONTH = 9  # from then on people plan the next year
# What is known of readers is not ours: config/target_groups.py passes who knows, and its page.
More = Callable[[Request, dict[str, Any]], dict[str, Any]]


def nothing_more(_request: Request, _context: dict[str, Any]) -> dict[str, Any]:
    return {}


@require_GET
def target_group_list(
    request: Request,
    *,
    page: str = "planning/target_group_list.html",
    more: More = nothing_more,
) -> HttpResponse:
    context = _overview(request)
    return render(request, page, context | more(request, context))


@require_http_methods(["GET", "POST"])
def target_group_add(
    request: Request, *, form_class: type[TargetGroupAddForm] = TargetGroupAddForm
) -> HttpResponse:
    year = _asked_year(request)
    has_place = len(choices.focus_groups(request.library, year)) < MOST_FOCUS_GROUPS
    others = TargetGroup.objects.filter(library=request.library)
    form = form_class(
        request.POST or None,
        library=request.library,
        others=others,
        year=year,
        has_place=has_place,
        initial=form_class.filled_in(request.GET),
    )
    if form.is_valid():
        group = TargetGroup.objects.create(library=request.library, **form.columns)
        form.save_more(group)
        if form.cleaned_data.get("is_focus"):
            return _focus(request, group, year=year)
        return redirect("planning:target_group", group.pk)
    context = {"form": form, "year": year}
    status = 422 if form.errors else 200
    return render(request, "planning/target_group_add.html", context, status=status)


@require_GET
def target_group(
    request: Request,
    pk: int,
    *,
    page: str = "planning/target_group.html",
    more: More = nothing_more,
) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.visible_to(request.membership), pk=pk)
    today = timezone.localdate()
    campaigns = choices.campaigns_for(group)
    context = {
        "group": group,
        "years": sorted(group.focus_years.values_list("year", flat=True)),
        "coming": [each for each in reversed(campaigns) if each.ends_on >= today],
        "past": [each for each in campaigns if each.ends_on < today],
        "year": today.year,
    }
    return render(request, page, context | more(request, context))


@require_http_methods(["GET", "POST"])
def target_group_edit(
    request: Request, pk: int, *, form_class: type[TargetGroupForm] = TargetGroupForm
) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.editable_by(request.membership), pk=pk)
    others = TargetGroup.objects.filter(library=request.library).exclude(pk=group.pk)
    form = form_class(
        request.POST or None,
        library=request.library,
        others=others,
        initial=form_class.filled_with(group),
    )
    if form.is_valid():
        TargetGroup.objects.filter(pk=group.pk).update(**form.columns)
        form.save_more(group)
        return redirect("planning:target_group", group.pk)
    context = {"form": form, "group": group}
    status = 422 if form.errors else 200
    return render(request, "planning/target_group_edit.html", context, status=status)


@require_POST
def target_group_focus(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.editable_by(request.membership), pk=pk)
    form = FocusForm(request.POST, groups=_in_use(request))
    year = form.cleaned_data.get("year") if form.is_valid() else None
    if year is None:
        return redirect("planning:target_groups")
    if "stop" in request.POST:
        actions.stop_focus(group, year=year)
        return _back(year)
    return _focus(request, group, year=year, instead_of=form.cleaned_data["instead_of"])


@require_POST
def target_group_archive(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.editable_by(request.membership), pk=pk)
    actions.archive_group(group)
    messages.success(request, _("%(name)s is no longer in use.") % {"name": group})
    return redirect("planning:target_groups")


def _focus(
    request: Request, group: TargetGroup, *, year: int, instead_of: TargetGroup | None = None
) -> HttpResponse:
    try:
        actions.focus_on(group, year=year, instead_of=instead_of)
    except actions.CannotFocus:
        current = [each.target_group_id for each in choices.focus_groups(request.library, year)]
        form = FocusForm(initial={"year": year}, groups=_in_use(request).filter(pk__in=current))
        context = {"group": group, "year": year, "form": form}
        return render(request, "planning/target_group_swap.html", context, status=409)
    return _back(year)


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('planning:target_groups')}?year={year}")


def _in_use(request: Request) -> Any:
    rows = TargetGroup.objects.editable_by(request.membership).filter(archived_at=None)
    return rows.order_by("name", "pk")


def _asked_year(request: Request) -> int:
    """The year in the address; else this year, and from September on the next one."""
    given, today = request.GET.get("year", ""), timezone.localdate()
    if given.isdecimal() and 2000 < int(given) < 2100:
        return int(given)
    return today.year + (today.month >= NEW_YEAR_MONTH)


def _overview(request: Request) -> dict[str, Any]:
    today, year = timezone.localdate(), _asked_year(request)
    focus = choices.focus_groups(request.library, year)
    groups = list(choices.target_groups(request.library, today=today))
    chosen = [each.target_group_id for each in focus]
    first = sorted(
        (group for group in groups if group.pk in chosen), key=lambda group: chosen.index(group.pk)
    )
    return {
        "year": year,
        "years": [today.year, today.year + 1],
        "focus": first,
        "free": range(MOST_FOCUS_GROUPS - len(first)),
        "others": [group for group in groups if group.pk not in chosen],
        "most": MOST_FOCUS_GROUPS,
    }
