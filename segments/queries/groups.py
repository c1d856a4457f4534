"""Target groups and readers: how many there are, what they borrow, and what was heard of them.

A target group is somebody's own choice, so it has no count of readers of its own: every figure is
the sum of what is published per segment, or per group of ages, with how many were too small.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from config import sql
from planning.models import Library, TargetGroup
from segments import measures
from segments.lattice import ADULTS, YOUTH, Ask
from segments.models import CollectionPart, FloorQuote, Segment, TargetGroupSegment
from segments.queries import loans, names, parts, reach, schemes
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.queries.parts import Basis
from segments.queries.reach import Reach, ReachAsk
from segments.queries.supplied import SuppliedYear
from segments.suppression import Cell, State

SQL = Path(__file__).resolve().parents[1] / "sql"
MOST_GENRES, MOST_TITLES, MOST_QUOTES = 6, 8, 12


@dataclass(frozen=True)
class Known:
    """What is known of a group; None where nothing may be told."""

    kind: str  # of what its figures are the sum: segment or age
    rows: tuple[str, ...]  # their names
    readers: str
    households: int | None
    borrowers: int | None
    hidden: int  # rows that are too small
    per_hundred: float | None  # borrowers per 100 households, of the rows that may be told
    # Where a supplier's totals are all there is: loans of these ages, of all loans of the year.
    supplied_loans: int | None = None
    supplied_of: int | None = None
    supplied_period: str = ""


@dataclass(frozen=True)
class GenreTaken:
    """A genre that the group takes: loans together, and its share beside that of all readers."""

    genre: Entry
    loans: int
    hidden: int
    share: float | None
    index: int | None


@dataclass(frozen=True)
class TitleTaken:
    number: int
    key: str
    title: str
    author: str
    loans: int
    of_all: int | None

    @property
    def name(self) -> str:
        return self.title or self.key

    @property
    def share(self) -> int | None:
        """Per cent of what all readers of these ages took of it."""
        return min(100, round(100 * self.loans / self.of_all)) if self.of_all else None


def offered(library: Library) -> list[Entry]:
    """The segments that a group can be made of: those in use, as pages show them."""
    return [each for each in names.segments(library) if not each.is_optional]


def codes(group: TargetGroup) -> list[str]:
    """The codes of its segments, as they are shown now."""
    rows = TargetGroupSegment.objects.filter(target_group=group)
    found = rows.order_by("segment__order", "segment_id").values_list(
        "segment__code", "segment__shown_as__code"
    )
    return list(dict.fromkeys(shown or own for own, shown in found))


def by_segment(library: Library) -> dict[int, list[TargetGroup]]:
    """The groups in use by name, for each position under which a segment of theirs may stand."""
    rows = TargetGroupSegment.objects.filter(library=library, target_group__archived_at=None)
    ordered = rows.select_related("target_group", "segment")
    known_as = schemes.known_as(library)
    found: dict[int, dict[int, TargetGroup]] = defaultdict(dict)
    for row in ordered.order_by(Lower("target_group__name"), "pk"):
        for position in known_as[row.segment.position]:
            found[position][row.target_group_id] = row.target_group
    return {position: list(each.values()) for position, each in found.items()}


def segments_of(group: TargetGroup) -> list[Segment]:
    """Its segments in the order of their scheme."""
    rows = Segment.objects.filter(target_groups__target_group=group)
    return list(rows.order_by("order", "position"))


def known(
    library: Library, groups: Sequence[TargetGroup], bases: Mapping[str, Basis]
) -> dict[int, Known]:
    """What is known of each group, by its id; `bases` by readers, as many queries for one as all.

    Groups with segments are told by those, others by their ages.
    """
    by_segment = parts.rows_of(library, groups, "segment")
    reached: dict[str, Reach] = {}
    by_age: dict[str, Matrix] = {}
    found = {}
    for group in groups:
        basis = bases.get(parts.readers_of(group))
        if basis is None or not basis.known.has_borrowers:
            continue
        if by_segment.get(group.pk):
            readers = basis.readers
            if readers not in reached:
                reached[readers] = reach.reach(library, ReachAsk(basis.period, _age(readers)))
            found[group.pk] = _by_segment(reached[readers], by_segment[group.pk], readers)
        elif parts.bands_of(group) and basis.known.has_ages:
            if basis.readers not in by_age:
                ask = Ask.parse(period=str(basis.period), readers=basis.readers, rows="age")
                by_age[basis.readers] = loans.matrix(library, ask)
            found[group.pk] = _by_age(by_age[basis.readers], parts.bands_of(group), basis.readers)
    return found


def known_from_totals(groups: Sequence[TargetGroup], year: SuppliedYear | None) -> dict[int, Known]:
    """The same from a supplier's yearly totals per age, for who has nothing else."""
    if year is None or year.kind != "age":
        return {}
    found = {}
    for group in groups:
        bands = parts.bands_of(group)
        rows = [row for row in year.rows if row.band in bands]
        if not rows:
            continue
        borrowers = [row.borrowers for row in rows if row.borrowers is not None]
        found[group.pk] = Known(
            "age",
            tuple(row.name for row in rows),
            "",
            None,
            sum(borrowers) if borrowers else None,
            sum(row.hidden for row in rows),
            None,
            sum(row.loans for row in rows) or None,
            year.loans,
            year.period.label(),
        )
    return found


