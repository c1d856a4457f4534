"""Clusters of segments and larger parts of the collection: asked for, proposed, used, undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from planning.models import Library
from planning.models.people import next_position
from segments.actions import stale
from segments.loading import counting_under
from segments.models import Advice, CollectionPartGenre, Genre, Segment, SegmentScheme

CLUSTERS = SegmentScheme.Role.CLUSTERS
LONGEST = 80
TOGETHER = " + "


class CannotUse(Exception):
    """There is no proposal, or it is about segments that are not in use any more."""


@transaction.atomic
def ask_proposal(library: Library) -> SegmentScheme:
    """Ask a worker for a proposal; an earlier one that was not used goes away."""
    SegmentScheme.objects.filter(
        library=library, role=CLUSTERS, is_active=False, segment=None
    ).delete()
    asked = SegmentScheme.objects.create(
        library=library, name="", role=CLUSTERS, is_active=False, proposal={"state": "asked"}
    )
    # This wakes the sweep; there is nothing to make anew.
    Library.objects.filter(pk=library.pk).update(insights_stale_at=timezone.now())
    return asked


@transaction.atomic
def use_proposal(scheme: SegmentScheme) -> None:
    """Make the proposed groups and count everything under them."""
    scheme = SegmentScheme.objects.select_for_update().get(pk=scheme.pk)
    proposal: dict[str, Any] = scheme.proposal
    if proposal.get("state") != "ready" or scheme.is_active:
        raise CannotUse
    library = scheme.library
    _leave(library)
    wanted = {}
    for order, group in enumerate(proposal["segments"], start=1):
        rows = list(_in_order(Segment.objects.filter(library=library), group))
        if len(rows) != len(group):
            raise CannotUse
        if len(rows) > 1:
            cluster = _cluster(scheme, order, rows)
            wanted.update(dict.fromkeys((row.pk for row in rows), cluster.pk))
    counting_under.count_under(library, wanted)
    for group in proposal["genres"]:
        if len(group) > 1:
            _take_together(library, list(_in_order(Genre.objects.filter(library=library), group)))
    scheme.refresh_from_db()
    scheme.name = scheme.name or "Clusters"
    scheme.proposal = {**proposal, "state": "used"}
    scheme.save(update_fields=["name", "proposal"])
    stale.recount(library)


@transaction.atomic
def go_back(library: Library) -> None:
    """Count every segment and genre by itself again."""
    _leave(library)
    stale.recount(library)


def forget_larger(library: Library) -> None:
    """Delete larger parts of the collection that nobody uses any more, nor any count.

    Comes after everything was counted again; open advice about them is not made anew.
    """
    in_part = CollectionPartGenre.objects.filter(genre=OuterRef("pk"))
    decided = Advice.objects.filter(genre=OuterRef("pk")).exclude(status=Advice.Status.OPEN)
    rows = Genre.objects.filter(library=library, name__contains=TOGETHER)
    rows = rows.filter(shown_as=None, shown_here=None, genrecode=None)
    for genre in rows.exclude(Exists(in_part)).exclude(Exists(decided)):
        if not counting_under.has_counts(library, genre.position):
            genre.delete()


def _leave(library: Library) -> None:
    rows = Segment.objects.filter(library=library, shown_as__scheme__role=CLUSTERS)
    counting_under.count_under(library, dict.fromkeys(rows.values_list("pk", flat=True)))
    Genre.objects.filter(library=library).exclude(shown_as=None).update(shown_as=None)


def _in_order(rows: Any, positions: Sequence[int]) -> Iterable[Any]:
    found = {row.position: row for row in rows.filter(position__in=positions)}
    return (found[position] for position in positions if position in found)


def _cluster(scheme: SegmentScheme, order: int, rows: Sequence[Segment]) -> Segment:
    return Segment.objects.create(
        library=scheme.library,
        scheme=scheme,
        code="+".join(row.code for row in rows)[:40],
        name=joined(row.name for row in rows),
        colour=rows[0].colour,
        order=order,
        position=next_position(Segment.objects.filter(library=scheme.library)),
    )


def _take_together(library: Library, rows: Sequence[Genre]) -> None:
    name = joined(row.name for row in rows)
    larger, _is_new = Genre.objects.get_or_create(
        library=library,
        name=name,
        defaults={
            "is_youth": rows[0].is_youth,
            "position": next_position(Genre.objects.filter(library=library)),
        },
    )
    pks = [row.pk for row in rows if row.pk != larger.pk]
    Genre.objects.filter(pk__in=pks).update(shown_as=larger)


def joined(names: Iterable[str]) -> str:
    """Names of what was taken together, as far as they fit."""
    listed = list(names)
    said = TOGETHER.join(listed)
    while len(said) > LONGEST and len(listed) > 1:
        listed.pop()
        said = TOGETHER.join([*listed, "…"])
    return said[:LONGEST]
