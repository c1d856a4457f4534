"""Weeks in which the two disciplines have nothing together, and readers of whom nobody thinks."""

from collections.abc import Iterable
from datetime import date, timedelta

from planning.clashes import texts
from planning.clashes.facts import Days, Facts, Signal, Thresholds, key_of
from planning.entries import Entry

# What readers notice. Consultations and tasks are work on the way to it.
MOMENT_KINDS = frozenset({"campaign", "activity", "moment"})
ONE_DAY = timedelta(days=1)


def is_joint_moment(entry: Entry) -> bool:
    """Whether readers meet something of two disciplines."""
    return entry.is_joint and entry.kind in MOMENT_KINDS and entry.status != "dropped"


def joint_gaps(entries: Iterable[Entry], first: date, last: date) -> list[Days]:
    """The stretches of days without a joint moment that end between `first` and `last`.

    A stretch begins before `first` when the last moment before it is among the entries.
    """
    free_from, gaps = None, []
    for entry in sorted(filter(is_joint_moment, entries), key=lambda each: each.starts_on):
        if entry.starts_on > last:
            break
        if entry.starts_on >= first:
            gaps.append(Days(free_from or first, entry.starts_on - ONE_DAY))
        day_after = entry.ends_on + ONE_DAY
        free_from = max(free_from, day_after) if free_from else day_after
    gaps.append(Days(free_from or first, last))
    return [gap for gap in gaps if gap.first <= gap.last and gap.last >= first]


def gap_joint(entries: Iterable[Entry], facts: Facts, thresholds: Thresholds) -> list[Signal]:
    """Too many weeks without a joint moment; days of the school summer count half."""
    entries = list(entries)
    if not any(entry.overlaps(facts.first, facts.last) for entry in entries):
        return []  # a plan that is still empty has no gaps, it is one
    summers, found = list(facts.summers), []
    for gap in joint_gaps(entries, facts.first, facts.last):
        too_long_on = _too_long_on(gap, summers, thresholds.gap_weeks)
        if too_long_on:
            found.append(
                Signal(
                    code="gap_joint",
                    key=key_of("gap_joint", gap.first, gap.last),
                    text=texts.gap_joint(gap),
                    item_ids=(),
                    starts_on=gap.first,
                    ends_on=gap.last,
                    act_by=too_long_on - timedelta(days=thresholds.late_days),
                )
            )
    return found


def gap_focus(entries: Iterable[Entry], facts: Facts, thresholds: Thresholds) -> list[Signal]:
    """A quarter without a campaign for one of the target groups that the year is about."""
    campaigns = [entry for entry in entries if entry.kind == "campaign"]
    if not any(entry.overlaps(facts.first, facts.last) for entry in campaigns):
        return []
    found = []
    for group in facts.focus:
        theirs = [entry for entry in campaigns if entry.target_group_id == group.target_group_id]
        for number, quarter in enumerate(quarters(facts.first.year), start=1):
            if not any(entry.overlaps(quarter.first, quarter.last) for entry in theirs):
                name = f"{facts.first.year}-{number}"
                found.append(
                    Signal(
                        code="gap_focus",
                        key=key_of("gap_focus", group.target_group_id, name),
                        text=texts.gap_focus(group.name, number),
                        item_ids=(),
                        starts_on=quarter.first,
                        ends_on=quarter.last,
                        act_by=quarter.first - timedelta(days=thresholds.late_days),
                    )
                )
    return found


def quarters(year: int) -> list[Days]:
    """The four quarters of a year."""
    firsts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    return [Days(firsts[at], firsts[at + 1] - ONE_DAY) for at in range(4)]


def _too_long_on(gap: Days, summers: list[Days], gap_weeks: int) -> date | None:
    """The day on which a stretch becomes too long, or None: half days are counted double."""
    halves = 2 * gap.count - sum(gap.shares(summer) for summer in summers)
    if halves < 14 * gap_weeks:
        return None
    day, halves = gap.first - ONE_DAY, 0
    while halves < 14 * gap_weeks:
        day += ONE_DAY
        halves += 1 if any(summer.first <= day <= summer.last for summer in summers) else 2
    return day
