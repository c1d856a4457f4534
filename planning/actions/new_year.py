"""A year that goes on in the next one: as proposals of the disciplines, and of nobody by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from planning import snapshots, yearcopy
from planning.actions import items, overlays
from planning.actions import series as series_actions
from planning.models import (
    Budget,
    Capacity,
    Channel,
    Display,
    FocusGroup,
    Library,
    NationalCampaign,
    PlanItem,
    TargetGroup,
    User,
    YearPlan,
)

Status = PlanItem.Status
OWN = (*snapshots.DAYS, "involved", "is_archived", "status")


@dataclass(frozen=True)
class Copy:
    """An item to copy to these days; with a rule to every day of it."""

    item: PlanItem
    starts_on: date
    ends_on: date
    rule: str = ""


@transaction.atomic
def copy_year(
    library: Library,
    *,
    year: int,
    by: User,
    copies: Sequence[Copy],
    answers: Mapping[str, tuple[str, str]],
    with_focus_groups: bool = False,
    with_capacity: bool = False,
) -> list[PlanItem]:
    """Put copies of last year's items in a year as proposals, and answer its national campaigns.

    What is there already, by title and week, is left out: doing it twice changes nothing.
    """
    overlays.begin_year(library, year, by=by)
    YearPlan.objects.select_for_update(of=["self"]).get(library=library, year=year)
    _answer(library, year, answers, by=by)
    if with_focus_groups:
        _copy_focus_groups(library, year)
    if with_capacity:
        _copy_capacity(library, year)
    present = PlanItem.objects.filter(library=library, starts_on__year=year).current()
    wanted = [(each.item.pk, each.item.title, each.starts_on) for each in copies]
    fresh = set(yearcopy.fresh_only(wanted, present.values_list("title", "starts_on")))
    nationals = {
        each.code: each for each in NationalCampaign.objects.filter(library=library, year=year)
    }
    made: dict[int, PlanItem] = {}
    # What others belong to comes first.
    for copy in sorted(copies, key=lambda each: (each.item.parent_id is not None, each.starts_on)):
        if copy.item.pk in fresh:
            made[copy.item.pk] = _copied(library, copy, made, nationals, by=by)
    return list(made.values())


def _copied(
    library: Library,
    copy: Copy,
    made: Mapping[int, PlanItem],
    nationals: Mapping[str, NationalCampaign],
    *,
    by: User,
) -> PlanItem:
    item = copy.item
    written = {name: value for name, value in snapshots.of(item).items() if name not in OWN}
    parent = made.get(item.parent_id or 0)
    national = nationals.get(item.national.code) if item.national else None
    fields: dict[str, Any] = {
        **written,
        "starts_on": copy.starts_on,
        "ends_on": copy.ends_on,
        "status": Status.PROPOSED,
        "parent_id": parent.pk if parent else None,
        "national_id": national.pk if national else None,
        **_in_use(library, written),
    }
    disciplines = dict.fromkeys(each.discipline for each in item.involvements.all())
    involved = [(each, None) for each in disciplines]
    if copy.rule:
        return series_actions.create_series(
            library, by=by, fields=fields, involved=involved, rule=copy.rule
        )[0]
    return items.create_item(library, by=by, fields=fields, involved=involved)


def _in_use(library: Library, written: Mapping[str, Any]) -> dict[str, Any]:
    """Of groups, places and channels only those that are still offered."""
    groups = TargetGroup.objects.filter(library=library, archived_at=None)
    displays = Display.objects.filter(library=library, archived_at=None)
    channels = Channel.objects.filter(library=library, archived_at=None)
    return {
        "target_group_id": _kept(groups, written["target_group_id"]),
        "display_id": _kept(displays, written["display_id"]),
        "channels": sorted(
            channels.filter(pk__in=written["channels"]).values_list("pk", flat=True)
        ),
    }


def _kept(rows: Any, number: int | None) -> int | None:
    return number if number and rows.filter(pk=number).exists() else None


def _answer(
    library: Library, year: int, answers: Mapping[str, tuple[str, str]], *, by: User
) -> None:
    for campaign in NationalCampaign.objects.filter(library=library, year=year):
        answer, reason = answers.get(campaign.code, (campaign.answer, campaign.reason))
        if (answer, reason) != (campaign.answer, campaign.reason):
            overlays.answer_campaign(campaign, answer=answer, reason=reason, by=by)


def _copy_focus_groups(library: Library, year: int) -> None:
    if FocusGroup.objects.filter(library=library, year=year).exists():
        return
    last = FocusGroup.objects.filter(library=library, year=year - 1, target_group__archived_at=None)
    FocusGroup.objects.bulk_create(
        FocusGroup(
            library=library,
            year=year,
            position=position,
            target_group_id=each.target_group_id,
        )
        for position, each in enumerate(last.order_by("position"), start=1)
    )


def _copy_capacity(library: Library, year: int) -> None:
    """Hours and euros of the quarters of which nobody said anything yet."""
    hours = Capacity.objects.filter(library=library, year=year - 1)
    Capacity.objects.bulk_create(
        [
            Capacity(
                library=library,
                year=year,
                quarter=each.quarter,
                discipline=each.discipline,
                hours=each.hours,
            )
            for each in hours
        ],
        ignore_conflicts=True,
    )
    euros = Budget.objects.filter(library=library, year=year - 1)
    Budget.objects.bulk_create(
        [
            Budget(library=library, year=year, quarter=each.quarter, euros=each.euros)
            for each in euros
        ],
        ignore_conflicts=True,
    )
