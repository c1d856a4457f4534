"""All directions together, in the order in which they are shown."""

from collections.abc import Callable, Iterator

from segments.advice.acquiring import acquire
from segments.advice.facts import MUCH, Figures, Suggestion
from segments.advice.placing import place
from segments.advice.promoting import promote

DIRECTIONS: tuple[Callable[[Figures], Iterator[Suggestion]], ...] = (acquire, place, promote)
RULES = ("genre", "near", "reach", "shelf", "title")
MOST = 4  # of a rule: more nobody talks over, and what is known best comes first


def suggestions(figures: Figures) -> list[Suggestion]:
    """What these figures suggest: acquiring, placing, promoting, each in its own order."""
    found: list[Suggestion] = []
    for direction in DIRECTIONS:
        left = dict.fromkeys(RULES, MOST)
        for suggestion in sorted(direction(figures), key=_place):
            left[suggestion.rule] -= 1
            found += [suggestion] if left[suggestion.rule] >= 0 else []
    return found


def _place(suggestion: Suggestion) -> tuple[bool, int, float, str]:
    """Much data first, then the rules in their order, then by the rule's own figure."""
    rule = RULES.index(suggestion.rule)
    return suggestion.certainty != MUCH, rule, -suggestion.weight, suggestion.key
