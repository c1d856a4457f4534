"""A campaign as somebody reads it who is asked for a word: what readers will see, and its means.

Books by their names alone. What is known of readers, who works on it and what people say to each
other is not in it, so that a guest can read it whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.models import Campaign, Post
from campaigns.queries import campaign_titles, posts
from planning import wording


@dataclass(frozen=True)
class PostRead:
    """A post: its text once, and where a channel has its own."""

    post: Post
    channels: Sequence[str]
    own: Sequence[tuple[str, str]]  # channel and text
    has_image: bool


@dataclass(frozen=True)
class TitleRead:
    name: str
    author: str


@dataclass(frozen=True)
class AsRead:
    campaign: Campaign
    when: str
    weeks: str
    branches: Sequence[str]
    channels: Sequence[str]
    posts: Sequence[PostRead]
    titles: Sequence[TitleRead]


def as_read(campaign: Campaign) -> AsRead:
    """All of it; as many queries whatever the number of posts and titles."""
    item = campaign.item
    return AsRead(
        campaign=campaign,
        when=wording.period_in_words(item.starts_on, item.ends_on),
        weeks=wording.weeks_in_words(item.starts_on, item.ends_on),
        branches=[each.name for each in item.branches.order_by("name", "pk")],
        channels=[each.name for each in item.channels.order_by("position", "name", "pk")],
        posts=[_read(each) for each in posts.posts(campaign.library, campaign=campaign)],
        titles=titles_of(campaign),
    )


def titles_of(campaign: Campaign) -> list[TitleRead]:
    """The books in their order, by name and author."""
    rows = list(campaign_titles.in_order(campaign))
    known = campaign_titles.known_books(
        campaign.library, [each.title for each in rows if each.title]
    )
    found = []
    for row in rows:
        book = known.get(row.title or 0)
        name = book.name if book else row.name
        if name:
            found.append(TitleRead(name, book.writer if book else ""))
    return found


def _read(post: Post) -> PostRead:
    channels = sorted(post.item.channels.all(), key=lambda each: (each.position, each.pk))
    variants = {each.channel_id: each.text for each in post.variants.all()}
    return PostRead(
        post=post,
        channels=[each.name for each in channels],
        own=[(each.name, variants[each.pk]) for each in channels if each.pk in variants],
        has_image=bool(post.title or post.heading or post.sentence),
    )
