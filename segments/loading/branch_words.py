"""What a file may call a branch: its code, or else the name that the library gave it."""

from collections import Counter

from planning.models import Branch, Library
from segments.coding.dimensions import LONGEST


def positions(library: Library) -> dict[str, int]:
    """Positions by code, and by name where no code reads so and no second branch is called so."""
    rows = list(Branch.objects.filter(library=library).values_list("code", "name", "position"))
    codes = {_folded(code): at for code, _name, at in rows}
    named = Counter(_folded(name) for _code, name, _at in rows)
    return {_folded(name): at for _code, name, at in rows if named[_folded(name)] == 1} | codes


def _folded(text: str) -> str:
    """As a coder reads it: longer texts are cut off there."""
    return text.strip()[: LONGEST["branch"]].strip().casefold()
