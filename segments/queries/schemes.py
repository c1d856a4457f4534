"""Editions of the segmentation beside each other, and what is counted under what."""

from collections.abc import Collection
from dataclasses import dataclass

from planning.models import Library
from segments import editions
from segments.editions import Link
from segments.lattice import MONTH, Period
from segments.models import Genre, Households, LoanImport, Segment, SegmentScheme, WipedYear
from segments.queries.remembered import once

EDITION, CLUSTERS = SegmentScheme.Role.EDITION, SegmentScheme.Role.CLUSTERS


def segment_links(library: Library) -> dict[int, Link]:
    """Where each segment of each edition leads, by its position."""
    return once(("links", library.pk), lambda: _segment_links(library))


def _segment_links(library: Library) -> dict[int, Link]:
    rows = Segment.objects.filter(library=library).values_list(
        "position", "parent__position", "shown_as__position", "shown_as__scheme__role"
    )
    return {
        position: Link(parent or 0, shown_as or 0, is_in_cluster=role == CLUSTERS)
        for position, parent, shown_as, role in rows
    }


def known_as(library: Library) -> dict[int, tuple[int, ...]]:
    """By position of a segment: those under which it may stand on a page, itself first.

    What a person said of it is said of these as well, since figures are counted under them.
    """
    return editions.ways(segment_links(library))


def active_edition(library: Library) -> SegmentScheme | None:
    return SegmentScheme.objects.filter(library=library, role=EDITION, is_active=True).first()


def active_clusters(library: Library) -> SegmentScheme | None:
    return SegmentScheme.objects.filter(library=library, role=CLUSTERS, is_active=True).first()


def earlier_editions(library: Library) -> list[SegmentScheme]:
    """Editions that are not in use any more, the newest first; those taken out again are left."""
    rows = SegmentScheme.objects.filter(library=library, role=EDITION, is_active=False)
    kept = rows.exclude(loan_import__status=LoanImport.Status.UNDONE)
    return list(kept.order_by("-pk"))


def household_counts(library: Library) -> dict[tuple[int, int], int]:
    """Households by (area, segment they are counted under), as positions.

    Of one area and segment the last file counts. Files of two editions that name the same area
    count the same households twice, so of each area only the edition of its last file is taken.
    """
    return once(("households", library.pk), lambda: _household_counts(library))


def _household_counts(library: Library) -> dict[tuple[int, int], int]:
    rows = Households.objects.filter(library=library).order_by("loan_import_id")
    fields = ("area__position", "segment__position", "segment__scheme_id", "households")
    latest: dict[tuple[int, int], tuple[int, int]] = {}
    scheme_of: dict[int, int] = {}
    for area, segment, scheme, count in rows.values_list(*fields):
        latest[area, segment] = scheme, count
        scheme_of[area] = scheme
    top = editions.tops(segment_links(library)) if latest else {}
    found: dict[tuple[int, int], int] = {}
    for (area, segment), (scheme, count) in latest.items():
        if scheme_of[area] == scheme:
            found[area, top[segment]] = found.get((area, top[segment]), 0) + count
    return found


@dataclass(frozen=True)
class Change:
    """Until which month loans came in with codes of an earlier edition, and which that was."""

    until: Period
    edition: str
    has_unconverted: bool  # not every segment of it has a new one


def change(library: Library) -> Change | None:
    """The change of edition within the loans that are there; None where there is none.

    A file is coded with the edition of its own day, or with that of the last list of postcodes or
    members before it. A month that was read again since then is no longer of the old edition.
    """
    now, earlier = active_edition(library), earlier_editions(library)
    if now is None or not earlier:
        return None
    files = LoanImport.objects.current().filter(library=library)
    tables = files.filter(kind__in=[LoanImport.Kind.POSTCODES, LoanImport.Kind.MEMBERS])
    since = now.created_at
    if tables.exists():
        newer = tables.filter(finished_at__gte=since).order_by("finished_at").first()
        since = newer.finished_at if newer else None  # type: ignore[assignment]
    old: set[str] = set()
    new: set[str] = set()
    for each in files.filter(kind=LoanImport.Kind.LOANS).only("finished_at", "report"):
        is_old = since is None or (each.finished_at is not None and each.finished_at < since)
        (old if is_old else new).update(each.report.get("months", ()))
    left = sorted(old - new)
    if not left:
        return None
    rows = Segment.objects.filter(scheme=earlier[0], shown_as=None)
    alone = rows.exclude(parent__shown_as__isnull=False)
    return Change(Period.parse(left[-1]), str(earlier[0]), alone.exists())


