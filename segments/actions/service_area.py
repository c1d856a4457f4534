"""The service area: in which municipality an area lies and which branch is its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from planning.models import Branch, Library
from segments.actions import stale
from segments.loading import service_area
from segments.models import Area


@dataclass(frozen=True)
class Place:
    """Where an area lies, as a person says it; "" and None are known to nobody."""

    municipality: str
    catchment: Branch | None


@transaction.atomic
def save_places(library: Library, places: Mapping[int, Place]) -> int:
    """Set where areas lie, by id; gives how many changed."""
    changed = []
    known: dict[str, int] = {}
    for area in Area.objects.select_for_update().filter(library=library, pk__in=places):
        said = places[area.pk]
        name = said.municipality
        if name and name.casefold() not in known:
            known[name.casefold()] = service_area.municipality(library, name).pk
        before = area.municipality_id, area.catchment_id
        area.municipality_id = known[name.casefold()] if name else None
        area.catchment_id = said.catchment.pk if said.catchment else None
        if before != (area.municipality_id, area.catchment_id):
            changed.append(area)
    Area.objects.bulk_update(changed, ["municipality", "catchment"], batch_size=500)
    if changed:
        stale.mark_all(library)
    return len(changed)
