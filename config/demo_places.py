"""The service area of the demonstration: in which municipality each neighbourhood lies, and by
which branch."""

from planning.models import Branch, Library
from segments.actions.service_area import Place, save_places
from segments.demonstration import library as invented
from segments.models import Area

# Dorp lies in a municipality of its own; the rest is Noorderveld.
TOWNS = {"DRP": "Zandwolde (fictief)"}
TOWN = "Noorderveld (fictief)"


def place_areas(library: Library) -> None:
    """Say of each neighbourhood where it lies; what somebody said already stays."""
    branches = {branch.code: branch for branch in Branch.objects.filter(library=library)}
    branch_of = {name: each.code for each in invented.BRANCHES for name in each.neighbourhoods}
    found = {}
    for area in Area.objects.filter(library=library, catchment=None, municipality=None):
        code = branch_of.get(area.name.removesuffix(" (fictief)"), "")
        if code in branches:
            found[area.pk] = Place(TOWNS.get(code, TOWN), branches[code])
    if found:
        save_places(library, found)
