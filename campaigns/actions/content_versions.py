"""Keeping what a tip or a post was, beside what it is."""

from typing import Any

from campaigns.models import BookTip, ContentVersion, Post
from planning.models import User

TIP_FIELDS = ("title", "book", "author", "text", "for_lovers_of", "target_group_id", "by")
POST_FIELDS = (
    *("text", "state", "tip_id", "title", "shape", "heading", "sentence", "alt", "link"),
    "campaign_id",
)


class ChangedMeanwhile(Exception):
    """Somebody else changed it since it was on the screen; `by` says who."""

    def __init__(self, by: str = "") -> None:
        super().__init__(by)
        self.by = by


def refuse_unseen(row: BookTip | Post, base: int | None) -> None:
    """Stop when somebody saw an older version than there is: ChangedMeanwhile."""
    if base is None or base >= row.version:
        return
    last = row.versions.select_related("by").order_by("-version").first()
    raise ChangedMeanwhile(str(last.by) if last and last.by else "")


def keep_tip(tip: BookTip, what: str, *, by: User | None, why: str = "") -> None:
    """Write down the version that a tip has now."""
    content = {name: getattr(tip, name) for name in TIP_FIELDS}
    ContentVersion.objects.create(
        library_id=tip.library_id,
        tip=tip,
        version=tip.version,
        what=what,
        content=content,
        why=why,
        by=by,
    )


def keep_post(post: Post, what: str, *, by: User | None, why: str = "") -> None:
    """Write down the version that a post has now, with the text of each channel."""
    content: dict[str, Any] = {name: getattr(post, name) for name in POST_FIELDS}
    variants = post.variants.order_by("channel")
    content["variants"] = {str(each.channel_id): each.text for each in variants}
    ContentVersion.objects.create(
        library_id=post.library_id,
        post=post,
        version=post.version,
        what=what,
        content=content,
        why=why,
        by=by,
    )
