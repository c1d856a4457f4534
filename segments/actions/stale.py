"""What is out of date after a change: marked within its transaction, made anew by a worker."""

from collections.abc import Iterable

from django.utils import timezone

from planning.models import Library
from segments.models import StaleYear
from segments.queries import loans

BOOKS = 0  # instead of a year: files without loans


def mark(library: Library, years: Iterable[int]) -> None:
    """What is made of these years, beside their counts, is out of date."""
    now = timezone.now()
    StaleYear.objects.bulk_create(
        [StaleYear(library=library, year=year, asked_at=now) for year in sorted(set(years))],
        update_conflicts=True,
        unique_fields=["library", "year"],
        update_fields=["asked_at"],
    )
    Library.objects.filter(pk=library.pk).update(insights_stale_at=now)


def mark_all(library: Library) -> None:
    """The same for every year that there is."""
    mark(library, {BOOKS, *(period.year for period in loans.known_periods(library))})


def recount(library: Library) -> None:
    """Every count of this library is out of date, and all that is made of them."""
    Library.objects.filter(pk=library.pk).update(rollups_stale_at=timezone.now())
