"""A text in a channel: how long it is as people see it, where it is cut off, what a limit may be.

Pure. A character is what people see as one (a grapheme cluster of Unicode, UAX #29): an emoji of a
family is one, a letter with its accent too. Lines count for one character each, however a browser
writes their ends.
"""

import re
from dataclasses import dataclass

from wcwidth import iter_graphemes

TIP = 280
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Fit:
    """A text held against a limit: what is shown, what falls off, and where it is folded."""

    length: int
    limit: int | None
    shown: str  # before the fold, or before the cut when nothing folds
    folded: str  # behind "more"
    cut: str  # what the channel does not take

    @property
    def left(self) -> int | None:
        return None if self.limit is None else self.limit - self.length

    @property
    def is_too_long(self) -> bool:
        return self.limit is not None and self.length > self.limit


def one_way(text: str) -> str:
    """The same text with one kind of line end, and nothing invisible at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def length(text: str) -> int:
    """How many characters people see."""
    return sum(1 for _each in iter_graphemes(one_way(text)))


def fit(text: str, limit: int | None, fold: int = 0) -> Fit:
    """Hold a text against a channel's limit; nobody sees half an emoji."""
    seen = list(iter_graphemes(one_way(text)))
    end = len(seen) if limit is None else min(limit, len(seen))
    # A channel folds at a space where it can, so that no word is broken.
    turn = _at_space(seen, fold) if fold and end > fold else end
    return Fit(
        length=len(seen),
        limit=limit,
        shown="".join(seen[:turn]),
        folded="".join(seen[turn:end]),
        cut="".join(seen[end:]),
    )


def _at_space(seen: list[str], at: int) -> int:
    for place in range(at, max(at - 30, 0), -1):
        if SPACE.fullmatch(seen[place]):
            return place
    return at
