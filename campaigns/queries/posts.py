"""Posts: which go out when, and how each stands in its channels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from campaigns import channels_text, links
from campaigns.channels_text import Fit
from campaigns.models import Campaign, CampaignTitle, ContentVersion, Post
from campaigns.readiness import Draft
from planning import channel_limits
from planning.models import Channel, Library, PlanItem
from segments.queries import books

SERIES = "berichten"  # the campaign tag of a post that belongs to no campaign


@dataclass(frozen=True)
class InChannel:
    """A post as one channel has it; `pasted` is all of it, the short address included."""

    channel: Channel
    own: str  # a variant; empty: the text of the post
    pasted: str
    fit: Fit
    readable: str
    tagged: str

    @property
    def room(self) -> int | None:
        """How many characters there are for the words, next to the address."""
        limit = self.fit.limit
        return None if limit is None else max(0, limit - len(self.tail))

    @property
    def tail(self) -> str:
        return f"\n\n{self.readable}" if self.readable else ""


def items_of_posts(library: Library, *, campaign: Campaign | None = None) -> "QuerySet[PlanItem]":
    """Lines of the plan that are posts, by day; also those that nobody has opened yet."""
    rows: QuerySet[PlanItem] = PlanItem.objects.filter(
        library=library, kind=PlanItem.Kind.POST, archived_at=None
    )
    if campaign is not None:
        rows = rows.filter(parent=campaign.item)
    rows = rows.select_related("post", "parent").prefetch_related("channels")
    return rows.order_by("starts_on", "start_time", "pk")


def posts(library: Library, *, campaign: Campaign | None = None) -> "QuerySet[Post]":
    """The posts that are not in the bin, by day."""
    rows: QuerySet[Post] = Post.objects.filter(library=library, item__archived_at=None)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    rows = rows.select_related("item", "campaign__item", "tip", "placed_by")
    rows = rows.prefetch_related("item__channels", "variants")
    return rows.order_by("item__starts_on", "item__start_time", "pk")


def written(campaign: Campaign) -> tuple[int, int]:
    """How many posts of a campaign have words, and how many there are."""
    rows = items_of_posts(campaign.library, campaign=campaign)
    told = rows.aggregate(
        all=Count("pk", distinct=True),
        written=Count("pk", distinct=True, filter=Q(post__text__gt="") | Q(post__variants__gt=0)),
    )
    return told["written"], told["all"]


def channels_of(campaign: Campaign) -> list[str]:
    """The channels in which its posts go out, in their order."""
    rows = Channel.objects.filter(library=campaign.library, planitem__parent=campaign.item)
    rows = rows.filter(planitem__kind=PlanItem.Kind.POST, planitem__archived_at=None).distinct()
    return [each.name for each in rows.order_by("position", "name", "pk")]


def in_channels(
    post: Post, *, text: str | None = None, own: Mapping[int, str] | None = None, link: str = ""
) -> list[InChannel]:
    """The text of a post in each of its channels, held against its limit.

    With `text`, `own` and `link` as they are being written, else as they were saved.
    """
    if text is None:
        text, link = post.text, post.link
    if own is None:
        own = {each.channel_id: each.text for each in post.variants.all()}
    campaign = str(post.campaign) if post.campaign else SERIES
    channels = sorted(post.item.channels.all(), key=lambda each: (each.position, each.pk))
    return [_in_channel(each, text, own.get(each.pk, ""), link, campaign) for each in channels]


def _in_channel(channel: Channel, text: str, own: str, link: str, campaign: str) -> InChannel:
    words = channels_text.one_way(own or text)
    readable = links.readable(link)
    is_said = not readable or readable in words
    pasted = words if is_said else f"{words}\n\n{readable}".strip()
    limit = channel_limits.limit_of(channel.name, channel.characters)
    fold = channel_limits.fold_of(channel.name, limit)
    return InChannel(
        channel=channel,
        own=own,
        pasted=pasted,
        fit=channels_text.fit(pasted, limit, fold),
        readable="" if is_said else readable,
        tagged=links.tagged(link, source=channel.name, campaign=campaign),
    )


def draft_of(post: Post) -> Draft:
    """What the checklist looks at."""
    places = in_channels(post)
    return Draft(
        text=post.text or next((each.own for each in places if each.own), ""),
        has_image=bool(post.title or post.heading or post.sentence),
        alt=post.alt,
        link=post.link,
        channels=[each.channel.name for each in places],
        too_long=[each.channel.name for each in places if each.fit.is_too_long],
    )


def titles_for(post: Post) -> list[tuple[int, str]]:
    """The books that can be on its image: those of its campaign, and the one that is on it."""
    numbers = [post.title] if post.title else []
    if post.campaign_id:
        rows = CampaignTitle.objects.filter(campaign=post.campaign_id, title__isnull=False)
        numbers += [each.title or 0 for each in rows.order_by("position", "pk")]
    if not numbers:
        return []
    wanted = list(dict.fromkeys(numbers))
    found, _total = books.books(post.item.library, numbers=wanted, limit=len(wanted))
    names = {book.number: book.name for book in found}
    return [(number, names[number]) for number in wanted if number in names]


@dataclass(frozen=True)
class Reached:
    """A status that a post has come to: by whom and when, where it has."""

    state: str
    label: str
    by: str
    at: datetime | None
    is_now: bool


def way_of(post: Post) -> Sequence[Reached]:
    """Concept, agreed, scheduled, placed: who brought it there last."""
    rows = post.versions.filter(what=ContentVersion.What.STATE).select_related("by")
    last = {each.content["state"]: each for each in rows.order_by("version")}
    first = post.versions.select_related("by").order_by("version").first()
    if first is not None:
        last.setdefault(Post.State.CONCEPT, first)
    reached = list(Post.State.values).index(post.state)
    return [
        Reached(
            state=state,
            label=str(label),
            by=str(last[state].by or "") if state in last and at <= reached else "",
            at=last[state].at if state in last and at <= reached else None,
            is_now=state == post.state,
        )
        for at, (state, label) in enumerate(Post.State.choices)
    ]


def changed_since_agreed(post: Post) -> bool:
    """Whether its words changed after somebody agreed to them."""
    if post.state == Post.State.CONCEPT:
        return False
    rows = post.versions.order_by("-version")
    agreed = [
        each
        for each in rows
        if each.what == ContentVersion.What.STATE and each.content["state"] == Post.State.AGREED
    ]
    changed = next((each for each in rows if each.what == ContentVersion.What.CHANGED), None)
    return bool(agreed and changed and changed.version > agreed[0].version)
