"""What the rows and the genres of a matrix are called, in the order in which they are shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from planning.models import Branch, BranchGroup, Library
from segments.lattice import BANDS
from segments.models import Area, Genre, Segment, SegmentScheme, WipedYear
from segments.queries.remembered import once

CLUSTERS = SegmentScheme.Role.CLUSTERS


@dataclass(frozen=True)
class Entry:
    """A row or a genre: the number that loans carry, the library's code for it, and its name."""

    position: int
    code: str
    name: str
    group: int = 0  # of a branch: the id of its group; of a genre: 1 for youth
    is_optional: bool = False  # shown only where something was lent


UNKNOWN = "onbekend"  # its code, in addresses and files; the same in every language


def unknown() -> Entry:
    return Entry(0, UNKNOWN, _("unknown"), is_optional=True)


def band(number: int) -> Entry:
    """A group of ages; 0 is the unknown one."""
    if number == 0:
        return Entry(number, BANDS[0], _("unknown"), is_optional=True)
    return Entry(number, BANDS[number], _("%(band)s years") % {"band": BANDS[number]})


def genres(library: Library, *, youth_first: bool = False) -> list[Entry]:
    """Genres by name, those for the readers in hand before the others; their name is their code."""
    key = ("genres", library.pk, youth_first)
    return list(once(key, lambda: _genres(library, youth_first=youth_first)))


def _genres(library: Library, *, youth_first: bool) -> list[Entry]:
    rows = Genre.objects.filter(library=library).order_by(
        "-is_youth" if youth_first else "is_youth", Lower("name"), "pk"
    )
    return [
        Entry(row.position, row.name, row.name, int(row.is_youth), is_optional=True) for row in rows
    ]


def segments(library: Library, *, years: Collection[int] = ()) -> list[Entry]:
    """The segments that others are counted under: clusters, the edition in use, earlier ones.

    `years`: of the figures. Where one of them is wiped its counts keep the segments of then; so do
    all of them until a worker has counted again.
    """
    key = ("segments", library.pk, frozenset(years))
    return list(once(key, lambda: _segments(library, years)))


def _segments(library: Library, years: Collection[int]) -> list[Entry]:
    rows, wiped = once(("rows of segments", library.pk), lambda: _rows_of_segments(library))
    is_waiting = library.rollups_stale_at is not None
    every = is_waiting or not wiped.isdisjoint(years)
    return [
        Entry(
            row.position,
            row.code,
            row.name,
            is_optional=not row.scheme.is_active
            or row.shown_as_id is not None
            or (is_waiting and row.scheme.role == CLUSTERS),
        )
        for row in rows
        if every or (row.shown_as_id is None and not _is_left(row.scheme))
    ]


def _rows_of_segments(library: Library) -> tuple[list[Segment], set[int]]:
    """Segments of every scheme in their order, and the years that keep those of then."""
    rows = Segment.objects.filter(library=library, parent=None).select_related("scheme")
    in_order = rows.order_by("-scheme__is_active", "scheme__role", "order", "position")
    wiped = WipedYear.objects.filter(library=library).values_list("year", flat=True)
    return list(in_order), set(wiped)


def _is_left(scheme: SegmentScheme) -> bool:
    """Whether these are clusters that are not in use."""
    return scheme.role == CLUSTERS and not scheme.is_active


def parts(library: Library, segment: str) -> list[Entry]:
    """What a segment falls apart in, then itself for what no part is known of; [] without parts.

    The parts of a cluster are its segments. The last entry is the segment.
    """
    whole = next((each for each in segments(library) if each.code == segment), None)
    if whole is None:
        return []
    rows = Segment.objects.filter(library=library).filter(
        Q(parent__position=whole.position, shown_as=None)
        | Q(shown_as__position=whole.position, shown_as__scheme__role=CLUSTERS)
    )
    found = [Entry(row.position, row.code, row.name) for row in rows.order_by("order", "position")]
    rest = Entry(whole.position, whole.code, whole.name, is_optional=True)
    return [*found, rest] if found else []


def all_segments(library: Library) -> list[Entry]:
    """Segments and sub-segments of every scheme."""
    rows = Segment.objects.filter(library=library).order_by("position")
    return [Entry(row.position, row.code, row.name) for row in rows]


def areas(library: Library) -> list[Entry]:
    rows = Area.objects.filter(library=library).order_by(Lower("name"), "pk")
    return [Entry(row.position, row.code, row.name, is_optional=True) for row in rows]


def branches(library: Library) -> list[Entry]:
    return list(once(("branches", library.pk), lambda: _branches(library)))


def _branches(library: Library) -> list[Entry]:
    rows = Branch.objects.filter(library=library).order_by(Lower("name"), "pk")
    return [Entry(row.position, row.code, row.name, row.group_id or 0) for row in rows]


def groups(library: Library) -> list[Entry]:
    """Groups of branches; their position is the number by which rollups know them: minus the id."""
    rows = BranchGroup.objects.filter(library=library).order_by(Lower("name"), "pk")
    return [Entry(-row.pk, row.name, row.name, row.pk) for row in rows]


def with_strangers(entries: Iterable[Entry], positions: Iterable[int]) -> list[Entry]:
    """The entries, then positions that may carry loans and have no name, then the unknown."""
    known = list(entries)
    left = sorted(set(positions) - {entry.position for entry in known})
    nameless = [
        Entry(position, str(position), str(position), is_optional=True) for position in left
    ]
    is_unknown = 0 in left
    return [*known, *nameless[is_unknown:], *([unknown()] if is_unknown else [])]
