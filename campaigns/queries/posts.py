"""Posts: which go out when, and how each stands in its channels."""

from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns import channels_text
from campaigns.channels_text import Fit
from campaigns.models import Campaign, Post
from campaigns.readiness import Draft
from planning.models import Channel, Library


@dataclass(frozen=True)
class InChannel:
    """A post as one channel has it."""

    channel: Channel
    text: str
    is_own: bool  # a variant, and not the text of the post
    fit: Fit


def posts(library: Library, *, campaign: Campaign | None = None) -> "QuerySet[Post]":
    """The posts that are not in the bin, by day."""
    rows: QuerySet[Post] = Post.objects.filter(library=library, item__archived_at=None)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    rows = rows.select_related("item", "campaign__item", "tip", "placed_by")
    rows = rows.prefetch_related("item__channels", "variants")
    return rows.order_by("item__starts_on", "item__start_time", "pk")


def in_channels(post: Post) -> list[InChannel]:
    """The text of a post in each of its channels, held against its limit."""
    own = {each.channel_id: each.text for each in post.variants.all()}
    channels = sorted(post.item.channels.all(), key=lambda each: (each.position, each.pk))
    return [
        InChannel(
            channel=each,
            text=own.get(each.pk, post.text),
            is_own=each.pk in own,
            fit=channels_text.fit(
                own.get(each.pk, post.text),
                each.characters,
                channels_text.fold_of(each.name, each.characters),
            ),
        )
        for each in channels
    ]


def draft_of(post: Post) -> Draft:
    """What the checklist looks at."""
    places = in_channels(post)
    return Draft(
        text=post.text or next((each.text for each in places if each.text), ""),
        has_image=bool(post.title or post.heading or post.sentence),
        alt=post.alt,
        link=post.link,
        channels=[each.channel.name for each in places],
        too_long=[each.channel.name for each in places if each.fit.is_too_long],
    )
