"""Penetration and potential per segment and place, from published counts and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from planning.models import Library
from segments import reaching
from segments.lattice import ADULTS, MONTH, YEAR, YOUTH, NotOnTheLattice, Period
from segments.placing import ANY
from segments.queries import homes, member_counts, names, reach_counts
from segments.queries.loans import Matrix
from segments.queries.member_counts import MemberParts
from segments.queries.names import Entry
from segments.reaching import BORROWERS, EVERYWHERE, LEAST_HOUSEHOLDS, MEMBERS
from segments.suppression import SUPPRESSED, Cell

EVERY = Entry(ANY, "", "")


@dataclass(frozen=True)
class ReachAsk:
    """One question about reach; `measure` says of whom, and is never switched by a file.

    `against`: an earlier period as reference; without it the library's average over segments.
    Members are those of the newest file, whatever the period.
    """

    period: Period
    age: int = ADULTS
    place_kind: int = EVERYWHERE
    place: int | None = None
    measure: str = BORROWERS
    against: Period | None = None

    def __post_init__(self) -> None:
        if self.age not in (ADULTS, YOUTH):
            raise NotOnTheLattice(_("Reach is told of adults or of youth."))
        if self.measure not in (BORROWERS, MEMBERS):
            raise NotOnTheLattice(_("Reach is counted in borrowers or in members."))
        for period in (self.period, self.against or self.period):
            if period.level == MONTH or (self.place_kind != EVERYWHERE and period.level != YEAR):
                raise NotOnTheLattice(
                    _("Reach is told of a year, and of a quarter only for all places together.")
                )


@dataclass(frozen=True)
class Reached:
    """A segment in a place (EVERY: all of them); figures are None where they may not be told."""

    segment: Entry
    place: Entry
    households: int
    borrowers: Cell  # distinct readers, of members the members; its loans are never told
    per_hundred: float | None = None
    low: float | None = None
    high: float | None = None
    reference: float | None = None  # per 100 households
    potential: int | None = None


@dataclass(frozen=True)
class Reach:
    """The lines of one question by (segment, place), as positions; ANY for all together."""

    ask: ReachAsk
    segments: tuple[Entry, ...]
    places: tuple[Entry, ...]
    lines: Mapping[tuple[int, int], Reached]
    reference_name: str
    counted_on: date | None = None  # of members: the day of their file

    def line(self, segment: int = ANY, place: int = ANY) -> Reached:
        return self.lines[segment, place]

    @property
    def too_small(self) -> int:
        """How many lines of a segment in a place hide their readers although there are homes."""
        wanted = self.places or (EVERY,)
        lines = [self.line(s.position, p.position) for s in self.segments for p in wanted]
        return sum(line.households > 0 and not line.borrowers.is_shown for line in lines)

    @property
    def has_households(self) -> bool:
        return self.line().households > 0


def places(library: Library, kind: int) -> list[Entry]:
    """The places of a kind by name."""
    return homes.places(library, kind)


@dataclass(frozen=True)
class MemberLine:
    """The members of a segment (EVERY: all of them): how many, and their share of all members."""

    segment: Entry
    members: Cell
    zero: Cell  # members who borrowed nothing
    heavy: Cell
    share: float | None


@dataclass(frozen=True)
class Members:
    """Members per segment of the newest file; `age` is ALL where it tells no ages apart."""

    age: int
    counted_on: date | None
    lines: tuple[MemberLine, ...]
    total: MemberLine


def members(library: Library, age: int) -> Members:
    """Who is a member, per segment, by the library's own file."""
    found = member_counts.parts(library, age)
    lines = [
        _member_line(found, segment)
        for segment in [*names.segments(library), EVERY]
        if not segment.is_optional or segment.position in found
    ]
    return Members(
        member_counts.told_age(library, age),
        member_counts.day(library),
        tuple(lines[:-1]),
        lines[-1],
    )


def _member_line(found: Mapping[int, MemberParts], segment: Entry) -> MemberLine:
    nobody = MemberParts(SUPPRESSED, SUPPRESSED, SUPPRESSED)
    own, whole = found.get(segment.position, nobody), found.get(ANY, nobody).members.borrowers
    count = own.members.borrowers
    share = round(100 * count / whole, 1) if count is not None and whole else None
    return MemberLine(segment, own.members, own.zero, own.heavy, share)


def reach(library: Library, ask: ReachAsk, matrix: Matrix | None = None) -> Reach:
    """How many readers there are per 100 households, and how many there could be.

    matrix: that of segments for this period and these ages, where it is there already.
    """
    entries = names.segments(library, years=[ask.period.year])
    where = [
        place
        for place in homes.places(library, ask.place_kind)
        if ask.place in (None, place.position)
    ]
    cells = _cells(library, ask, matrix)
    stock = homes.households(library, ask.place_kind)
    average = _average(library, ask, entries, cells, stock)
    before = _earlier(library, ask)
    lines = {}
    for segment in [*entries, EVERY]:
        for place in [*where, EVERY]:
            at = segment.position, place.position
            reference = before.get(at) if ask.against else average
            lines[at] = _line(
                ask, segment, place, stock.get(at, 0), cells.get(at, SUPPRESSED), reference
            )
    seen = [each for each in entries if not each.is_optional or stock.get((each.position, ANY))]
    return Reach(
        ask,
        tuple(seen),
        tuple(where),
        lines,
        ask.against.label() if ask.against else _("the average of the library"),
        member_counts.day(library) if ask.measure == MEMBERS else None,
    )


def _cells(
    library: Library, ask: ReachAsk, matrix: Matrix | None
) -> Mapping[tuple[int, int], Cell]:
    if ask.measure == MEMBERS:
        return member_counts.per_place(library, ask.age, ask.place_kind)
    return reach_counts.borrowers(library, ask.period, ask.age, ask.place_kind, matrix)


def _line(
    ask: ReachAsk,
    segment: Entry,
    place: Entry,
    households: int,
    cell: Cell,
    reference: float | None,
) -> Reached:
    line = Reached(segment, place, households, cell)
    found = reaching.penetration(cell, households, age=ask.age)
    if found is None:
        return line
    line = replace(line, per_hundred=found.per_hundred, low=found.low, high=found.high)
    if reference is None:
        return line
    more = reaching.potential(found.per_hundred, reference, households)
    return replace(line, reference=reference, potential=more)


def _average(
    library: Library,
    ask: ReachAsk,
    entries: list[Entry],
    cells: Mapping[tuple[int, int], Cell],
    stock: Mapping[tuple[int, int], int],
) -> float | None:
    """Readers of all segments that may be told, per 100 of their households everywhere."""
    readers = homes_of_readers = 0
    for segment in entries:
        at = segment.position, ANY
        count, households = cells.get(at, SUPPRESSED).borrowers, stock.get(at, 0)
        if count is not None and households >= LEAST_HOUSEHOLDS:
            readers, homes_of_readers = readers + count, homes_of_readers + households
    return round(100 * readers / homes_of_readers, 1) if homes_of_readers else None


def _earlier(library: Library, ask: ReachAsk) -> dict[tuple[int, int], float | None]:
    """Per 100 of today's households what was reached in the period that is the reference."""
    if ask.against is None:
        return {}
    then = reach(library, replace(ask, period=ask.against, against=None))
    return {at: line.per_hundred for at, line in then.lines.items()}
