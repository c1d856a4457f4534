"""What stands around a plan: national campaigns and days off."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from planning.models import Holiday, Library, NationalCampaign, PlanItem, YearPlan
from planning.queries import settings


def national_campaigns(library: Library, year: int) -> "QuerySet[Any]":
    """The campaigns of a year in order of their days, each with its `current_items`."""
    rows = with_items(NationalCampaign.objects.filter(library=library, year=year))
    return rows.order_by("starts_on", "ends_on", "name", "pk")


def with_items(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Campaigns with who answered, and with what the plan has of each as `current_items`."""
    items = PlanItem.objects.current().order_by("starts_on", "pk")
    return rows.select_related("answered_by").prefetch_related(
        Prefetch("items", queryset=items, to_attr="current_items")
    )


def calendar_years(library: Library) -> list[int]:
    """The years of which somebody began a plan, the last one first."""
    years = YearPlan.objects.filter(library=library).order_by("-year")
    return list(years.values_list("year", flat=True))


def holidays(library: Library, first: date, last: date, *, region: str = "") -> "QuerySet[Holiday]":
    """Days off with a day from `first` to `last`: of the region, public ones, and closed days.

    Without a region: the one of the settings, which costs a query.
    """
    region = region or settings.plan_settings(library).region
    rows = Holiday.objects.filter(library=library, starts_on__lte=last, ends_on__gte=first)
    rows = rows.filter(Q(region=region) | ~Q(kind=Holiday.Kind.SCHOOL))
    return rows.order_by("starts_on", "ends_on", "name", "pk")
