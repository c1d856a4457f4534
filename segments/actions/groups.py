"""What makes up a target group, and what was heard about it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from planning.models import TargetGroup, User
from segments.models import FloorQuote, Segment, TargetGroupSegment


@transaction.atomic
def choose_segments(group: TargetGroup, positions: Iterable[int]) -> None:
    """Let a target group be made up of these segments."""
    TargetGroup.objects.select_for_update(of=["self"]).get(pk=group.pk)
    TargetGroupSegment.objects.filter(target_group=group).delete()
    rows = Segment.objects.filter(library=group.library_id, position__in=list(positions))
    TargetGroupSegment.objects.bulk_create(
        TargetGroupSegment(library_id=group.library_id, target_group=group, segment=each)
        for each in rows
    )


def add_quote(group: TargetGroup, quote: FloorQuote, *, by: User) -> FloorQuote:
    """Keep what somebody heard about a target group."""
    quote.library_id, quote.target_group, quote.added_by = group.library_id, group, by
    quote.save()
    return quote


def archive_quote(quote: FloorQuote) -> None:
    """Take a quote off the page; twice is once."""
    rows = FloorQuote.objects.filter(pk=quote.pk, archived_at=None)
    rows.update(archived_at=timezone.now())
