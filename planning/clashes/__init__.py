"""Signals of a plan: where it clashes, where a gap is, and what comes too late or stays one-sided.

Pure: plan items are `Entry` values and every day comes as an argument. A key holds the facts of
a signal (ids and days, never today), so that a signal people accepted comes back when they change.
"""

from datetime import date

from planning.clashes.aboard import (
    came_late,
    is_ad_hoc,
    late,
    lead_time,
    one_sided,
    undecided_national,
)
from planning.clashes.facts import (
    Available,
    Days,
    Facts,
    Focus,
    National,
    Signal,
    Thresholds,
    key_of,
)
from planning.clashes.gaps import gap_focus, gap_joint, is_joint_moment, joint_gaps
from planning.clashes.hours import clash_capacity
from planning.clashes.pairs import clash_audience, clash_space

__all__ = [
    "CODES",
    "Available",
    "Days",
    "Facts",
    "Focus",
    "National",
    "Signal",
    "Thresholds",
    "came_late",
    "clash_audience",
    "clash_capacity",
    "clash_space",
    "gap_focus",
    "gap_joint",
    "is_ad_hoc",
    "is_joint_moment",
    "joint_gaps",
    "key_of",
    "late",
    "lead_time",
    "one_sided",
    "signals",
    "undecided_national",
]

CODES = (
    "clash_audience",
    "clash_space",
    "clash_capacity",
    "gap_joint",
    "gap_focus",
    "late",
    "one_sided",
    "undecided_national",
)


def signals(facts: Facts, thresholds: Thresholds, today: date) -> list[Signal]:
    """Every signal of a plan that still matters, the one that becomes too late first in front."""
    entries = [entry for entry in facts.entries if entry.status != "dropped"]
    waiting = late(entries, thresholds, today)
    found = [
        *clash_audience(entries, thresholds),
        *clash_space(entries),
        *clash_capacity(entries, facts.capacities),
        *gap_joint(entries, facts, thresholds),
        *gap_focus(entries, facts, thresholds),
        *waiting,
        *_not_said_yet(one_sided(entries, thresholds, today), waiting),
        *undecided_national(facts.nationals, thresholds, today),
    ]
    return sorted(
        (each for each in found if _matters(each, facts, today)),
        key=lambda each: (each.act_by, each.code, each.key),
    )


def _matters(signal: Signal, facts: Facts, today: date) -> bool:
    is_inside = signal.starts_on <= facts.last and signal.ends_on >= facts.first
    return is_inside and signal.ends_on >= today


def _not_said_yet(found: list[Signal], earlier: list[Signal]) -> list[Signal]:
    """Without those of an item that is waiting for somebody: fetching them comes first."""
    waiting = {each.item_ids for each in earlier}
    return [each for each in found if each.item_ids not in waiting]
