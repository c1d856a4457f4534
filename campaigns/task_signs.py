"""What already shows that a task of a checklist has been done. Pure.

Nobody's task is ticked by itself: to have chosen titles is not to be satisfied with them. What can
be seen is said beside the task, with a button that ticks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from campaigns import starts
from campaigns.starts import Step


@dataclass(frozen=True)
class Seen:
    """How much there is in a campaign of what tasks are about."""

    titles: int = 0
    tips: int = 0
    posts: int = 0
    posts_written: int = 0
    placements: int = 0


def sign(title: str, seen: Seen) -> str:
    """Why a task of this name seems to be done, in a sentence; empty where nothing shows it."""
    step = _steps().get(title)
    if step is None:
        return ""
    count = {
        "titles": seen.titles,
        "tips": seen.tips,
        # As long as one of them is empty they have not been written.
        "posts": seen.posts_written if seen.posts_written == seen.posts else 0,
        "screens": seen.placements,
    }.get(step.seen_by, 0)
    return _said(step.seen_by, count) if count and count >= step.least else ""


def _said(seen_by: str, count: int) -> str:
    if seen_by == "titles":
        said = ngettext("%(count)d title is chosen.", "%(count)d titles are chosen.", count)
    elif seen_by == "tips":
        said = ngettext("%(count)d tip is written.", "%(count)d tips are written.", count)
    elif seen_by == "posts":
        said = ngettext("%(count)d post has its text.", "%(count)d posts have their text.", count)
    else:
        said = ngettext(
            "It has its place on %(count)d screen.", "It has its place on %(count)d screens.", count
        )
    return said % {"count": count}


@lru_cache(maxsize=1)
def _steps() -> Mapping[str, Step]:
    """The steps that can be seen, by their name in each language: a task keeps the one it got."""
    steps = [each for made in starts.TEMPLATES.values() for each in made.steps if each.seen_by]
    found: dict[str, Step] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(step.title): step for step in steps}
    return found
