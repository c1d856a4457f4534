"""From published figures and exact figures about books to a direction: no database, no clock.

Three directions, a module each: `acquiring` (for collection), `placing` (for the branch) and
`promoting` (for marketing). `certainty` says how sure a figure is, `facts` what goes in and comes
out. Never a number of copies, and nothing that rests on a figure that is too small to show.

What is said twice is said once: a suggestion is known by its key (direction, rule, segment, genre,
branch). Rank within a direction: much data before little, then the rules in the order in which
their module has them, then the one figure that the rule names, largest first; four of each rule.
"""

from segments.advice.facts import Figures, Reason, Suggestion, Thing
from segments.advice.suggesting import suggestions

__all__ = ["Figures", "Reason", "Suggestion", "Thing", "suggestions"]
