"""A campaign once more: in another year with its days moved, or for another target group."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from campaigns import core
from campaigns.actions import campaigns, posts, tasks
from campaigns.models import Campaign, CampaignTitle, Post, PostVariant
from planning.models import Channel, Display, Membership, PlanItem, TargetGroup, User

Kind, Status = PlanItem.Kind, PlanItem.Status
Who = tuple[str, User | None]
OF_ITEM = ("title", "notes", "place", "hours_collection", "hours_marketing", "hours_programming")
OF_POST = ("text", "shape", "heading", "sentence", "alt", "link", "title")


class CannotCopy(Exception):
    """The target group of the campaign is not in use any more: say for whom the copy is."""


@transaction.atomic
def copy_campaign(
    source: Campaign,
    *,
    by: User | None,
    starts_on: date,
    target_group: TargetGroup | None = None,
    title: str = "",
    status: str = Status.PROPOSED,
) -> Campaign:
    """The same message, titles, tasks and posts from another day on; posts are concepts again.

    Its titles are not judged anew and it is on no screen yet. Who is in it is in the copy from now.
    """
    item = source.item
    group = target_group or item.target_group
    if group is None or group.archived_at is not None:
        raise CannotCopy(str(source))
    kept = {name: getattr(item, name) for name in (*OF_ITEM, "euros")}
    fields: dict[str, Any] = kept | {
        "title": title or item.title,
        "starts_on": starts_on,
        "ends_on": starts_on + (item.ends_on - item.starts_on),
        "target_group": group,
        "status": status,
        "branches": item.branches.all(),
        "channels": item.channels.filter(archived_at=None),
        "display": _in_use(item.display),
    }
    made = campaigns.begin(
        source.library,
        by=by,
        fields=fields,
        involved=_still_here(source),
        start=Campaign.Start.COPY,
    )
    fill(made, source, by=by)
    return made


@transaction.atomic
def fill(campaign: Campaign, source: Campaign, *, by: User | None) -> None:
    """Give a campaign that says nothing yet what another one said and did, its days moved along."""
    shift = campaign.item.starts_on - source.item.starts_on
    for name in core.FIELDS:
        setattr(campaign, name, getattr(source, name))
    if source.goal_on:
        campaign.goal_on = source.goal_on + shift
    campaign.copied_from = source
    campaign.save(update_fields=[*core.FIELDS, "copied_from"])
    _copy_titles(campaign, source, by=by)
    _copy_tasks(campaign, source, shift, by=by)
    _copy_posts(campaign, source, shift, by=by)


def is_blank(campaign: Campaign) -> bool:
    """Whether nobody wrote anything in its workspace yet."""
    said = any(getattr(campaign, name) not in ("", None) for name in core.FIELDS)
    return not said and campaign.copied_from_id is None and not campaign.titles.exists()


def last_years(item: PlanItem) -> Campaign | None:
    """The campaign of a year before with the same name, of which an item of the plan is a copy."""
    rows = Campaign.objects.filter(
        library=item.library_id,
        item__title__iexact=item.title,
        item__archived_at=None,
        item__starts_on__gte=item.starts_on - timedelta(days=400),
        item__starts_on__lte=item.starts_on - timedelta(days=250),
    )
    found: Campaign | None = rows.select_related("item").order_by("-item__starts_on").first()
    return found


def _still_here(source: Campaign) -> list[Who]:
    """Its disciplines, and the people of them who still work here."""
    members = Membership.objects.accepted().filter(library=source.library_id, user__is_active=True)
    here = set(members.values_list("user", flat=True))
    rows = source.item.involvements.select_related("person").order_by("joined_at", "pk")
    named: list[Who] = [(each.discipline, each.person) for each in rows if each.person_id in here]
    present = {discipline for discipline, _person in named}
    nameless = dict.fromkeys(each.discipline for each in rows if each.discipline not in present)
    return [*named, *((discipline, None) for discipline in nameless)]


def _in_use(display: Display | None) -> Display | None:
    return display if display and display.archived_at is None else None


def _copy_titles(campaign: Campaign, source: Campaign, *, by: User | None) -> None:
    # Without the reasons: they told of the figures of then.
    CampaignTitle.objects.bulk_create(
        CampaignTitle(
            library_id=campaign.library_id,
            campaign=campaign,
            title=each.title,
            name=each.name,
            isbn=each.isbn,
            note=each.note,
            position=each.position,
            added_by=by,
        )
        for each in source.titles.order_by("position", "pk")
    )


def _copy_tasks(campaign: Campaign, source: Campaign, shift: timedelta, *, by: User | None) -> None:
    here, there = dict(_still_here(source)), _titles_under(campaign, Kind.TASK)
    rows = PlanItem.objects.filter(parent=source.item_id, kind=Kind.TASK).current()
    rows = rows.exclude(title__in=there)
    for task in rows.exclude(status=Status.DROPPED).with_everything().order_by("ends_on", "pk"):
        tasks.add_task(
            campaign,
            by=by,
            title=task.title,
            day=task.ends_on + shift,
            who=_whose(task, here),
            notes=task.notes,
        )


def _titles_under(campaign: Campaign, kind: str) -> list[str]:
    """What came along already when the plan of the year was copied."""
    rows = PlanItem.objects.filter(parent=campaign.item_id, kind=kind).current()
    return list(rows.values_list("title", flat=True))


def _whose(task: PlanItem, here: dict[str, User | None]) -> Who:
    """Of who had it when still here, else of the discipline."""
    rows: Iterable[Any] = task.involvements.all()
    first = next(iter(rows), None)
    if first is None:
        return "collection", None
    is_here = any(person and person.pk == first.person_id for person in here.values())
    return first.discipline, first.person if is_here else None


def _copy_posts(campaign: Campaign, source: Campaign, shift: timedelta, *, by: User | None) -> None:
    there = _titles_under(campaign, Kind.POST)
    rows = Post.objects.filter(campaign=source, item__archived_at=None)
    rows = rows.exclude(item__title__in=there)
    for post in rows.select_related("item", "tip").order_by("item__starts_on", "pk"):
        fields = {name: getattr(post, name) for name in OF_POST}
        if post.tip and post.tip.taken_back_at is None:
            fields["tip"] = post.tip
        copy = posts.begin_post(
            campaign.library,
            by=by,
            name=post.item.title,
            day=post.item.starts_on + shift,
            channels=Channel.objects.filter(archived_at=None, planitem=post.item),
            campaign=campaign,
            fields=fields,
        )
        PostVariant.objects.bulk_create(
            PostVariant(
                library_id=campaign.library_id, post=copy, channel=each.channel, text=each.text
            )
            for each in post.variants.filter(channel__archived_at=None).select_related("channel")
        )
