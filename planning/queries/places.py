"""Channels, and the places where a collection is shown."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from planning.models import Channel, Display, Library

IN_USE = Q(planitem__archived_at=None, planitem__pk__isnull=False)


def channels(library: Library) -> "QuerySet[Any]":
    """The channels in their order, those put away last, each with its `item_count`."""
    rows: QuerySet[Any] = Channel.objects.filter(library=library)
    rows = rows.annotate(item_count=Count("planitem", filter=IN_USE, distinct=True))
    return rows.order_by("archived_at", "position", Lower("name"), "pk")


def displays(library: Library) -> "QuerySet[Any]":
    """The places by branch and name, those put away last, each with its `item_count`."""
    rows: QuerySet[Any] = Display.objects.filter(library=library).select_related("branch")
    rows = rows.annotate(item_count=Count("planitem", filter=IN_USE, distinct=True))
    return rows.order_by("archived_at", Lower("branch__name"), Lower("name"), "pk")
