"""What can happen to a campaign as a whole: it begins, and what it says changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns import core, starts
from campaigns.actions import tasks
from campaigns.actions import titles as books
from campaigns.models import Campaign
from planning.actions import items
from planning.models import Library, PlanItem, User
from planning.snapshots import Snapshot


class NoTargetGroup(Exception):
    """A campaign is for one target group, and none was chosen."""


@transaction.atomic
def begin(
    library: Library,
    *,
    by: User | None,
    fields: Mapping[str, Any],
    involved: Iterable[tuple[str, User | None]],
    start: str = Campaign.Start.EMPTY,
    content: Mapping[str, Any] | None = None,
    titles: Iterable[int] = (),
    created_at: datetime | None = None,
) -> Campaign:
    """A campaign for one target group, with the checklist of what it is begun from.

    `fields` are those of its plan item, `content` what it says (campaigns.core), `titles` numbers
    of books.
    """
    if not fields.get("target_group"):
        raise NoTargetGroup
    people = list(involved)
    item = items.create_item(
        library,
        by=by,
        fields={**fields, "kind": PlanItem.Kind.CAMPAIGN},
        involved=people,
        created_at=created_at,
    )
    campaign = Campaign.objects.create(item=item, library=library, start=start, **(content or {}))
    if numbers := list(titles):
        books.add_titles(campaign, numbers, by=by)
    steps = starts.template(start).steps
    today = timezone.localdate(created_at) if created_at else timezone.localdate()
    tasks.add_steps(campaign, steps, by=by, people=people, today=today)
    return campaign


@transaction.atomic
def open_workspace(item: PlanItem) -> Campaign:
    """The campaign of an item that was put in the plan as one; made on the way in.

    One that has no target group yet is refused: that is asked first.
    """
    item = items.locked(item)
    there = Campaign.objects.filter(pk=item.pk).first()
    if there:
        return there
    if item.target_group_id is None:
        raise NoTargetGroup(str(item))
    return Campaign.objects.create(item=item, library_id=item.library_id)


@transaction.atomic
def change(
    campaign: Campaign,
    *,
    by: User | None,
    base: int,
    fields: Mapping[str, Any],
    content: Mapping[str, Any],
) -> Campaign:
    """Change what a campaign is and says, seen at version `base` of its item.

    Two people who changed the same get planning's CannotChange; nothing is written then.
    """
    if "target_group" in fields and not fields["target_group"]:
        raise NoTargetGroup(str(campaign))
    items.locked(campaign.item)
    campaign = Campaign.objects.select_related("item", "library").get(pk=campaign.pk)

    def write(changed: Snapshot) -> None:
        for name, value in changed.items():
            setattr(campaign, name, core.value_of(name, value))
        campaign.save(update_fields=list(changed))

    said = items.Content(core.of(campaign), core.plain(content), write)
    campaign.item = items.change_item(campaign.item, by=by, base=base, fields=fields, content=said)
    return campaign
