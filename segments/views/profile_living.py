"""How many there are of a segment, how many of them we reach, and where they live and borrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from planning.models import Library
from segments.forms.profile import Asked
from segments.lattice import READERS, YEAR
from segments.queries import loans, names, reach
from segments.queries.names import Entry
from segments.queries.reach import MemberLine, Reach, ReachAsk, Reached
from segments.reaching import CATCHMENT
from segments.suppression import Cell, State
from segments.views import explorer_words as words
from segments.views import profile_links as links

ENOUGH = 50  # loans: under this there is no share
READERS_TOLD = ("adults", "youth")


@dataclass(frozen=True)
class Living:
    """What is known of a segment where it lives; `line` is None where nothing is told."""

    line: Reached | None = None
    size: float | None = None  # households, as a ratio to the average over segments
    reached: float | None = None  # per 100 households, as a ratio to the average
    members: MemberLine | None = None
    counted_on: date | None = None

    @property
    def has_households(self) -> bool:
        return bool(self.line and self.line.households)

    @property
    def has_member_file(self) -> bool:
        return self.counted_on is not None


def living(library: Library, row: Entry, asked: Asked) -> Living:
    """Households, borrowers per 100 of them, and members by the library's own file."""
    members = reach.members(library, READERS[asked.readers])
    own = next((each for each in members.lines if each.segment.position == row.position), None)
    if asked.readers not in READERS_TOLD:
        return Living(members=own, counted_on=members.counted_on)
    found = reach.reach(library, ReachAsk(asked.period, READERS[asked.readers]))
    line = found.lines.get((row.position, loans.ANY))
    return Living(line, *_ratios(found, line), members=own, counted_on=members.counted_on)


def _ratios(found: Reach, line: Reached | None) -> tuple[float | None, float | None]:
    counted = [found.line(each.position).households for each in found.segments]
    counted = [each for each in counted if each]
    if line is None or not line.households or not counted:
        return None, None
    size = line.households / (sum(counted) / len(counted))
    if line.per_hundred is None or not line.reference:
        return size, None
    return size, line.per_hundred / line.reference


@dataclass(frozen=True)
class MemberPart:
    """Members who borrow nothing, some, or much."""

    name: str
    count: str
    width: str
    said: str


def member_parts(living: Living) -> list[MemberPart]:
    """Zero-borrowers, and heavy borrowers, of the members; nothing without a file that tells."""
    members = living.members
    if not living.has_member_file or members is None or not members.members.is_shown:
        return []
    whole = members.members.borrowers or 0
    pairs = [(_("members"), members.members), (_("zero-borrowers"), members.zero)]
    pairs.append((_("heavy borrowers"), members.heavy))
    return [
        MemberPart(
            name,
            words.count(cell.borrowers) if cell.borrowers is not None else "",
            f"{min(100.0, 100 * cell.borrowers / whole):.1f}"
            if whole and cell.borrowers is not None
            else "",
            _("nobody") if cell.state is State.NONE else unsaid(cell),
        )
        for name, cell in pairs
    ]


@dataclass(frozen=True)
class Place:
    """A branch: what the segment borrows there, and how many of them live around it."""

    name: str
    url: str
    loans: str
    share: str
    width: str  # of a bar, in per cent
    borrowers: str
    said: str  # why there is no figure of loans
    households: str = ""
    per_hundred: str = ""


@dataclass(frozen=True)
class Places:
    rows: Sequence[Place]
    has_homes: bool  # whether areas belong to branches
    is_yearly: bool


def places_title(found: Places | None) -> str:
    """What the block is called; None before it is there."""
    if found is None or not found.has_homes:
        return _("Where do they borrow?")
    return _("Where do they borrow, and where do they live?")


def places(library: Library, row: Entry, asked: Asked, whole: Cell) -> Places:
    """By branch, the one with most loans first; nothing for a library of one branch."""
    branches = {branch.position: branch for branch in names.branches(library)}
    if len(branches) < 2:
        return Places([], has_homes=False, is_yearly=True)
    matrices = loans.by_branch(library, asked.ask)
    cells = {place: matrix.cell(row.position) for place, matrix in matrices.items()}
    homes = _homes(library, row, asked)
    order = sorted(cells, key=lambda place: (-(cells[place].loans or 0), branches[place].name))
    return Places(
        [
            _place(row, asked, whole, branches[place], cells[place], homes.get(place))
            for place in order
        ],
        has_homes=any(line.households for line in homes.values()),
        is_yearly=asked.period.level == YEAR,
    )


def _homes(library: Library, row: Entry, asked: Asked) -> Mapping[int, Reached]:
    """By branch what lives in its catchment area; of whole years only."""
    if asked.period.level != YEAR or asked.readers not in READERS_TOLD:
        return {}
    ask = ReachAsk(asked.period, READERS[asked.readers], place_kind=CATCHMENT)
    found = reach.reach(library, ask)
    return {place.position: found.line(row.position, place.position) for place in found.places}


def _place(
    row: Entry, asked: Asked, whole: Cell, branch: Entry, cell: Cell, home: Reached | None
) -> Place:
    base = whole.loans or 0
    share = min(100.0, 100 * (cell.loans or 0) / base) if base >= ENOUGH else None
    is_known = cell.loans is not None and share is not None
    return Place(
        name=branch.name,
        url=links.titles(asked, segment=row, branch=branch.code),
        loans=words.count(cell.loans) if cell.loans is not None else "",
        share=words.whole_percent(share or 0) if is_known else "",
        width=f"{share:.1f}" if is_known else "",
        borrowers=words.count(cell.borrowers) if cell.borrowers is not None else "",
        said=unsaid(cell),
        households=words.count(home.households) if home else "",
        per_hundred=words.decimal(home.per_hundred)
        if home and home.per_hundred is not None
        else "",
    )


def unsaid(cell: Cell) -> str:
    """Why there is no figure; empty where there is one."""
    if cell.state is State.NONE:
        return _("nothing borrowed")
    return _("too small to show") if cell.state is State.SUPPRESSED else ""
