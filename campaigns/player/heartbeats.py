"""That a screen is alive, and what it says it plays."""

from datetime import datetime, timedelta

from django import forms
from django.db.models import Q

from campaigns.models import Screen

APART = timedelta(minutes=1)


class SeenForm(forms.Form):
    """What a player tells with its question; anybody may type it, so nothing else is believed."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$")
    w = forms.IntegerField(min_value=0, max_value=32_000, required=False)
    h = forms.IntegerField(min_value=0, max_value=32_000, required=False)


def note_seen(screen: Screen, *, now: datetime, digest: str, width: int, height: int) -> None:
    """Keep it, at most once a minute: twenty screens must not keep the database writing."""
    if screen.seen_at and now - screen.seen_at < APART:
        return
    rows = Screen.objects.filter(Q(seen_at=None) | Q(seen_at__lte=now - APART), pk=screen.pk)
    rows.update(seen_at=now, seen_digest=digest, seen_width=width, seen_height=height)
