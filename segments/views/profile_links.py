"""Where a figure of a segment leads to: the titles behind it, else its cell in the explorer."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from segments.forms.profile import Asked
from segments.queries.names import Entry
from segments.views.explorer_matrix import panel_of


def titles(asked: Asked, *, segment: Entry, genre: Entry | None = None, branch: str = "") -> str:
    """The titles behind a figure."""
    query = {
        "segment": segment.code,
        "genre": genre.code if genre else "",
        "branch": branch,
        "readers": asked.readers,
        "year": str(asked.period.year),
    }
    try:
        address = reverse("segments:titles")
    except NoReverseMatch:
        return explorer(asked, segment=segment, genre=genre, branch=branch)
    return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"


def explorer(asked: Asked, *, segment: Entry, genre: Entry | None = None, branch: str = "") -> str:
    """The same figure among those of all segments."""
    query = {"readers": asked.readers, "period": str(asked.period)}
    query |= {"branch": branch} if branch else {}
    panel = panel_of(segment.code, genre.position) if genre else panel_of(segment.code, -1)
    return f"{reverse('segments:explorer')}?{urlencode(query)}&panel={panel}"


def there(name: str, *args: object) -> str:
    """The address of a page; empty while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
