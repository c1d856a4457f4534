"""What can happen to a post. Nothing is posted by itself: people place it and say so."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns import readiness, tip_words
from campaigns.actions import content_versions
from campaigns.models import BookTip, Campaign, ContentVersion, Post, PostVariant
from campaigns.queries import posts as queries
from planning.actions import items
from planning.entries import MARKETING
from planning.models import Channel, Library, PlanItem, User

State = Post.State
What = ContentVersion.What
CHANGEABLE = frozenset(
    {"text", "tip", "title", "shape", "heading", "sentence", "alt", "link"},
)
# What a post is in the year plan.
STATUS = {
    State.CONCEPT: PlanItem.Status.PROPOSED,
    State.AGREED: PlanItem.Status.AGREED,
    State.SCHEDULED: PlanItem.Status.AGREED,
    State.PLACED: PlanItem.Status.DONE,
}


class CannotSchedule(Exception):
    """Something is missing that a post has to have before it goes further; `missing` says what."""

    def __init__(self, missing: list[readiness.Check]) -> None:
        super().__init__(", ".join(each.code for each in missing))
        self.missing = missing


@transaction.atomic
def begin_post(
    library: Library,
    *,
    by: User | None,
    name: str,
    day: date,
    channels: Iterable[Channel],
    campaign: Campaign | None = None,
    tip: BookTip | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Post:
    """A new post on a day, in the plan under its campaign; from a tip with its words."""
    parent = campaign.item if campaign else None
    wanted = {
        "kind": PlanItem.Kind.POST,
        "title": name[:120],
        "starts_on": day,
        "ends_on": day,
        "status": STATUS[State.CONCEPT],
        "parent": parent,
        "target_group": parent.target_group if parent else None,
        "channels": list(channels),
    }
    item = items.create_item(library, by=by, fields=wanted, involved=[(MARKETING, by)])
    given = dict(fields or {})
    if tip is not None:
        given = from_tip(tip) | given
    if campaign is not None:
        given.setdefault("link", campaign.link)
    post = Post.objects.create(library=library, item=item, campaign=campaign, **given)
    content_versions.keep_post(post, What.WRITTEN, by=by)
    return post


@transaction.atomic
def adopt(item: PlanItem, *, by: User | None) -> Post:
    """A post that was put in the plan by hand gets its words; harmless when it has them."""
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    there: Post | None = Post.objects.select_related("item__library").filter(item=item).first()
    if there is not None:
        return there
    campaign = Campaign.objects.filter(pk=item.parent_id).first()
    placed_at = item.changed_at if item.status == PlanItem.Status.DONE else None
    post = Post.objects.create(
        library_id=item.library_id,
        item=item,
        campaign=campaign,
        link=campaign.link if campaign else "",
        state=State.PLACED if placed_at else State.CONCEPT,
        placed_at=placed_at,
    )
    content_versions.keep_post(post, What.WRITTEN, by=by)
    return post


@transaction.atomic
def restore_post(post: Post, *, version: int, by: User | None) -> Post:
    """Make the words of a post again what they were at an older version; its status stays."""
    then = post.versions.get(version=version).content
    names = CHANGEABLE - {"tip"}
    fields = {name: then[name] for name in names}
    fields["tip"] = BookTip.objects.filter(pk=then["tip_id"]).first()
    there = set(Channel.objects.filter(library=post.library_id).values_list("pk", flat=True))
    own = {int(pk): text for pk, text in then["variants"].items() if int(pk) in there}
    now = dict.fromkeys(post.variants.values_list("channel_id", flat=True), "")
    return change_post(post, by=by, fields=fields, variants=now | own)


def from_tip(tip: BookTip) -> dict[str, Any]:
    """What a post takes over from a tip."""
    return {
        "tip": tip,
        "title": tip.title,
        "text": tip_words.as_post(
            book=tip.book,
            author=tip.author,
            text=tip.text,
            lovers_of=tip.for_lovers_of,
            signed=tip.by,
        ),
        "heading": tip.book[:60],
        "sentence": tip_words.one_sentence(tip.text),
    }


@transaction.atomic
def change_post(
    post: Post,
    *,
    by: User | None,
    base: int | None = None,
    fields: Mapping[str, Any],
    variants: Mapping[int, str] | None = None,
) -> Post:
    """Change the words of a post seen at version `base`; `variants` are texts by channel id.

    An empty variant is none: the channel has the text of the post.
    """
    post = _locked(post)
    content_versions.refuse_unseen(post, base)
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise KeyError(*unknown)
    has_changed = any(getattr(post, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(post, name, value)
    if variants is not None:
        has_changed = _write_variants(post, variants) or has_changed
    if not has_changed:
        return post
    return _next(post, What.CHANGED, by=by)


@transaction.atomic
def set_state(post: Post, *, by: User | None, state: str, base: int | None = None) -> Post:
    """Concept, agreed, scheduled or placed; the year plan follows."""
    post = _locked(post)
    content_versions.refuse_unseen(post, base)
    if state == post.state:
        return post
    if missing := readiness.missing(queries.draft_of(post), to=state):
        raise CannotSchedule(missing)
    post.state = State(state)
    is_placed = post.state == State.PLACED
    post.placed_at = timezone.now() if is_placed else None
    post.placed_by = by if is_placed else None
    item = post.item
    items.change_item(item, by=by, base=item.version, fields={"status": STATUS[post.state]})
    return _next(post, What.STATE, by=by)


@transaction.atomic
def move_post(
    post: Post,
    *,
    by: User | None,
    item_base: int,
    name: str,
    day: date,
    at: time | None,
    channels: Iterable[Channel],
) -> Post:
    """Another day, name or other channels: that is the plan's, and keeps its history there."""
    fields = {
        "title": name,
        "starts_on": day,
        "ends_on": day,
        "start_time": at,
        "channels": list(channels),
    }
    items.change_item(post.item, by=by, base=item_base, fields=fields)
    post.refresh_from_db()
    return post


def _write_variants(post: Post, variants: Mapping[int, str]) -> bool:
    """Keep what differs from the text of the post; whether anything changed by it."""
    before = dict(post.variants.values_list("channel_id", "text"))
    wanted = {pk: text for pk, text in variants.items() if text.strip()}
    after = before | wanted
    for pk in variants.keys() - wanted.keys():
        after.pop(pk, None)
    if after == before:
        return False
    post.variants.all().delete()
    PostVariant.objects.bulk_create(
        PostVariant(library_id=post.library_id, post=post, channel_id=pk, text=text)
        for pk, text in sorted(after.items())
    )
    return True


def _locked(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=["self"]).select_related("item")
    row: Post = rows.get(pk=post.pk)
    return row


def _next(post: Post, what: str, *, by: User | None) -> Post:
    post.version += 1
    post.save()
    content_versions.keep_post(post, what, by=by)
    return post
