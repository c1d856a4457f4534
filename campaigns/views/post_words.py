"""A post in words: its checklist, what comes next, its alt text, what it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns import readiness
from campaigns.models import BookTip, Post
from campaigns.readiness import Check, Draft

MOST_TIPS = 30
State = Post.State
CHECKS: Mapping[str, str | Promise] = {
    "channel": gettext_lazy("a channel has been chosen"),
    "text": gettext_lazy("there is a text"),
    "fits": gettext_lazy("the text fits each channel"),
    "alt": gettext_lazy("the image has an alt text"),
    "link": gettext_lazy("there is an address where readers find more"),
}
LACKING: Mapping[str, str | Promise] = {
    "channel": gettext_lazy("a channel"),
    "text": gettext_lazy("a text"),
    "fits": gettext_lazy("a text that fits each channel"),
    "alt": gettext_lazy("an alt text for the image"),
}
# What somebody can make of it from here, the most likely first.
NEXT: Mapping[str, Sequence[tuple[str, str | Promise]]] = {
    State.CONCEPT: [
        (State.AGREED, pgettext_lazy("post", "Agree")),
        (State.SCHEDULED, gettext_lazy("It is scheduled")),
    ],
    State.AGREED: [
        (State.SCHEDULED, gettext_lazy("It is scheduled")),
        (State.PLACED, gettext_lazy("It has been placed")),
        (State.CONCEPT, gettext_lazy("Back to concept")),
    ],
    State.SCHEDULED: [
        (State.PLACED, gettext_lazy("It has been placed")),
        (State.AGREED, gettext_lazy("Not scheduled after all")),
    ],
    State.PLACED: [(State.SCHEDULED, gettext_lazy("Not placed after all"))],
}


@dataclass(frozen=True)
class Next:
    state: str
    label: str | Promise
    is_first: bool


def next_states(state: str) -> list[Next]:
    return [Next(each, label, at == 0) for at, (each, label) in enumerate(NEXT[State(state)])]


@dataclass(frozen=True)
class Line:
    """A line of the checklist in words, and where to mend it."""

    text: str
    is_done: bool
    is_needed: bool
    anchor: str


ANCHORS = {"text": "id_text", "alt": "id_alt", "link": "id_link", "fits": "previews"}


def checklist(checks: Sequence[Check], post: Post) -> list[Line]:
    when = reverse("campaigns:post_when", args=[post.pk])
    return [
        Line(
            text=f"{CHECKS[each.code]}{f': {each.said}' if each.said else ''}",
            is_done=each.is_done,
            is_needed=each.is_needed,
            anchor=when if each.code == "channel" else f"#{ANCHORS[each.code]}",
        )
        for each in checks
    ]


def refused(draft: Draft, to: str) -> str:
    """Why it cannot be brought to a status yet, in one line; empty where it can."""
    lacking = ", ".join(str(LACKING[each.code]) for each in readiness.missing(draft, to=to))
    return _("Not yet. Still lacking: %(missing)s.") % {"missing": lacking} if lacking else ""


def image_of(post: Post) -> str:
    """The address of its image; it changes with each version, so that no old one is shown."""
    address = reverse("campaigns:post_image", args=[post.pk, post.shape])
    return f"{address}?v={post.version}"


def suggested_alt(post: Post, name: str, author: str) -> str:
    """What is to be seen, as far as we know; people know it better."""
    parts = []
    if name and author:
        parts.append(_("Cover of “%(book)s” by %(author)s.") % {"book": name, "author": author})
    elif name:
        parts.append(_("Cover of “%(book)s”.") % {"book": name})
    words = " ".join(filter(None, [_sentence(post.heading), post.sentence]))
    if words:
        parts.append(_("In words: %(words)s") % {"words": words})
    return " ".join(parts)[:300]


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…" else f"{text}."


def tips_first(live: Sequence[BookTip], post: Post) -> list[BookTip]:
    """Live tips, those of its campaign and group in front."""
    group = post.campaign.item.target_group_id if post.campaign else None

    def place(tip: BookTip) -> tuple[bool, bool]:
        is_ours = post.campaign_id is not None and tip.campaign_id == post.campaign_id
        return (not is_ours, group is None or tip.target_group_id != group)

    return sorted(live, key=place)[:MOST_TIPS]


@dataclass(frozen=True)
class VersionLine:
    version: int
    what: str
    by: str
    at: datetime
    text: str
    is_now: bool


def versions(post: Post) -> list[VersionLine]:
    """What happened to it, the newest first; with the text that it had where that differs."""
    labels = dict(State.choices)
    rows = post.versions.select_related("by").order_by("-version")
    return [
        VersionLine(
            version=each.version,
            what=str(labels[each.content["state"]])
            if each.what == each.What.STATE
            else str(each.get_what_display()),
            by=str(each.by or ""),
            at=each.at,
            text=each.content["text"] if each.content["text"] != post.text else "",
            is_now=each.version == post.version,
        )
        for each in rows
    ]
