"""What a target group took of the genres of a campaign, before and during: published figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from planning.models import Library, TargetGroup
from segments.lattice import QUARTER, Ask, NotOnTheLattice, Period
from segments.queries import loans, parts
from segments.queries.loans import ANY, Matrix
from segments.queries.names import Entry
from segments.suppression import Cell


@dataclass(frozen=True)
class Reached:
    """A group in the quarter of a campaign and in one before it; sums of rows that both tell."""

    now: Period
    then: Period
    borrowers: int
    borrowers_then: int
    taken: int  # loans of the genres of the campaign
    taken_then: int
    hidden: int  # rows that are too small in one of both


def reached(
    library: Library, group: TargetGroup, genres: Collection[int], on: date
) -> list[Reached]:
    """Beside the quarter before and the same one a year ago, where these are known.

    Nothing where readers are not known, or no row of the group may be told.
    """
    now = Period.containing(on)[1]
    known = {each for each in loans.known_periods(library) if each.level == QUARTER}
    earlier = [each for each in (now.previous(), now.year_earlier()) if each in known]
    kind, rows = _rows(library, group)
    if now not in known or not earlier or not rows:
        return []
    try:
        ask = Ask.parse(period=str(now), readers=parts.readers_of(group), rows=kind)
        found = loans.matrices(library, ask, [now, *earlier])
    except NotOnTheLattice:
        return []
    told = [_beside(found[now], found[each], rows, genres) for each in earlier]
    return [each for each in told if each is not None]


def _rows(library: Library, group: TargetGroup) -> tuple[str, frozenset[int]]:
    """The segments of a group, else its ages."""
    segments = parts.rows_of(library, [group], "segment").get(group.pk) or frozenset()
    return ("segment", segments) if segments else ("age", parts.bands_of(group))


def _beside(
    now: Matrix, then: Matrix, rows: frozenset[int], genres: Collection[int]
) -> Reached | None:
    asked: list[Entry] = [each for each in now.all_rows if each.position in rows]
    borrowers = borrowers_then = taken = taken_then = hidden = 0
    for row in asked:
        cells = now.cell(row.position), then.cell(row.position)
        counts = [each.borrowers for each in cells]
        if counts[0] is None or counts[1] is None:
            hidden += 1
            continue
        borrowers, borrowers_then = borrowers + counts[0], borrowers_then + counts[1]
        for genre in genres:
            lent = _both(now.cell(row.position, genre), then.cell(row.position, genre))
            taken, taken_then = taken + lent[0], taken_then + lent[1]
    if not borrowers:
        return None
    return Reached(
        now.ask.period, then.ask.period, borrowers, borrowers_then, taken, taken_then, hidden
    )


def _both(now: Cell, then: Cell) -> tuple[int, int]:
    """The loans of both, or neither: what is hidden in one of them would look like a change."""
    if now.loans is None or then.loans is None:
        return 0, 0
    return now.loans, then.loans


__all__ = ["ANY", "Reached", "reached"]
