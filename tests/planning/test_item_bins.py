"""The bin empties itself after thirty days, and takes nothing along that is still in the plan."""

from datetime import timedelta

from django.utils import timezone

from planning import tasks, tenancy
from planning.actions import bins, items, series
from planning.actions.series import Scope
from planning.models import Library, PlanItem, PlanSeries
from tests import make_plan
from tests.conftest import acting_as

DAY = timedelta(days=1)


def archive(item: PlanItem, *, days_ago: int) -> None:
    with tenancy.library_scope(item.library):
        items.archive_item(item, by=None)
        moment = timezone.now() - days_ago * DAY
        PlanItem.objects.filter(pk=item.pk).update(archived_at=moment)


def titles(library: Library) -> list[str]:
    with tenancy.library_scope(library):
        return list(PlanItem.objects.order_by("title").values_list("title", flat=True))


def test_after_thirty_days_it_is_gone_in_every_library(
    library: Library, stranger_library: Library
) -> None:
    for name, days in (("Oud", 31), ("Jong", 29)):
        archive(make_plan.item(library, name), days_ago=days)
    make_plan.item(library, "In het plan")
    archive(make_plan.item(stranger_library, "Ook oud"), days_ago=40)

    with acting_as("worker"):
        tasks.empty_bins()
        tasks.empty_bins()

    assert (titles(library), titles(stranger_library)) == (["In het plan", "Jong"], [])


def test_what_belonged_to_it_stays_on_its_own(library: Library) -> None:
    campaign = make_plan.item(library, "Campagne", kind="campaign")
    post = make_plan.item(library, "Bericht", kind="post", parent=campaign)
    archive(campaign, days_ago=31)

    bins.empty_bins()

    with tenancy.library_scope(library):
        post.refresh_from_db()
        assert (post.parent, post.version) == (None, 2)
    assert titles(library) == ["Bericht"]


def test_a_series_of_which_nothing_is_left_goes_too(library: Library) -> None:
    fields = {"kind": "task", "title": "Taak", "starts_on": make_plan.DAY, "ends_on": make_plan.DAY}
    with tenancy.library_scope(library):
        made = series.create_series(
            library,
            by=None,
            fields=fields,
            involved=[("collection", None)],
            rule="FREQ=WEEKLY;UNTIL=20270401",
        )
        series.archive_series(made[0], by=None, base=1, scope=Scope.ALL)

    bins.empty_bins(now=timezone.now() + 31 * DAY)

    with tenancy.library_scope(library):
        assert (PlanItem.objects.count(), PlanSeries.objects.count()) == (0, 0)
