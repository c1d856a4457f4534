"""How long a text may be in channels that libraries have, by what they are called. Pure.

What a channel takes, and after how many characters it folds a text behind "more" on a phone. Where
the numbers come from stands in DECISIONS.md; they change, so a library can say its own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Usual:
    """`limit` is the longest text; `fold`, when not 0, what is seen before "more"."""

    limit: int
    fold: int = 0


KNOWN = {
    "instagram": Usual(2200, 125),
    "facebook": Usual(63206, 125),
    "linkedin": Usual(3000, 140),
    "bluesky": Usual(300),
    "mastodon": Usual(500),
    "threads": Usual(500),
    "tiktok": Usual(4000, 80),
    "whatsapp": Usual(1024),
    "sms": Usual(160),
    "nieuwsbrief": Usual(600),
    "newsletter": Usual(600),
    "scherm": Usual(160),
    "screen": Usual(160),
}


def usual(name: str) -> Usual | None:
    """The limits of a channel by its name; none for one that nobody knows."""
    lowered = name.casefold()
    return next((limits for known, limits in KNOWN.items() if known in lowered), None)


def limit_of(name: str, own: int | None) -> int | None:
    """The library's own limit, else the usual one, else none."""
    if own:
        return own
    known = usual(name)
    return known.limit if known else None


def fold_of(name: str, limit: int | None) -> int:
    """After how many characters a channel folds; never after its own limit."""
    known = usual(name)
    if known is None or (limit is not None and known.fold >= limit):
        return 0
    return known.fold
