"""Parts of the collection: for whom they are meant, and who borrows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from config import sql
from planning.models import Library, TargetGroup
from segments import meaning
from segments.lattice import ADULTS, BANDS_OF, READERS, YEAR, Ask, Period, last_whole
from segments.meaning import Borrowed
from segments.models import CollectionPart, CollectionPartGenre, Genre, TargetGroupSegment
from segments.queries import loans, names, schemes
from segments.queries.loans import ANY, Known, Matrix
from segments.suppression import SUPPRESSED, Cell, State

SQL = Path(__file__).resolve().parents[1] / "sql"
# The youngest and the oldest of each band; the unknown one has neither.
OLDEST = 104  # in sums with ages
BAND_AGES = (
    (0, -1),
    (0, 6),
    (7, 12),
    (13, 17),
    (18, 29),
    (30, 44),
    (45, 59),
    (60, 74),
    (75, OLDEST),
)


@dataclass(frozen=True)
class Basis:
    """What the figures of a page are about: readers, a whole year, and what is known of them."""

    period: Period
    readers: str
    known: Known

    @property
    def rows(self) -> str:
        """Segments where they are known, else ages, else areas; nothing where nobody is known."""
        facts = {
            "segment": self.known.has_segments,
            "age": self.known.has_ages,
            "area": self.known.has_areas,
        }
        if not self.known.has_borrowers:
            return ""
        return next((name for name, has in facts.items() if has), "")

    @property
    def ask(self) -> Ask:
        readers = self.readers if self.known.has_ages else "all"
        return Ask.parse(period=str(self.period), readers=readers, rows=self.rows)


@dataclass(frozen=True)
class Progress:
    """How far a library is with saying for whom its parts are."""

    chosen: int
    count: int


def parts(library: Library) -> "QuerySet[CollectionPart]":
    """The parts in use, by branch and name, with what belongs to them; three queries."""
    rows = CollectionPart.objects.filter(library=library, archived_at=None)
    return with_everything(rows).order_by(
        F("branch__name").asc(nulls_first=True), Lower("name"), "pk"
    )


def archived(library: Library) -> "QuerySet[CollectionPart]":
    rows = CollectionPart.objects.filter(library=library, archived_at__isnull=False)
    return rows.select_related("branch").order_by("-archived_at", "pk")


def with_everything(rows: "QuerySet[CollectionPart]") -> "QuerySet[CollectionPart]":
    """Each with its branch, group and genres, and the number of its own titles."""
    found = rows.select_related("branch", "meant_for").prefetch_related("genres")
    return found.annotate(title_count=Count("titles"))


def progress(library: Library) -> Progress:
    """In one query."""
    rows = CollectionPart.objects.filter(library=library, archived_at=None)
    found = rows.aggregate(count=Count("pk"), chosen=Count("pk", filter=~Q(meant_for=None)))
    return Progress(found["chosen"], found["count"])


def free_genres(library: Library) -> "QuerySet[Genre]":
    """The genres that no part covers yet, by name."""
    taken = CollectionPartGenre.objects.filter(genre=OuterRef("pk"), part__archived_at=None)
    rows = Genre.objects.filter(library=library).exclude(Exists(taken))
    return rows.order_by("is_youth", Lower("name"), "pk")


def basis(library: Library, readers: str, *, today: date) -> Basis | None:
    """The last whole year that was read in, else the newest; None while there are no loans."""
    period = last_whole(loans.known_periods(library), today, level=YEAR)
    return Basis(period, readers, loans.known(library, period)) if period else None


def borrowed(
    library: Library, rows: Sequence[CollectionPart], basis: Basis | None
) -> dict[int, Borrowed]:
    """Who borrows from each part that has genres, by its id; as many queries for one as for all."""
    if basis is None or not basis.rows:
        return {}
    found = [each for each in rows if each.genres.all()]
    matrices: dict[int, Matrix] = {}
    if any(each.branch for each in found):
        matrices |= loans.by_branch(library, basis.ask)
    if any(each.branch is None for each in found):
        matrices[ANY] = loans.matrix(library, basis.ask)
    groups = {each.meant_for_id: each.meant_for for each in found if each.meant_for}
    meant = rows_of(library, list(groups.values()), basis.rows)
    return {
        each.pk: _of(each, matrix, basis.rows, meant)
        for each in found
        if (matrix := matrices.get(each.branch.position if each.branch else ANY))
    }


def _of(
    part: CollectionPart, matrix: Matrix, kind: str, meant: Mapping[int, frozenset[int]]
) -> Borrowed:
    genres = [genre.position for genre in part.genres.all()]
    lines = [
        (row.position, row.code, row.name, [matrix.cell(row.position, each) for each in genres])
        for row in matrix.rows
    ]
    totals = [matrix.cell(genre=each) for each in genres]
    return meaning.borrowed(kind, lines, totals, meant=meant.get(part.meant_for_id or 0, ()))


@dataclass(frozen=True)
class _TitlesBorrowed:
    segment: int
    loans: int
    titles: int


def borrowed_titles(
    library: Library, part: CollectionPart, numbers: Sequence[int], basis: Basis | None
) -> Borrowed | None:
    """Who borrows the titles of a theme: what may be told of each title, added up."""
    if basis is None or basis.rows != "segment" or not numbers:
        return None
    params = {
        "library_id": library.pk,
        "year": basis.period.year,
        "age": basis.ask.age,
        "titles": list(numbers),
        "threshold": library.threshold,
    }
    rows = sql.fetch(SQL / "titles_borrowed.sql", _TitlesBorrowed, params)
    told = {row.segment: row for row in rows}
    whole = told.pop(ANY, None)
    lines = [
        (entry.position, entry.code, entry.name, [_shown(told.get(entry.position))])
        for entry in names.segments(library, years=[basis.period.year])
        if entry.position in told
    ]
    totals = [_shown(whole)] if whole and whole.titles == len(numbers) else [SUPPRESSED]
    groups = [part.meant_for] if part.meant_for else []
    meant = rows_of(library, groups, basis.rows).get(part.meant_for_id or 0, frozenset())
    return meaning.borrowed("segment", lines, totals, meant=meant)


def _shown(row: _TitlesBorrowed | None) -> Cell:
    return Cell(State.SHOWN, row.loans) if row else SUPPRESSED


@dataclass(frozen=True)
class OwnTitle:
    """A title that somebody put in a theme, whether it has copies or not."""

    number: int
    key: str
    isbn: str
    title: str
    author: str
    copies: int

    @property
    def name(self) -> str:
        return self.title or self.key


def titles_of(part: CollectionPart) -> list[OwnTitle]:
    """The titles of a theme by name."""
    params = {"library_id": part.library_id, "part": part.pk}
    return sql.fetch(SQL / "titles_of_part.sql", OwnTitle, params)


@dataclass(frozen=True)
class _Named:
    number: int
    key: str
    isbn: str


def titles_named(library: Library, wanted: Sequence[str]) -> dict[str, int]:
    """The numbers of titles by what somebody typed: a title number or an ISBN."""
    compact = {each: each.replace("-", "").replace(" ", "") for each in wanted}
    texts = sorted({*compact, *compact.values()})
    rows = sql.fetch(SQL / "titles_named.sql", _Named, {"library_id": library.pk, "wanted": texts})
    known = {text: row.number for row in rows for text in (row.isbn, row.key) if text}
    return {
        each: known.get(each) or known[bare]
        for each, bare in compact.items()
        if each in known or bare in known
    }


def rows_of(
    library: Library, groups: Sequence[TargetGroup], kind: str
) -> dict[int, frozenset[int]]:
    """The rows of a matrix that each target group is made of, by its id: segments, or ages."""
    if kind == "age":
        return {each.pk: bands_of(each) for each in groups}
    if kind != "segment":
        return {}
    rows = TargetGroupSegment.objects.filter(library=library, target_group__in=groups)
    found: dict[int, set[int]] = {each.pk: set() for each in groups}
    # A segment may be counted under a cluster, or under one of a newer edition.
    known_as = schemes.known_as(library)
    for group, position in rows.values_list("target_group_id", "segment__position"):
        found[group].update(known_as[position])
    return {pk: frozenset(positions) for pk, positions in found.items()}


def bands_of(group: TargetGroup) -> frozenset[int]:
    """The groups of ages that a target group is of; none where it says no ages.

    A band counts when a third of its ages are the target group's, or half of the target group's
    ages are in it: those of 12 to 16 are not told by what children from 7 to 12 borrow.
    """
    if group.from_age is None and group.to_age is None:
        return frozenset()
    first = min(group.from_age or 0, OLDEST)
    last = OLDEST if group.to_age is None else group.to_age
    shared = {
        number: min(last, oldest) - max(first, youngest) + 1
        for number, (youngest, oldest) in enumerate(BAND_AGES)
        if number and youngest <= last and oldest >= first
    }
    counting = frozenset(
        number
        for number, ages in shared.items()
        if 3 * ages >= _ages(number) or 2 * ages >= last - first + 1
    )
    return counting or frozenset(shared)


def _ages(band: int) -> int:
    youngest, oldest = BAND_AGES[band]
    return oldest - youngest + 1


def readers_of(group: TargetGroup) -> str:
    """Adults, unless everybody in the group is younger."""
    bands = bands_of(group)
    is_young = bool(bands) and not bands & set(BANDS_OF[ADULTS])
    return "youth" if is_young else "adults"


READER_CHOICES = tuple(name for name in READERS if name != "all")
