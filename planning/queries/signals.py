"""The signals of a year's plan, as the rules of planning.clashes find them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from planning import clashes
from planning.clashes import Available, Days, Facts, Focus, National, Signal
from planning.entries import Entry
from planning.models import (
    AcceptedSignal,
    Capacity,
    FocusGroup,
    Holiday,
    Library,
    NationalCampaign,
)
from planning.queries import plan, settings

# So far back the last joint moment before a year is looked for.
LOOK_BACK = timedelta(weeks=26)
SUMMER_DAYS = 28  # no other school holiday is as long


def signals(
    library: Library, year: int, *, today: date, entries: Iterable[Entry] | None = None
) -> list[Signal]:
    """All signals of a year, accepted ones with their reason; ten queries whatever the number.

    Whoever has read the items from LOOK_BACK before the year to its end passes them: six queries.
    """
    row = settings.plan_settings(library)
    facts = _facts(library, year, row.region, entries)
    found = clashes.signals(facts, settings.thresholds(row), today)
    return with_reasons(library, found)


def signals_with(
    library: Library, year: int, entry: Entry, *, today: date
) -> tuple[list[Signal], list[Signal]]:
    """The signals as they are, and as they would be if this item were so; nothing is saved."""
    row = settings.plan_settings(library)
    facts, limits = _facts(library, year, row.region), settings.thresholds(row)
    entries = list(facts.entries)
    others = [each for each in entries if each.id != entry.id]
    now = clashes.signals(replace(facts, entries=entries), limits, today)
    then = clashes.signals(replace(facts, entries=[*others, entry]), limits, today)
    return with_reasons(library, now), with_reasons(library, then)


def with_reasons(library: Library, found: list[Signal]) -> list[Signal]:
    """The same signals; those that people live with carry the reason."""
    accepted = AcceptedSignal.objects.filter(library=library).values_list("key", "reason")
    reasons = dict(accepted)
    return [replace(each, reason=reasons.get(each.key, "")) for each in found]


def _facts(
    library: Library, year: int, region: str, entries: Iterable[Entry] | None = None
) -> Facts:
    first, last = plan.year_of(year)
    if entries is None:
        entries = plan.entries_between(library, first - LOOK_BACK, last)
    summers = Holiday.objects.filter(
        library=library,
        kind=Holiday.Kind.SCHOOL,
        region=region,
        starts_on__lte=last,
        ends_on__gte=first - LOOK_BACK,
    )
    focus = FocusGroup.objects.filter(library=library, year=year).order_by("position")
    return Facts(
        first=first,
        last=last,
        entries=entries,
        nationals=[
            National(
                each.pk, each.name, each.starts_on, each.ends_on, is_open=each.answer == "open"
            )
            for each in NationalCampaign.objects.filter(library=library, year=year)
        ],
        capacities=[
            Available(each.year, each.quarter, each.discipline, each.hours)
            for each in Capacity.objects.filter(library=library, year=year)
        ],
        focus=[
            Focus(each.target_group_id, each.target_group.name)
            for each in focus.select_related("target_group")
        ],
        summers=[
            days
            for days in (Days(each.starts_on, each.ends_on) for each in summers)
            if days.count >= SUMMER_DAYS
        ],
    )
