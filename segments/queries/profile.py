"""What a library knows of a segment beside its figures, and what it does for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Lower

from planning.models import Channel, Library, PlanItem, TargetGroup
from segments import addresses
from segments.models import FloorQuote, Segment, SegmentChannel, SegmentSheet
from segments.queries import groups, names
from segments.queries.names import Entry

Fit = SegmentChannel.Fit
RECENT = 12


@dataclass(frozen=True)
class Reached:
    """A channel, and how well it reaches a segment by somebody's word (None: nobody said)."""

    channel: Channel
    fit: int | None
    source: str

    @property
    def glyph(self) -> str:
        return {1: "▲", 0: "•", -1: "▼"}.get(self.fit, "") if self.fit is not None else ""

    @property
    def css(self) -> str:
        return {1: "b2", 0: "b3", -1: "b4"}.get(self.fit, "") if self.fit is not None else ""

    @property
    def said(self) -> str:
        return str(Fit(self.fit).label) if self.fit is not None else ""


@dataclass(frozen=True)
class Doing:
    """Target groups with a segment, and the campaigns that run or come for them."""

    groups: Sequence[TargetGroup]
    campaigns: Sequence[PlanItem]


def segment_at(library: Library, code_slug: str) -> Segment | None:
    """The segment of an address: by code and name, else by its code alone; those in use first."""
    rows = Segment.objects.filter(library=library, parent=None).select_related("scheme", "shown_as")
    rows = rows.order_by("-scheme__is_active", "scheme__role", "order", "position")
    known = list(rows)
    for row in known:
        if addresses.code_slug(row.code, row.name) == code_slug:
            return row.shown_as or row
    begun = [row for row in known if addresses.fits(code_slug, row.code)]
    # The longest code: s1-2-naam is of “S1-2” before it is of “S1”.
    found = max(begun, key=lambda row: len(row.code), default=None)
    return (found.shown_as or found) if found else None


def around(library: Library, segment: Segment) -> tuple[Entry | None, Entry | None]:
    """The segments before and after it, in the order of the scheme."""
    entries = [entry for entry in names.segments(library) if not entry.is_optional]
    place = next((n for n, entry in enumerate(entries) if entry.position == segment.position), None)
    if place is None:
        return None, None
    after = entries[place + 1] if place + 1 < len(entries) else None
    return entries[place - 1] if place else None, after


def doing(library: Library, segment: Segment, today: date) -> Doing:
    """For whom it is chosen, and what is planned for them from this day on."""
    chosen = groups.by_segment(library).get(segment.position, [])
    campaigns = PlanItem.objects.filter(
        library=library, kind=PlanItem.Kind.CAMPAIGN, target_group__in=chosen, ends_on__gte=today
    ).exclude(status=PlanItem.Status.DROPPED)
    rows = campaigns.current().select_related("target_group").order_by("starts_on", "pk")
    return Doing(chosen, list(rows))


def channels(library: Library, segment: Segment) -> list[Reached]:
    """Every channel in use, the best first, then those of which nobody said anything."""
    said = {row.channel_id: row for row in SegmentChannel.objects.filter(segment=segment)}
    rows = Channel.objects.filter(library=library, archived_at=None).order_by(
        "position", Lower("name"), "pk"
    )
    found = [
        Reached(row, said[row.pk].fit, said[row.pk].source)
        if row.pk in said
        else Reached(row, None, "")
        for row in rows
    ]
    return sorted(found, key=lambda each: -2 if each.fit is None else each.fit, reverse=True)


def quotes(library: Library, segment: Segment) -> "QuerySet[FloorQuote]":
    """What was heard about it, the newest first."""
    rows = FloorQuote.objects.filter(library=library, segment=segment, archived_at=None)
    return rows.order_by("-heard_on", "-pk")


def sheets(library: Library, segment: Segment) -> "QuerySet[SegmentSheet]":
    """The sheets for the management team that were made of it, the newest first."""
    rows = SegmentSheet.objects.filter(library=library, segment=segment)
    return rows.select_related("made_by").order_by("-made_on", "-pk")[:RECENT]


def parts(segment: Segment) -> list[Segment]:
    """The sub-segments of a segment."""
    return list(segment.parts.order_by("order", "position"))
