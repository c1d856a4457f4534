"""Which campaigns there are, how far each is, and how much stands in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from campaigns.models import BookTip, Campaign, CampaignCount, CampaignTitle
from campaigns.phases import Phase, phase
from campaigns.queries import reviewing
from campaigns.queries.reviewing import Standing
from planning.entries import COLLECTION, MARKETING, Entry, Joined
from planning.models import Comment, Library, PlanItem
from planning.queries import plan

Kind, Status = PlanItem.Kind, PlanItem.Status
OPEN = (Status.PROPOSED, Status.AGREED)


@dataclass(frozen=True)
class Counts:
    """How much there is of everything that makes a campaign."""

    titles: int = 0
    tips: int = 0
    posts: int = 0
    placements: int = 0
    tasks: int = 0
    tasks_done: int = 0
    tasks_late: int = 0
    comments: int = 0  # that nobody settled yet
    counted: int = 0  # by hand while it runs, of what its goal is about
    copies: int = 0


@dataclass(frozen=True)
class Line:
    """A campaign with everything around it; `campaign` is None until its workspace is opened."""

    item: PlanItem
    campaign: Campaign | None
    entry: Entry
    phase: Phase
    standing: Standing = field(default_factory=Standing)
    counts: Counts = field(default_factory=Counts)


def items(library: Library) -> Any:
    """Everything that is in the plan as a campaign, workspace or not, with all a line needs."""
    found = PlanItem.objects.filter(library=library, kind=Kind.CAMPAIGN).current()
    return found.with_everything().select_related("target_group", "campaign")


def lines(found: Iterable[PlanItem], *, today: date) -> list[Line]:
    """Each with its counts and its review; as many queries for many as for one."""
    rows = list(found)
    counts = counted([item.pk for item in rows], today=today)
    opened = [campaign for item in rows if (campaign := _campaign(item))]
    standings = reviewing.standings(opened) if opened else {}
    return [
        Line(
            item=item,
            campaign=_campaign(item),
            entry=entry,
            phase=phase(_campaign(item) or Campaign(item=item), today),
            standing=standings.get(item.pk, Standing()),
            counts=counts.get(item.pk, Counts()),
        )
        for item, entry in zip(rows, plan.entries(rows), strict=True)
    ]


def line(campaign: Campaign, *, today: date) -> Line:
    """The line of one campaign, whose item was read with everything."""
    campaign.item.campaign = campaign
    return lines([campaign.item], today=today)[0]


def people(entry: Entry) -> list[tuple[str, list[Joined]]]:
    """Who is in it of collection and of marketing, the first one first; nobody: an empty list."""
    return [
        (each, [joined for joined in entry.joined if joined.discipline == each])
        for each in (COLLECTION, MARKETING)
    ]


def counted(keys: Sequence[int], *, today: date) -> dict[int, Counts]:
    """How much there is of everything, by number of campaign; six queries."""
    found: dict[int, dict[str, int]] = {key: {} for key in keys}
    for row in _children(keys, today):
        found[row.pop("parent")] |= row
    titles = CampaignTitle.objects.filter(campaign__in=keys)
    tips = BookTip.objects.filter(campaign__in=keys, taken_back_at=None)
    comments = Comment.objects.filter(item__in=keys, resolved_at=None)
    copies = Campaign.objects.filter(copied_from__in=keys, item__archived_at=None)
    for name, rows, key in (
        ("titles", titles, "campaign"),
        ("tips", tips, "campaign"),
        ("comments", comments, "item"),
        ("copies", copies, "copied_from"),
    ):
        numbers = rows.values(key).annotate(number=Count("pk")).order_by(key)
        for pk, number in numbers.values_list(key, "number"):
            found[pk][name] = number
    hand = CampaignCount.objects.filter(campaign__in=keys, phase=CampaignCount.Phase.DURING)
    sums = hand.values("campaign", "campaign__goal", "what").annotate(number=Sum("number"))
    for total in sums.order_by("campaign", "what"):
        if total["what"] == total["campaign__goal"]:
            found[total["campaign"]]["counted"] = total["number"]
    return {key: Counts(**numbers) for key, numbers in found.items()}


def with_titles(keys: Sequence[int]) -> set[int]:
    """Those of these campaigns that have a title."""
    rows = CampaignTitle.objects.filter(campaign__in=keys).order_by("campaign")
    return set(rows.values_list("campaign", flat=True).distinct())


def with_tips(keys: Sequence[int]) -> set[int]:
    """Those of these campaigns that have a tip which was not taken back."""
    rows = BookTip.objects.filter(campaign__in=keys, taken_back_at=None).order_by("campaign")
    return {key for key in rows.values_list("campaign", flat=True).distinct() if key}


def _children(keys: Sequence[int], today: date) -> list[dict[str, int]]:
    task = Q(kind=Kind.TASK) & ~Q(status=Status.DROPPED)
    late = Q(kind=Kind.TASK, status__in=OPEN, ends_on__lt=today)
    rows = PlanItem.objects.filter(parent__in=keys).current().values("parent")
    numbers = rows.annotate(
        tasks=Count("pk", filter=task),
        tasks_done=Count("pk", filter=Q(kind=Kind.TASK, status=Status.DONE)),
        tasks_late=Count("pk", filter=late),
        posts=Count("pk", filter=Q(kind=Kind.POST)),
        placements=Count("pk", filter=Q(kind=Kind.PLACEMENT)),
    )
    return list(numbers.order_by("parent"))


def _campaign(item: PlanItem) -> Campaign | None:
    found: Campaign | None = getattr(item, "campaign", None)
    return found
