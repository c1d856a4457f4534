"""Which segment is counted under which other one, as rows say it; which genre has counts."""

from collections.abc import Mapping

from django.db import connection

from planning.models import Library
from segments.models import Segment, SegmentScheme

CLUSTERS = SegmentScheme.Role.CLUSTERS


def count_under(library: Library, wanted: Mapping[int, int | None]) -> dict[int, int | None]:
    """Set what these segments are counted under; gives what changed, as it was before."""
    rows = Segment.objects.filter(library=library, pk__in=wanted)
    changed = [row for row in rows.order_by("pk") if row.shown_as_id != wanted[row.pk]]
    before = {row.pk: row.shown_as_id for row in changed}
    for row in changed:
        row.shown_as_id = wanted[row.pk]
    Segment.objects.bulk_update(changed, ["shown_as"], batch_size=500)
    end_empty_clusters(library)
    return before


def end_empty_clusters(library: Library) -> None:
    """Only clusters under which something is counted are in use; of several the newest."""
    rows = SegmentScheme.objects.filter(library=library, role=CLUSTERS)
    used = rows.filter(segment__shown_here__isnull=False).order_by("-pk").first()
    rows.exclude(pk=used.pk if used else 0).filter(is_active=True).update(is_active=False)
    if used is not None and not used.is_active:
        used.is_active = True
        used.save(update_fields=["is_active"])


def has_counts(library: Library, genre: int) -> bool:
    """Whether there are counts under the genre at this position: wiped years keep theirs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM segments_rollup WHERE library_id = %s AND loans[%s] > 0)",
            [library.pk, 2 + genre],
        )
        return bool(cursor.fetchone()[0])
