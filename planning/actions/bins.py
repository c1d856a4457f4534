"""What lay in the bin for thirty days goes for good."""

from datetime import datetime, timedelta

from django.utils import timezone

from planning import tenancy
from planning.actions import items
from planning.models import Library, PlanItem, PlanSeries


def empty_bins(*, now: datetime | None = None) -> int:
    """Empty the bin of each library; says how many items went. Twice does no harm."""
    before = (now or timezone.now()) - timedelta(days=items.DAYS_IN_BIN)
    return sum(empty_bin(library, before=before) for library in Library.objects.order_by("pk"))


def empty_bin(library: Library, *, before: datetime) -> int:
    """Delete what was put in the bin before a moment, and series of which nothing is left."""
    with tenancy.library_scope(library):
        old = PlanItem.objects.filter(library=library, archived_at__lt=before)
        numbers = list(old.select_for_update().values_list("pk", flat=True))
        # What belongs to it and is still in the plan, or younger in the bin, stays on its own.
        young = PlanItem.objects.filter(library=library, parent__in=numbers)
        for each in young.exclude(pk__in=numbers).order_by("pk"):
            items.change_item(each, by=None, base=each.version, fields={"parent": None})
        PlanItem.objects.filter(pk__in=numbers).delete()
        PlanSeries.objects.filter(library=library, items=None).delete()
    return len(numbers)
