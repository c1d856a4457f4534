"""What is to be done for a campaign: tasks that stand under it in the plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from campaigns.models import Campaign
from campaigns.starts import Step
from planning.actions import items
from planning.models import PlanItem, User

Who = tuple[str, User | None]


def add_task(
    campaign: Campaign, *, by: User | None, title: str, day: date, who: Who, notes: str = ""
) -> PlanItem:
    """One thing to do, who does it, and the day on which it has to be ready."""
    fields: Mapping[str, Any] = {
        "kind": PlanItem.Kind.TASK,
        "title": title,
        "starts_on": day,
        "ends_on": day,
        "parent": campaign.item_id,
        "notes": notes,
    }
    return items.create_item(campaign.library, by=by, fields=fields, involved=[who])


def add_steps(
    campaign: Campaign, steps: Iterable[Step], *, by: User | None, people: list[Who], today: date
) -> list[PlanItem]:
    """The checklist of a template: each step for who is in it of that discipline.

    A step that should have been done by now is for today.
    """
    item = campaign.item
    named = dict(reversed([(discipline, person) for discipline, person in people if person]))
    return [
        add_task(
            campaign,
            by=by,
            title=str(step.title),
            day=max(step.day(item.starts_on, item.ends_on), today),
            who=(step.discipline, named.get(step.discipline)),
        )
        for step in steps
    ]
