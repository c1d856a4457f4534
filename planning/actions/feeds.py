"""Secret addresses of agendas: made, shown once, taken back."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from planning.models import AccessToken, CalendarFeed, Library, SavedView, User

TOKEN_BYTES = 32  # 256 bits


def digest_of(token: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_feed(
    library: Library,
    *,
    owner: User,
    kind: str,
    discipline: str = "",
    view: SavedView | None = None,
) -> tuple[CalendarFeed, str]:
    """A new agenda and the secret of its address, which nobody can look up later."""
    feed = CalendarFeed.objects.create(
        library=library, owner=owner, kind=kind, discipline=discipline, view=view
    )
    return feed, _new_token(feed)


@transaction.atomic
def renew_feed(feed: CalendarFeed) -> str:
    """A new secret for the same agenda; the old address stops at once."""
    AccessToken.objects.filter(library=feed.library_id, feed_id=feed.pk).delete()
    return _new_token(feed)


@transaction.atomic
def revoke_feed(feed: CalendarFeed) -> None:
    """The address leads nowhere from now on."""
    AccessToken.objects.filter(library=feed.library_id, feed_id=feed.pk).delete()
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now())


def note_reading(feed: CalendarFeed) -> None:
    """So that people see whether their agenda still looks here."""
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())


def _new_token(feed: CalendarFeed) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    AccessToken.objects.create(digest=digest_of(token), library_id=feed.library_id, feed_id=feed.pk)
    return token
