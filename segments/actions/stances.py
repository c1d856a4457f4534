"""That a segment is not chosen this year, and that it may be after all."""

from django.utils import timezone

from planning.models import User
from segments.models import Segment, SegmentStance


def put_aside(segment: Segment, *, year: int, reason: str, by: User) -> SegmentStance:
    """Say that it is not for this year, and why; said again the last reason counts."""
    stance, _ = SegmentStance.objects.update_or_create(
        library=segment.library,
        segment=segment,
        year=year,
        defaults={"reason": reason, "said_by": by, "said_at": timezone.now()},
    )
    return stance


def take_up(stance: SegmentStance) -> None:
    """Let it stand among the others again."""
    stance.delete()
