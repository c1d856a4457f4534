"""Which half of the tests a module belongs to, when the check runs both halves side by side.

The halves are about as long as each other: a test in a browser takes as long as thirty others, and
the few modules that take much longer than that are named.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

BROWSER = 30
# In the length of an ordinary test, about a seventh of a second.
LONG = {
    "tests/segments/test_attack.py": 600,
    "tests/segments/test_attack_together.py": 1400,
    "tests/segments/test_chaos.py": 1070,
    "tests/test_authz.py": 790,
}


def half_of(tests: Iterable[tuple[str, bool]]) -> Mapping[str, int]:
    """By module 1 or 2; tests: their module, and whether they need a browser."""
    weights: Counter[str] = Counter()
    for module, needs_browser in tests:
        weights[module] += BROWSER if needs_browser else 1
    for module in weights:
        weights[module] = LONG.get(module, weights[module])
    totals = {1: 0, 2: 0}
    halves = {}
    for module, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        half = min(totals, key=lambda each: (totals[each], each))
        halves[module] = half
        totals[half] += weight
    return halves
