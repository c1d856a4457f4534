"""Where a title is in the light already: a tip, a campaign, a screen.

An app above this one says so by adding a source when it starts; here is only who asks.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planning.models import Library


@dataclass(frozen=True)
class Highlight:
    """One place where a title is shown: what it is called, and its address."""

    name: str
    url: str = ""


MANY = 500  # from so many numbers on a source had better ask for all that it knows
Source = Callable[[Library, Sequence[int]], Mapping[int, Sequence[Highlight]]]
sources: list[Source] = []


def highlights(library: Library, numbers: Sequence[int]) -> dict[int, list[Highlight]]:
    """By number of a title: where it is shown; a title that is not there is nowhere."""
    found: dict[int, list[Highlight]] = defaultdict(list)
    for source in sources:
        for number, places in source(library, numbers).items():
            found[number] += places
    return dict(found)
