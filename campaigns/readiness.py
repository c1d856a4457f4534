"""What a post has to have before it can go out. Pure: values in, a list of checks out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One line of the checklist; `is_needed` ones stand between a post and being scheduled."""

    code: str
    is_done: bool
    is_needed: bool = True
    said: str = ""  # of which channel


@dataclass(frozen=True)
class Draft:
    """A post as far as the checklist looks at it."""

    text: str
    has_image: bool
    alt: str
    link: str
    channels: Sequence[str]
    too_long: Sequence[str]  # names of channels that do not take its text


def checks(draft: Draft) -> list[Check]:
    """The checklist, in the order in which somebody makes a post."""
    found = [
        Check("channel", bool(draft.channels)),
        Check("text", bool(draft.text.strip())),
        Check("fits", not draft.too_long, said=", ".join(draft.too_long)),
    ]
    if draft.has_image:
        found.append(Check("alt", bool(draft.alt.strip())))
    found.append(Check("link", bool(draft.link), is_needed=False))
    return found


def missing(draft: Draft, *, to: str = "scheduled") -> list[Check]:
    """What still stands between this post and a status: words to agree to, and all to go out."""
    lacking = [each for each in checks(draft) if each.is_needed and not each.is_done]
    if to == "agreed":
        return [each for each in lacking if each.code == "text"]
    return lacking if to in ("scheduled", "placed") else []
