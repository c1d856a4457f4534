"""What a target group likes: genres and titles of which it takes a larger share than others.

Only sums of published figures. Where segments say nothing its ages are asked; where these say
nothing either, it is not known what the group takes, and nothing is made up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from config import sql
from planning.models import Library, TargetGroup
from segments.lattice import READERS
from segments.queries import groups, loans, parts
from segments.queries.groups import GenreTaken
from segments.queries.parts import Basis
from segments.suppression import Cell

SQL = Path(__file__).resolve().parents[1] / "sql"
LEAST_LOANS = 50  # of the group in a genre: with fewer an index is luck
LEAST_BASE = 50
MOST_TITLES = 2000


@dataclass(frozen=True)
class Taken:
    """How much of a title went to the group; 100 is as large a share as of everybody's loans."""

    number: int
    loans: int
    index: int
    is_at_least: bool  # something of it may not be told: the index is this or higher


@dataclass(frozen=True)
class Taste:
    """kind: by what the group is known, segment or age; empty where nothing may be told."""

    kind: str = ""
    basis: Basis | None = None
    rows: Sequence[str] = ()  # the names of its segments, or of its ages
    genres: Sequence[GenreTaken] = ()  # with an index that means something, the highest first
    titles: Mapping[int, Taken] = field(default_factory=dict)  # the highest index first


def taste(library: Library, group: TargetGroup, *, least_title: int, today: date) -> Taste:
    """What the group takes more of than others, in the last whole year of loans."""
    basis = parts.basis(library, parts.readers_of(group), today=today)
    if basis is None or not basis.known.has_borrowers:
        return Taste()
    is_known = {"segment": basis.known.has_segments, "age": basis.known.has_ages}
    for kind in ("segment", "age"):
        positions = parts.rows_of(library, [group], kind)[group.pk]
        if not is_known[kind] or not positions:
            continue
        taken = groups.genres_taken(library, group, basis, kind=kind, most=None)
        told = [each for each in taken if each.index is not None and each.loans >= LEAST_LOANS]
        if told:
            matrix = loans.matrix(library, groups.asked_of(basis, kind))
            rows = [row for row in matrix.rows if row.position in positions]
            own = groups.summed([matrix.cell(row.position) for row in rows])
            titles = (
                _titles(library, basis, positions, own, matrix.total, least_title)
                if kind == "segment"
                else {}
            )
            return Taste(kind, basis, tuple(row.name for row in rows), told, titles)
    return Taste()


def _titles(
    library: Library,
    basis: Basis,
    segments: frozenset[int],
    own: Cell,
    everything: Cell,
    least: int,
) -> dict[int, Taken]:
    if (own.loans or 0) < LEAST_BASE or (everything.loans or 0) < LEAST_BASE:
        return {}
    params = {
        "library_id": library.pk,
        "year": basis.period.year,
        "age": READERS[basis.readers],
        "segments": sorted(segments),
        "threshold": library.threshold,
        "ours": own.loans,
        "everything": everything.loans,
        "least": least,
        "limit": MOST_TITLES,
    }
    rows = sql.fetch(SQL / "group_titles_own.sql", Taken, params)
    return {row.number: row for row in rows}
