"""What is to be done for a campaign: tasks that stand under it in the plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from campaigns.models import Campaign
from campaigns.starts import Step
from planning.actions import items
from planning.models import PlanItem, User

Who = tuple[str, User | None]
Status = PlanItem.Status


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


@transaction.atomic
def change_task(
    task: PlanItem, *, by: User, base: int, title: str, day: date, who: Who, notes: str = ""
) -> PlanItem:
    """What it is, when and of whom; the days of a longer task move along with its last one."""
    starts_on = task.starts_on + (day - task.ends_on)
    fields = {"title": title, "starts_on": starts_on, "ends_on": day, "notes": notes}
    changed = items.change_item(task, by=by, base=base, fields=fields)
    return _handed_over(changed, who, by=by)


def tick_task(task: PlanItem, *, by: User, base: int, is_done: bool) -> PlanItem:
    """It is done, or after all it is not."""
    status = Status.DONE if is_done else Status.AGREED
    return items.change_item(task, by=by, base=base, fields={"status": status})


@transaction.atomic
def add_steps(
    campaign: Campaign, steps: Iterable[Step], *, by: User | None, people: list[Who], today: date
) -> list[PlanItem]:
    """The checklist of a template: each step for who is in it of that discipline.

    A step that should have been done by now is for today; one that is there already stays out.
    """
    item = campaign.item
    named = dict(reversed([(discipline, person) for discipline, person in people if person]))
    tasks = PlanItem.objects.filter(parent=item, kind=PlanItem.Kind.TASK).current()
    there = set(tasks.values_list("title", flat=True))
    return [
        add_task(
            campaign,
            by=by,
            title=str(step.title),
            day=max(step.day(item.starts_on, item.ends_on), today),
            who=(step.discipline, named.get(step.discipline)),
        )
        for step in steps
        if str(step.title) not in there
    ]


def _handed_over(task: PlanItem, who: Who, *, by: User) -> PlanItem:
    """Of this one person from now on; who has it already keeps the moment."""
    discipline, person = who
    rows = list(task.involvements.select_related("person"))
    if [(each.discipline, each.person_id) for each in rows] == [(discipline, _pk(person))]:
        return task
    task = items.join_item(task, by=by, discipline=discipline, person=person)
    for each in task.involvements.select_related("person"):
        if (each.discipline, each.person_id) != (discipline, _pk(person)):
            task = items.leave_item(task, by=by, discipline=each.discipline, person=each.person)
    return task


def _pk(person: User | None) -> int | None:
    return person.pk if person else None
