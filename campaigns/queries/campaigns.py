"""Which campaigns there are, how far each is, and what is the next thing to do for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from campaigns.models import Campaign
from campaigns.phases import Phase, phase
from planning.entries import COLLECTION, MARKETING, Entry
from planning.models import Library, PlanItem, Review
from planning.queries import plan

OPEN = (PlanItem.Status.PROPOSED, PlanItem.Status.AGREED)


@dataclass(frozen=True)
class Line:
    """A campaign in the list; `campaign` is None while its workspace was never opened."""

    item: PlanItem
    campaign: Campaign | None
    entry: Entry
    phase: Phase
    review: str  # state of its newest review, or ""
    titles: int
    tasks: int
    tasks_done: int


def rows(library: Library) -> Any:
    """Everything that is in the plan as a campaign, workspace or not."""
    found = PlanItem.objects.filter(library=library, kind=PlanItem.Kind.CAMPAIGN).current()
    return found.with_everything().select_related("target_group", "campaign")


def lines(items: Iterable[PlanItem], *, today: date) -> list[Line]:
    """Each with its counts: three queries beside those of the items, whatever their number."""
    found = list(items)
    keys = [item.pk for item in found]
    tasks = _tasks(keys)
    titles = _titles(keys)
    reviews = _reviews(keys)
    return [
        Line(
            item=item,
            campaign=getattr(item, "campaign", None),
            entry=entry,
            phase=phase_of(item, today),
            review=reviews.get(item.pk, ""),
            titles=titles.get(item.pk, 0),
            tasks=tasks.get(item.pk, (0, 0))[0],
            tasks_done=tasks.get(item.pk, (0, 0))[1],
        )
        for item, entry in zip(found, plan.entries(found), strict=True)
    ]


def phase_of(item: PlanItem, today: date) -> Phase:
    """How far it is, also while it has no workspace."""
    return phase(getattr(item, "campaign", None) or Campaign(item=item), today)


def _tasks(keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    children = PlanItem.objects.filter(parent__in=keys, kind=PlanItem.Kind.TASK).current()
    counted = (
        children.exclude(status=PlanItem.Status.DROPPED)
        .values("parent")
        .annotate(all=Count("pk"), done=Count("pk", filter=Q(status=PlanItem.Status.DONE)))
    )
    return {each["parent"]: (each["all"], each["done"]) for each in counted.order_by("parent")}


def _titles(keys: Sequence[int]) -> dict[int, int]:
    counted = Campaign.objects.filter(pk__in=keys).annotate(number=Count("titles"))
    return dict(counted.order_by("pk").values_list("pk", "number"))


def _reviews(keys: Sequence[int]) -> dict[int, str]:
    found = Review.objects.filter(item__in=keys).order_by("pk").values_list("item", "state")
    return dict(found)  # the newest comes last and stays


def people(entry: Entry) -> list[tuple[str, list[str]]]:
    """The names of collection and of marketing; an empty list: nobody is on board yet."""
    return [
        (each, [joined.person for joined in entry.joined if joined.discipline == each])
        for each in (COLLECTION, MARKETING)
    ]


def counts(campaign: Campaign) -> dict[str, str]:
    """How much stands in each part of a workspace, by its route; nothing where nothing is."""
    item = campaign.item_id
    children = PlanItem.objects.filter(parent=item).current()
    tasks = children.filter(kind=PlanItem.Kind.TASK).exclude(status=PlanItem.Status.DROPPED)
    found = tasks.aggregate(all=Count("pk"), done=Count("pk", filter=Q(status="done")))
    numbers = Campaign.objects.filter(pk=item).aggregate(
        titles=Count("titles", distinct=True),
        posts=Count("posts", distinct=True),
        placements=Count("placements", distinct=True),
        comments=Count("item__comments", filter=Q(item__comments__resolved_at=None), distinct=True),
    )
    said = {
        "campaign_titles": numbers["titles"],
        "campaign_channels": numbers["posts"],
        "campaign_screens": numbers["placements"],
        "campaign_talk": numbers["comments"],
    }
    told = {name: str(number) for name, number in said.items() if number}
    if found["all"]:
        told["campaign_tasks"] = f"{found['done']}/{found['all']}"
    return told
