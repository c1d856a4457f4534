"""What of a campaign a word is about, beside its line in the plan, written down and compared. Pure.

Days, target group, euros, branches and channels stand in the plan item. Here are the message, its
address, and what is told in posts. Which books are in it, who does it, and how far a post is are
no matter of agreement; a book on the image of a post is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Campaign, Post
from planning.wording import Difference

Content = Mapping[str, Any]
WORDS = 30  # so much of a text says which post it is


def written(campaign: Campaign | None, posts: Sequence[Post]) -> dict[str, Any]:
    """As a review keeps it; without content yet it is that of an empty campaign."""
    return {
        "message": campaign.message if campaign else "",
        "link": campaign.link if campaign else "",
        "posts": [
            post(each) for each in sorted(posts, key=lambda each: each.pk) if _says_something(each)
        ],
    }


def _says_something(one: Post) -> bool:
    """A line of the plan that somebody opened and in which nothing stands is no post yet."""
    words = (one.text, one.link, one.heading, one.sentence, one.title)
    return any(words) or any(each.text for each in one.variants.all())


def post(one: Post) -> dict[str, Any]:
    """The text of a post, of each channel that has its own, and what its image is made of."""
    variants = sorted(one.variants.all(), key=lambda each: each.channel_id)
    return {
        "post": one.pk,
        "text": one.text,
        "variants": [[each.channel_id, each.text] for each in variants],
        "link": one.link,
        "image": [one.shape, one.heading, one.sentence, one.alt, one.title],
    }


def differences(before: Content, after: Content) -> list[Difference]:
    """What became different, in words."""
    found = [
        Difference(label, before[name] or "–", after[name] or "–")
        for name, label in (("message", _("Message")), ("link", _("Address with more")))
        if before[name] != after[name]
    ]
    was = {each["post"]: each for each in before["posts"]}
    became = {each["post"]: each for each in after["posts"]}
    for number in sorted({*was, *became}):
        found += _of_post(was.get(number), became.get(number))
    return found


def _of_post(was: Content | None, became: Content | None) -> list[Difference]:
    if was is None or became is None:
        label = _("Post added") if was is None else _("Post taken away")
        return [Difference(label, _text(was), _text(became))]
    name = Truncator(became["text"] or was["text"]).chars(WORDS) or "…"
    return [
        Difference(str(label) % {"post": name}, say(was[field]), say(became[field]))
        for field, label, say in _FIELDS
        if was[field] != became[field]
    ]


def _text(one: Content | None) -> str:
    return (one["text"] or "…") if one else "–"


def _plain(text: str) -> str:
    return text or "–"


def _variants(rows: list[list[Any]]) -> str:
    return " / ".join(text for _channel, text in rows) or "–"


def _image(parts: list[Any]) -> str:
    shape, *words, title = parts
    said = [str(dict(Post.Shape.choices).get(shape, shape)), *words]
    if title:
        said.append(_("with book %(number)s") % {"number": title})
    return ", ".join(filter(None, said))


_FIELDS: list[tuple[str, str | Promise, Callable[[Any], str]]] = [
    ("text", gettext_lazy("Post “%(post)s”, text"), _plain),
    ("variants", gettext_lazy("Post “%(post)s”, text of a channel"), _variants),
    ("link", gettext_lazy("Post “%(post)s”, address"), _plain),
    ("image", gettext_lazy("Post “%(post)s”, image"), _image),
]
