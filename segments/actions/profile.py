"""What staff write on the profile of a segment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning.models import Library, User
from segments.models import FloorQuote, Segment, SegmentChannel, SegmentSheet


@transaction.atomic
def say_channels(
    library: Library, segment: Segment, said: Mapping[int, tuple[int | None, str]]
) -> None:
    """Keep how well each channel reaches a segment; None: nobody knows."""
    Segment.objects.select_for_update().get(pk=segment.pk)
    unknown = [channel for channel, (fit, _source) in said.items() if fit is None]
    SegmentChannel.objects.filter(segment=segment, channel__in=unknown).delete()
    for channel, (fit, source) in said.items():
        if fit is not None:
            SegmentChannel.objects.update_or_create(
                segment=segment,
                channel_id=channel,
                defaults={"library": library, "fit": fit, "source": source},
            )


def add_quote(library: Library, segment: Segment, quote: FloorQuote, *, by: User) -> FloorQuote:
    """Keep what somebody heard about a segment."""
    quote.library, quote.segment, quote.added_by = library, segment, by
    quote.save()
    return quote


def archive_quote(quote: FloorQuote) -> None:
    """Take a quote off the page; twice is once."""
    rows = FloorQuote.objects.filter(pk=quote.pk, archived_at=None)
    rows.update(archived_at=timezone.now())


def freeze_sheet(
    library: Library, segment: Segment, content: Mapping[str, Any], *, on: date, by: User
) -> SegmentSheet:
    """Keep one page on a segment as its figures are today."""
    return SegmentSheet.objects.create(
        library=library, segment=segment, content=dict(content), made_on=on, made_by=by
    )
