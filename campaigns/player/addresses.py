"""Whose a secret address is, and what that screen was given: the screens' own tables, no more."""

from typing import Any

from django.utils import timezone

from campaigns.models import Programme, Screen, ScreenAddress
from planning.actions.feeds import digest_of

TOKEN_LENGTH = 43  # 256 bits as token_urlsafe() writes them


def address_of(token: str) -> ScreenAddress | None:
    """Which library and screen a secret belongs to; asked before any scope is open."""
    if len(token) != TOKEN_LENGTH:
        return None
    return ScreenAddress.objects.filter(digest=digest_of(token)).first()


def screen_of(address: ScreenAddress) -> Screen | None:
    """The screen, with what it was given, if it still hangs; within the scope."""
    rows = Screen.objects.filter(library=address.library_id, pk=address.screen_id, archived_at=None)
    found: Screen | None = rows.select_related("programme", "library", "branch").first()
    return found


def programme_of(screen: Screen) -> Programme:
    """What it was given last; before anything was made, nothing to play."""
    known: Programme | None = getattr(screen, "programme", None)
    if known:
        return known
    public: dict[str, Any] = {
        "library": screen.library.name,
        "screen": screen.name,
        "branch": screen.branch.name,
        "orientation": screen.orientation,
        "hours": [],
        "open": None,
        "until": 0,
        "slides": [],
    }
    made = {"public": public, "pictures": {}, "pieces": [], "held": []}
    return Programme(screen=screen, content=made, digest="0" * 64, made_at=timezone.now())
