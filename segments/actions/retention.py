"""Codes of borrowers end: after the library's own term, counted from the end of the year."""

from contextlib import suppress
from datetime import date, timedelta

from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments.actions import erasure, jobs
from segments.loading import forgetting
from segments.models import LoanImport, StaleYear, WipedYear
from segments.models.loans import UNDO_DAYS


def keep_promises(library_id: int) -> None:
    """What a library promised its readers: codes end in time, and who is forgotten stays so."""
    wipe(library_id)
    with suppress(erasure.CannotErase):  # an import that is busy does the same when it ends
        erasure.erase_again(Library.objects.get(pk=library_id))


def first_kept_year(today: date, months: int) -> int:
    """The first calendar year of which the codes may still be there.

    The term runs from the end of a year: with 24 months those of 2023 end with 2025.
    """
    return (today.year * 12 + today.month - 1 - months) // 12


def wipe(library_id: int, *, today: date | None = None) -> list[int]:
    """Take the codes off the loans of years whose term is over; gives these years.

    Their counts are made already and stay. A year that a recent import brought something to
    waits until that import can no longer be undone. [] also where the library is busy.
    """
    with jobs.library_lock(library_id) as got:
        if not got:
            return []
        with tenancy.library_scope(library_id):
            library = Library.objects.get(pk=library_id)
            first = first_kept_year(today or timezone.localdate(), library.retention_months)
            over = forgetting.years_with_members(library, before=first)
            years = [year for year in over if year not in _fresh_years(library)]
            for year in years:
                forgetting.wipe_year(library, year)
                WipedYear.objects.get_or_create(
                    library=library, year=year, defaults={"threshold": _settled(library, year)}
                )
            if forgetting.forget_profiles(library, before=first) or years:
                forgetting.forget_codes(library)
            return years


def _settled(library: Library, year: int) -> int:
    """The threshold under which insights of this year were made; 0 while they wait for that."""
    is_waiting = StaleYear.objects.filter(library=library, year=year).exists()
    return 0 if is_waiting or library.rollups_stale_at else library.threshold


def _fresh_years(library: Library) -> set[int]:
    """The years that imports which can still be undone brought loans of."""
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    recent = LoanImport.objects.filter(library=library, finished_at__gte=since)
    return {int(month[:4]) for one in recent for month in one.report.get("months", [])}
