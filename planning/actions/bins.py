"""The bin: a series comes back out of it at once, and after thirty days a thing goes for good."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from planning import recurrence, tenancy
from planning.actions import items
from planning.models import Library, PlanItem, PlanSeries, User


@transaction.atomic
def restore_series(item: PlanItem, *, by: User | None, base: int) -> list[PlanItem]:
    """Take an item out of the bin with all of its series that went there in the same go.

    What was removed on its own, before or after, stays removed.
    """
    items.refuse_unseen(item, base)
    return [items.restore_item(each, by=by) for each in removed_together(item)]


def removed_together(item: PlanItem) -> list[PlanItem]:
    """The days of a series that went to the bin in the same go as this one, this one included."""
    if item.series_id is None or item.archived_at is None:
        return [item]
    rows = PlanItem.objects.filter(
        series=item.series_id,
        archived_at__gt=item.archived_at - recurrence.ONE_GO,
        archived_at__lt=item.archived_at + recurrence.ONE_GO,
    )
    return list(rows.order_by("series_on"))


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
