"""Which parts of the product a library uses; the others stay out of sight."""

from planning.models import Library, PlanSettings


def parts(library: Library) -> frozenset[str]:
    """The parts that are switched on; a new library starts with none."""
    rows = PlanSettings.objects.filter(library=library).values_list("parts", flat=True)
    return frozenset(rows.first() or ())
