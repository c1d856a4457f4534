"""Where a figure of a segment leads to."""

from django.urls import NoReverseMatch, reverse

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


def there(name: str, *args: object) -> str:
    """The address of a page; empty while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
