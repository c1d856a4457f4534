"""Where households stand: how many there are of a segment in a place; and the names of places."""

from collections import defaultdict

from django.db.models.functions import Lower

from planning.models import Branch, Library
from segments.models import Area, Municipality
from segments.placing import ANY, Within
from segments.queries import names, schemes
from segments.queries.names import Entry
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY


def places(library: Library, kind: int) -> list[Entry]:
    """The areas, the municipalities, or the branches that areas belong to; [] for everywhere."""
    if kind == AREA:
        return names.areas(library)
    if kind == MUNICIPALITY:
        rows = Municipality.objects.filter(library=library, areas__isnull=False).distinct()
        return [Entry(m.position, m.name, m.name) for m in rows.order_by(Lower("name"), "pk")]
    if kind == CATCHMENT:
        branches = Branch.objects.filter(library=library, areas__isnull=False).distinct()
        return [Entry(b.position, b.code, b.name) for b in branches.order_by(Lower("name"), "pk")]
    return []


def place_of(library: Library, kind: int) -> dict[int, int]:
    """By position of an area: the position of the place that it lies in; 0 for none."""
    within = {
        EVERYWHERE: "library_id",
        AREA: "position",
        MUNICIPALITY: "municipality__position",
        CATCHMENT: "catchment__position",
    }[kind]
    areas = Area.objects.filter(library=library).values_list("position", within)
    return {area: ANY if kind == EVERYWHERE else place or 0 for area, place in areas}


def within(library: Library) -> Within:
    """By area its municipality and the branch to which most people of it would go; 0 for none."""
    rows = Area.objects.filter(library=library).values_list(
        "position", "municipality__position", "catchment__position"
    )
    return {0: (0, 0)} | {area: (town or 0, branch or 0) for area, town, branch in rows}


def households(library: Library, kind: int) -> dict[tuple[int, int], int]:
    """Households by (segment, place), with ANY for all segments or all places together."""
    where = place_of(library, kind)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for (area, segment), count in schemes.household_counts(library).items():
        for place in {where.get(area, 0), ANY}:
            found[segment, place] += count
            found[ANY, place] += count
    return dict(found)
