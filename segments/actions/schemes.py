"""What people do with editions of the segmentation: name them, and say what stands for what."""

from collections.abc import Mapping

from django.db import transaction

from planning.models import Library
from segments import editions
from segments.actions import stale
from segments.loading import counting_under
from segments.models import Segment, SegmentScheme
from segments.queries import schemes


class CannotMap(Exception):
    """A segment would be counted under itself."""


@transaction.atomic
def map_segments(library: Library, choices: Mapping[Segment, Segment | None]) -> int:
    """Count segments of an earlier edition under others; gives how many changed.

    None: under its own whole, or under itself.
    """
    links = schemes.segment_links(library)
    for old, new in choices.items():
        if new is not None and editions.leads_back(links, old.position, new.position):
            raise CannotMap(old.code)
    wanted = {old.pk: new.pk if new else None for old, new in choices.items()}
    changed = counting_under.count_under(library, wanted)
    if changed:
        stale.recount(library)
    return len(changed)


def name_edition(scheme: SegmentScheme, *, name: str, edition: str) -> SegmentScheme:
    """What people call an edition, in sentences about trends too."""
    scheme.name, scheme.edition = name, edition
    scheme.save(update_fields=["name", "edition"])
    return scheme
