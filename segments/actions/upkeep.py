"""What a worker does for a library between imports: count again, take a demonstration away."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from planning import actions, tenancy
from planning.models import Library, Membership
from segments import keys
from segments.actions import clusters, insights, jobs, proposing, uploads
from segments.loading import refresh
from segments.models import JobTicket, LoanImport

BULK = (
    "segments_loan",
    "segments_loan_version",
    "segments_loan_count",
    "segments_rollup",
    "segments_member",
    "segments_member_profile",
    "segments_title",
    "segments_postcode",
    "segments_title_fact",
    "segments_holding",
    "segments_acquisition",
    "segments_reservation",
    "segments_weeding",
    "segments_membership",
    "segments_stock",
    "segments_title_year",
    "segments_title_word",
    "segments_book",
    "segments_shelf",
    "segments_shelf_year",
    "segments_weeding_line",
    "segments_title_reader",
    "segments_reach",
)


def catch_up(library_id: int) -> None:
    """Count again, or make insights anew: whatever a change has left out of date."""
    proposing.answer(library_id)
    if Library.objects.filter(pk=library_id, rollups_stale_at__isnull=False).exists():
        count_again(library_id)
    insights.renew(library_id)


def count_again(library_id: int) -> bool:
    """Rebuild every count of a library after its groups or genres changed; False if it is busy."""
    with jobs.library_lock(library_id) as got:
        if not got:
            return False
        with tenancy.library_scope(library_id):
            library = Library.objects.get(pk=library_id)
            months = _months(library)
            refresh.refresh(library, months)
            clusters.forget_larger(library)
            insights.mark(library, {insights.BOOKS, *(month // 12 for month in months)})
            # A change made meanwhile has set a later moment, and is counted the next time.
            Library.objects.filter(pk=library_id, rollups_stale_at=library.rollups_stale_at).update(
                rollups_stale_at=None
            )
    return True


def _months(library: Library) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT (extract(year from day) * 12 + extract(month from day) - 1)::int"
            " FROM segments_loan WHERE library_id = %s"
            " UNION SELECT period FROM segments_rollup WHERE library_id = %s AND level = 0",
            [library.pk, library.pk],
        )
        return sorted(month for (month,) in cursor.fetchall())


def remove_library(library_id: int) -> bool:
    """Delete a demonstration library with all that is in it; False if it is busy or none."""
    with jobs.library_lock(library_id) as got:
        library = Library.objects.filter(pk=library_id, is_demonstration=True).first()
        if not got or library is None or library.removal_asked_at is None:
            return False
        with tenancy.library_scope(library):
            members = Membership.objects.filter(library=library).select_related("user")
            people = [member.user for member in members]
            for loan_import in LoanImport.objects.exclude(stored_as=""):
                uploads.delete_file(loan_import)
            with connection.cursor() as cursor:
                for table in BULK:
                    cursor.execute(f"DELETE FROM {table} WHERE library_id = %s", [library_id])  # noqa: S608
            JobTicket.objects.filter(library_id=library_id).delete()
            library.delete()
        shutil.rmtree(Path(settings.COVER_DIR) / str(library_id), ignore_errors=True)
        keys.forget(library_id)
        actions.remove_made_up_people(people)
    return True
