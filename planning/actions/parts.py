"""Switching parts of the product on and off."""

from django.db import transaction

from planning.models import Library, PlanSettings

Part = PlanSettings.Part


@transaction.atomic
def switch_part(library: Library, part: str, *, is_on: bool) -> PlanSettings:
    """Switch a part on or off; nothing that was written in it is lost, it only leaves the menu."""
    PlanSettings.objects.get_or_create(library=library)
    # Locked: two people may switch two parts at the same moment.
    row: PlanSettings = PlanSettings.objects.select_for_update().get(library=library)
    wanted = {*row.parts, part} if is_on else {*row.parts} - {part}
    row.parts = [each for each in Part.values if each in wanted]
    row.save(update_fields=["parts"])
    return row
