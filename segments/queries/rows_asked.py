"""What the rows of a question are, and where their counts stand in the rollups."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from planning.models import Library
from segments.lattice import Ask, NotOnTheLattice
from segments.queries import names
from segments.queries.above import Key
from segments.queries.exact import ANY
from segments.queries.names import Entry

TOTAL = 0
KINDS = {"segment": 1, "area": 2, "part": 3}


def place(library: Library, ask: Ask, branches: Sequence[Entry]) -> int:
    """The rollups' number for the branch or group that is asked about; 0 for all branches."""
    if ask.branch:
        for entry in branches:
            if entry.code == ask.branch:
                return entry.position
        raise NotOnTheLattice(_("There is no branch “%(code)s”.") % {"code": ask.branch})
    if ask.group:
        for entry in names.groups(library):
            if entry.code == ask.group:
                return entry.position
        raise NotOnTheLattice(_("There is no group “%(name)s”.") % {"name": ask.group})
    return 0


def entries(
    library: Library, ask: Ask, branches: Sequence[Entry], place: int, years: set[int]
) -> list[Entry]:
    """The rows that are to be there, loans or not."""
    if ask.rows == "segment":
        return names.segments(library, years=years)
    if ask.rows == "part":
        if found := names.parts(library, ask.segment):
            return found
        raise NotOnTheLattice(
            _("There is no segment “%(code)s” that has parts.") % {"code": ask.segment}
        )
    if ask.rows == "area":
        return names.areas(library)
    if ask.rows == "age":
        return [names.band(number) for number in ask.bands()]
    return [entry for entry in branches if place in (0, entry.position, -entry.group)]


def keys(ask: Ask, place: int, entries: Sequence[Entry]) -> dict[int, Key]:
    """Where the rows stand in the rollups, with that of all rows together."""
    keys = {entry.position: key(ask, place, entry.position) for entry in entries}
    if ask.rows == "part":  # the last entry is the segment, which is their total
        return keys | {ANY: (place, ask.age, KINDS["segment"], entries[-1].position)}
    if ask.rows in KINDS:  # whether it is there at all would tell that it is not empty
        keys.setdefault(0, key(ask, place, 0))
    return keys | {ANY: (place, ask.age, TOTAL, 0)}


def key(ask: Ask, place: int, position: int) -> Key:
    if ask.rows == "age":
        return place, position, TOTAL, 0
    if ask.rows == "branch":
        return position, ask.age, TOTAL, 0
    return place, ask.age, KINDS[ask.rows], position
