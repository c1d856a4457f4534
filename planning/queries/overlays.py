"""What stands around a plan: national campaigns and days off."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from planning.models import Holiday, Library, NationalCampaign, PlanItem
from planning.queries import settings


def national_campaigns(library: Library, year: int) -> "QuerySet[NationalCampaign]":
    """The campaigns of a year in order of their days, each with its `current_items`."""
    items = PlanItem.objects.current().order_by("starts_on", "pk")
    rows = NationalCampaign.objects.filter(library=library, year=year)
    rows = rows.select_related("answered_by").prefetch_related(
        Prefetch("items", queryset=items, to_attr="current_items")
    )
    return rows.order_by("starts_on", "ends_on", "name", "pk")


def holidays(library: Library, first: date, last: date, *, region: str = "") -> "QuerySet[Holiday]":
    """Days off with a day from `first` to `last`: of the region, public ones, and closed days.

    Without a region: the one of the settings, which costs a query.
    """
    region = region or settings.plan_settings(library).region
    rows = Holiday.objects.filter(library=library, starts_on__lte=last, ends_on__gte=first)
    rows = rows.filter(Q(region=region) | ~Q(kind=Holiday.Kind.SCHOOL))
    return rows.order_by("starts_on", "ends_on", "name", "pk")
