"""Screens on this week's list: those that say nothing while their branch is open."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from campaigns.queries import screens as queries
from config.points import Point
from planning.entries import OTHER
from planning.models import Library


def silent_screens(library: Library, today: date) -> Iterator[Point]:
    """One point for each of them; put aside, it comes back when it was seen in the meantime."""
    now = timezone.now()
    for screen in queries.silent(library, now):
        seen_at = screen.seen_at or now
        yield Point(
            key=f"screen:{screen.pk}:{seen_at:%Y%m%d%H}",
            due=today,
            title=_("The screen %(name)s says nothing") % {"name": screen},
            text=_("Last seen %(since)s ago. Is it on, and is its browser open?")
            % {"since": timesince(seen_at, now)},
            url=reverse("campaigns:screen", args=[screen.slug]),
            action=_("Look at the screen"),
            lane=OTHER,
        )
