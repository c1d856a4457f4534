"""What follows from an import after it is in: made by a worker, marked stale until then."""

from planning import tenancy
from planning.models import Library
from segments.actions import advising, jobs
from segments.actions.stale import BOOKS, mark
from segments.loading.insights import reach, readers, statistics, stock
from segments.models import StaleYear

__all__ = ["BOOKS", "mark", "renew"]
STEPS = (stock.renew, readers.renew, reach.renew, advising.renew)


def renew(library_id: int) -> bool:
    """Make anew what is out of date; False if the library is busy, and the sweep comes again."""
    with jobs.library_lock(library_id) as got:
        if not got:
            return False
        with tenancy.library_scope(library_id):
            library = Library.objects.get(pk=library_id)
            stale = dict(StaleYear.objects.filter(library=library).values_list("year", "asked_at"))
            for step in STEPS if stale else ():
                statistics.catch_up()
                step(library, sorted(stale))
            for year, asked_at in stale.items():
                StaleYear.objects.filter(library=library, year=year, asked_at=asked_at).delete()
            # A change made meanwhile has set a later moment, and is taken up the next time.
            Library.objects.filter(
                pk=library_id, insights_stale_at=library.insights_stale_at
            ).update(insights_stale_at=None)
    return True