def _age(readers: str) -> int:
    return YOUTH if readers == "youth" else ADULTS


def _by_segment(found: Reach, positions: frozenset[int], readers: str) -> Known:
    lines = [found.line(each.position) for each in found.segments if each.position in positions]
    told = [line for line in lines if line.borrowers.borrowers is not None]
    homes = sum(line.households for line in told)
    count = sum(line.borrowers.borrowers or 0 for line in told)
    return Known(
        "segment",
        tuple(line.segment.name for line in lines),
        readers,
        sum(line.households for line in lines) or None,
        count if told else None,
        len(lines) - len(told),
        round(100 * count / homes, 1) if homes >= measures.LEAST_BASE and told else None,
    )


def _by_age(matrix: Matrix, bands: frozenset[int], readers: str) -> Known:
    rows = [each for each in matrix.rows if each.position in bands]
    cells = [matrix.cell(each.position) for each in rows]
    told = [cell.borrowers for cell in cells if cell.borrowers is not None]
    return Known(
        "age",
        tuple(each.name for each in rows),
        readers,
        None,
        sum(told) if told else None,
        sum(cell.state is State.SUPPRESSED for cell in cells),
        None,
    )


def genres_taken(
    library: Library,
    group: TargetGroup,
    basis: Basis,
    *,
    kind: str = "",
    most: int | None = MOST_GENRES,
) -> list[GenreTaken]:
    """What its segments, or its ages, take together; the genres that stand out first."""
    kind = kind or ("segment" if group.segments.exists() else "age")
    positions = parts.rows_of(library, [group], kind)[group.pk]
    if not positions or not basis.known.has_borrowers:
        return []
    matrix = loans.matrix(library, asked_of(basis, kind))
    rows = [each.position for each in matrix.rows if each.position in positions]
    whole = summed([matrix.cell(row) for row in rows])
    taken = [
        _genre_taken(genre, [matrix.cell(row, genre.position) for row in rows], whole, matrix)
        for genre in matrix.genres
    ]
    shown = [each for each in taken if each.loans]
    return sorted(shown, key=lambda each: (-(each.index or 0), -each.loans))[:most]


def asked_of(basis: Basis, kind: str) -> Ask:
    """The question whose rows are segments, or ages."""
    return Ask.parse(period=str(basis.period), readers=basis.readers, rows=kind)


def _genre_taken(genre: Entry, cells: Sequence[Cell], whole: Cell, matrix: Matrix) -> GenreTaken:
    own = summed(cells)
    hidden = sum(cell.state is State.SUPPRESSED for cell in cells)
    column = matrix.cell(genre=genre.position)
    return GenreTaken(
        genre,
        own.loans or 0,
        hidden,
        measures.share(own, whole),
        # Of a sum that lacks a part an index would say too little.
        measures.index(own, whole, column, matrix.total) if not hidden else None,
    )


def summed(cells: Sequence[Cell]) -> Cell:
    """Cells that may be told, added up; one that may not counts as nothing."""
    return Cell(State.SHOWN, sum(cell.loans or 0 for cell in cells))


def titles_taken(library: Library, group: TargetGroup, basis: Basis) -> list[TitleTaken]:
    """Titles that its segments take most, added up over them."""
    positions = parts.rows_of(library, [group], "segment")[group.pk]
    if not positions:
        return []
    params = {
        "library_id": library.pk,
        "year": basis.period.year,
        "age": _age(basis.readers),
        "segments": sorted(positions),
        "limit": MOST_TITLES,
        "threshold": library.threshold,
    }
    return sql.fetch(SQL / "group_titles.sql", TitleTaken, params)


def quotes(group: TargetGroup) -> "QuerySet[FloorQuote]":
    """What was heard of the group itself and of its segments, the newest first."""
    about = Q(target_group=group) | Q(segment__target_groups__target_group=group)
    rows = FloorQuote.objects.filter(about, library=group.library_id, archived_at=None)
    found = rows.select_related("segment", "added_by").distinct()
    return found.order_by("-heard_on", "-pk")[:MOST_QUOTES]


def parts_for(group: TargetGroup) -> "QuerySet[CollectionPart]":
    """The parts of the collection that are meant for it."""
    return parts.parts(group.library).filter(meant_for=group)
