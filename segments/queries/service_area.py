"""What is known of the areas where a library's readers live, and which branch is likely theirs."""

from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Lower

from planning.models import Branch, Library
from segments.lattice import YEAR, Ask
from segments.models import Area, Households, Municipality
from segments.queries import loans
from segments.suppression import State

# A branch is plain where it has half of what an area borrows, and half as much again as any other.
HALF, AHEAD = 0.5, 1.5


@dataclass(frozen=True)
class AreaLine:
    """An area with its households, and what is suggested where nobody said anything."""

    area: Area
    households: int
    catchment: int  # id of a branch; 0: nothing plain
    municipality: str


def area_lines(library: Library) -> list[AreaLine]:
    """Every area by name; six queries, whatever their number."""
    rows = Area.objects.filter(library=library).select_related("municipality", "catchment")
    counts = dict(
        Households.objects.filter(library=library)
        .values_list("area_id")
        .annotate(total=Sum("households"))
        .order_by("area_id")
    )
    branches = list(Branch.objects.filter(library=library).order_by("position"))
    likely = _likely_branches(library)
    names = municipalities(library)
    only = names[0] if len(names) == 1 else ""
    return [
        AreaLine(
            area=area,
            households=counts.get(area.pk, 0),
            catchment=0 if area.catchment_id else _branch_of(area, branches, likely),
            municipality="" if area.municipality_id else only,
        )
        for area in rows.order_by(Lower("name"), "pk")
    ]


def municipalities(library: Library) -> list[str]:
    """Those in which an area lies, by name."""
    rows = Municipality.objects.filter(library=library, areas__isnull=False).distinct()
    return sorted(rows.values_list("name", flat=True), key=str.casefold)


def _branch_of(area: Area, branches: list[Branch], likely: dict[int, int]) -> int:
    """The only branch; the one where most is borrowed; else the one that is called the same."""
    if len(branches) == 1:
        return branches[0].pk
    by_position = {branch.position: branch.pk for branch in branches}
    if area.position in likely:
        return by_position.get(likely[area.position], 0)
    name = area.name.casefold()
    return next((branch.pk for branch in branches if branch.name.casefold() == name), 0)


def _likely_branches(library: Library) -> dict[int, int]:
    """Area → branch, as positions, where published loans of the last known year make it plain."""
    years = [period for period in loans.known_periods(library) if period.level == YEAR]
    if not years:
        return {}
    of_area: dict[int, dict[int, int]] = {}
    for branch, matrix in loans.by_branch(library, Ask(years[0], rows="area")).items():
        for row in matrix.rows:
            cell = matrix.cell(row.position)
            if cell.state is State.SHOWN and row.position:
                of_area.setdefault(row.position, {})[branch] = cell.loans or 0
    found = {}
    for area, counts in of_area.items():
        first, *others = sorted(counts.values(), reverse=True)
        if first >= HALF * sum(counts.values()) and first >= AHEAD * max(others, default=0):
            found[area] = max(counts, key=lambda branch: counts[branch])
    return found
