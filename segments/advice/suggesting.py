"""All directions together, in the order in which they are shown."""

from collections.abc import Callable, Iterator

from segments.advice.acquiring import acquire
from segments.advice.facts import MUCH, Figures, Suggestion
from segments.advice.placing import place
from segments.advice.promoting import promote

DIRECTIONS: tuple[Callable[[Figures], Iterator[Suggestion]], ...] = (acquire, place, promote)
RULES = ("genre", "near", "reach", "shelf", "title")
MOST = 12  # of a direction: more nobody talks over; what is known best comes first


def suggestions(figures: Figures) -> list[Suggestion]:
    """What these figures suggest: acquiring, placing, promoting, each in its own order."""
    found: list[Suggestion] = []
    for direction in DIRECTIONS:
        found += sorted(direction(figures), key=_place)[:MOST]
    return found


def _place(suggestion: Suggestion) -> tuple[bool, int, float, str]:
    """Much data first, then the rules in their order, then by the rule's own figure."""
    rule = RULES.index(suggestion.rule)
    return suggestion.certainty != MUCH, rule, -suggestion.weight, suggestion.key
