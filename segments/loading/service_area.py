"""Where each area lies: its municipality, and the branch to which most of it would go."""

from collections.abc import Mapping

from planning.models import Branch, Library
from planning.models.people import next_position
from segments.models import Area, Municipality


def place(library: Library, told: Mapping[int, tuple[str, int]]) -> int:
    """Set municipality (by name) and branch (by position) of areas by id; gives what changed.

    What is empty or 0 is not told, and stays as it is.
    """
    branches = dict(Branch.objects.filter(library=library).values_list("position", "pk"))
    changed = []
    for area in Area.objects.filter(library=library, pk__in=told).order_by("pk"):
        name, position = told[area.pk]
        before = area.municipality_id, area.catchment_id
        area.municipality_id = municipality(library, name).pk if name else area.municipality_id
        area.catchment_id = branches.get(position, area.catchment_id)
        if before != (area.municipality_id, area.catchment_id):
            changed.append(area)
    Area.objects.bulk_update(changed, ["municipality", "catchment"], batch_size=500)
    return len(changed)


def municipality(library: Library, name: str) -> Municipality:
    """The municipality of this name, however it is capitalised; a new one where there is none."""
    rows = Municipality.objects.filter(library=library)
    found = rows.filter(name__iexact=name[:80]).order_by("pk").first()
    if found is None:
        position = next_position(rows)
        found = Municipality.objects.create(library=library, name=name[:80], position=position)
    return found