def all_wiped_years(library: Library) -> list[int]:
    """The years whose counts are frozen, so that they keep the segments of then."""
    rows = WipedYear.objects.filter(library=library).order_by("year")
    return list(rows.values_list("year", flat=True))


def is_before(change: Change, period: Period) -> bool:
    """Whether a period has months of the earlier edition."""
    first = Period.containing(period.first_day)[MONTH]
    return first.number <= change.until.number


@dataclass(frozen=True)
class Edition:
    """An edition as the page tells of it."""

    scheme: SegmentScheme
    segments: int
    parts: int
    unconverted: int  # segments that no newer one stands for


def editions_of(library: Library) -> list[Edition]:
    """The edition in use, then those of before from new to old."""
    now = active_edition(library)
    found = [now, *earlier_editions(library)] if now else earlier_editions(library)
    counts: dict[int, list[tuple[bool, bool]]] = {scheme.pk: [] for scheme in found}
    rows = Segment.objects.filter(library=library, scheme__in=counts)
    for scheme, parent, shown_as, of_parent in rows.values_list(
        "scheme_id", "parent_id", "shown_as_id", "parent__shown_as_id"
    ):
        counts[scheme].append((parent is not None, bool(shown_as or of_parent)))
    return [
        Edition(
            scheme,
            segments=sum(not is_part for is_part, _done in counts[scheme.pk]),
            parts=sum(is_part for is_part, _done in counts[scheme.pk]),
            unconverted=sum(not done for _is_part, done in counts[scheme.pk]),
        )
        for scheme in found
    ]


def segments_of(scheme: SegmentScheme) -> list[Segment]:
    """The segments of an edition in their own order, each followed by its parts."""
    rows = list(Segment.objects.filter(scheme=scheme).order_by("order", "position"))
    return [
        row
        for whole in rows
        if whole.parent_id is None
        for row in rows
        if whole.pk in (row.pk, row.parent_id)
    ]


def likely_mapping(old: Collection[Segment], new: Collection[Segment]) -> dict[int, int]:
    """Per earlier segment the one that stands for it, else the one of the same code or name."""
    known = {row.pk for row in new}
    if any(row.shown_as_id in known for row in old):
        return {row.pk: row.shown_as_id for row in old if row.shown_as_id in known}
    by_name = {text.casefold(): row.pk for row in new for text in (row.name, row.code)}
    found = {}
    for row in old:
        for text in (row.code, row.name):
            if text.casefold() in by_name:
                found[row.pk] = by_name[text.casefold()]
    return found


@dataclass(frozen=True)
class Together:
    """What is proposed to be taken together; one name stays alone."""

    names: list[str]


@dataclass(frozen=True)
class Clusters:
    """A proposal as the page tells of it; shares in per cent."""

    scheme: SegmentScheme
    state: str  # asked, ready, used or nothing
    year: int = 0
    before: float = 0
    after: float = 0
    segments: tuple[Together, ...] = ()
    genres: tuple[Together, ...] = ()

    @property
    def is_needed(self) -> bool:
        return any(len(group.names) > 1 for group in (*self.segments, *self.genres))


def clusters_of(library: Library) -> Clusters | None:
    """The last proposal; None where nobody asked yet."""
    rows = SegmentScheme.objects.filter(library=library, role=CLUSTERS).exclude(proposal={})
    scheme = rows.order_by("-pk").first()
    if scheme is None:
        return None
    said = scheme.proposal
    if said["state"] not in ("ready", "used"):
        return Clusters(scheme, said["state"], said.get("year", 0))
    segments = dict(Segment.objects.filter(library=library).values_list("position", "name"))
    genres = dict(Genre.objects.filter(library=library).values_list("position", "name"))
    return Clusters(
        scheme,
        said["state"] if said["state"] == "ready" or scheme.is_active else "left",
        said["year"],
        100 * said["before"],
        100 * said["after"],
        segments=_together(said["segments"], segments),
        genres=_together(said["genres"], genres),
    )


def _together(groups: Collection[Collection[int]], names: dict[int, str]) -> tuple[Together, ...]:
    """Those of more than one first."""
    found = [Together([names.get(at, str(at)) for at in group]) for group in groups]
    return tuple(sorted(found, key=lambda group: (len(group.names) == 1, group.names)))
