"""A code on a wall and a screen in the library find each other.

What waits is kept in the cache, by who may hang screens alone: a stranger who asks for codes leaves
nothing behind. The address is made when its screen comes for it, and stands nowhere before.
"""

from dataclasses import dataclass

from django.core.cache import cache

from campaigns.actions import screens
from campaigns.models import Screen
from campaigns.pairing import CLAIM_SECONDS
from planning import tenancy

KEY = "pairing:{code}"


@dataclass(frozen=True)
class Waiting:
    """A screen that waits for the browser that shows its code."""

    library: int
    screen: int


def pair(screen: Screen, code: str) -> None:
    """The browser that shows this code is this screen."""
    cache.set(KEY.format(code=code), Waiting(screen.library_id, screen.pk), CLAIM_SECONDS)


def is_paired(code: str) -> bool:
    return cache.get(KEY.format(code=code)) is not None


def claim(code: str) -> str | None:
    """The new secret of the screen that waits for this code; only who comes first gets it."""
    waiting = cache.get(KEY.format(code=code))
    if waiting is None or not cache.delete(KEY.format(code=code)):
        return None
    with tenancy.library_scope(waiting.library):
        screen = Screen.objects.filter(pk=waiting.screen, archived_at=None).first()
        return screens.new_address(screen) if screen else None
