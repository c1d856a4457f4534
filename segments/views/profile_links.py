"""Where a figure of a segment leads to."""

from segments.forms.profile import Asked
from segments.queries.names import Entry
from segments.views import onward
from segments.views.onward import About


def titles(asked: Asked, *, segment: Entry, genre: Entry | None = None, branch: str = "") -> str:
    """The titles behind a figure."""
    return onward.titles(About(asked.readers, str(asked.period), segment, genre, branch))


def target_group(segment: Entry, *, why: str) -> str:
    """A new target group of this segment, filled in with what is known."""
    return onward.target_group(About(segment=segment), why=why)
