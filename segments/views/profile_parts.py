"""The sub-segments of a segment, where their numbers allow it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from planning.models import Library
from segments import measures
from segments.forms.profile import Asked
from segments.lattice import NotOnTheLattice
from segments.queries import figures, loans
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.views import explorer_words as words
from segments.views.profile_living import unsaid


@dataclass(frozen=True)
class Part:
    code: str
    name: str
    loans: str
    share: str
    borrowers: str
    favourite: str  # the genre that stands out most within the segment
    said: str


def title() -> str:
    """What the block is called."""
    return _("What it consists of")


def parts(library: Library, row: Entry, asked: Asked) -> list[Part]:
    """Each sub-segment; empty where the scheme has none, or none of them may be shown."""
    try:
        matrix = loans.matrix(library, replace(asked.ask, rows="part", segment=row.code))
    except NotOnTheLattice:
        return []
    found = [_part(matrix, each) for each in matrix.all_rows if each.position != row.position]
    return found if any(not each.said for each in found) else []


def _part(matrix: Matrix, part: Entry) -> Part:
    cell = matrix.cell(part.position)
    share = measures.share(cell, matrix.total)
    own = [each for each in figures.cells(matrix) if each.row.position == part.position]
    best = max(own, key=lambda each: each.index or 0, default=None)
    stands_out = best and (best.index or 0) >= 120 and (best.loans or 0) >= measures.LEAST_BASE
    return Part(
        code=part.code,
        name=part.name,
        loans=words.count(cell.loans) if cell.loans is not None else "",
        share=words.whole_percent(share) if share is not None else "",
        borrowers=words.count(cell.borrowers) if cell.borrowers is not None else "",
        favourite=f"{best.genre.name} {best.index}" if best and stands_out else "",
        said=unsaid(cell),
    )
