"""Advice for tests: every argument optional, every default valid."""

from itertools import count
from typing import Any

from django.utils import timezone

from planning import tenancy
from planning.models import Branch, Library
from planning.models.people import next_position
from segments.models import Advice, Segment, SegmentScheme

serial = count(1)


def make_advice(library: Library, *, segment: str = "", branch: str = "", **fields: Any) -> Advice:
    """An open advice of this library; segment and branch by code, made where they are not there."""
    number = next(serial)
    given = {
        "key": f"adults:acquire:genre:g{number:04}",
        "kind": "acquire",
        "certainty": "much",
        "addressee": "collection",
        "readers": "adults",
        "period": "2025",
        "text": f"Advies {number:04}",
        "reasons": [{"text": "Want zo is het.", "address": "/collectie/titels/", "figure": 2.0}],
        "rank": number,
        **fields,
    }
    if given.get("status", "open") != "open":
        given.setdefault("decided_at", timezone.now())
    with tenancy.library_scope(library):
        return Advice.objects.create(
            library=library,
            segment=_segment(library, segment) if segment else None,
            branch=_branch(library, branch) if branch else None,
            **given,
        )


def _segment(library: Library, code: str) -> Segment:
    scheme, _made = SegmentScheme.objects.get_or_create(library=library, name="Voorbeeld")
    position = next_position(Segment.objects.filter(library=library))
    known = {"name": f"Segment {code}", "position": position}
    found, _made = Segment.objects.get_or_create(
        library=library, scheme=scheme, code=code, defaults=known
    )
    return found


def _branch(library: Library, code: str) -> Branch:
    position = next_position(Branch.objects.filter(library=library))
    known = {"name": f"Vestiging {code}", "position": position}
    found, _made = Branch.objects.get_or_create(library=library, code=code, defaults=known)
    return found
