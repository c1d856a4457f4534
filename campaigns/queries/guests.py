"""Whose a guest's address is, and which addresses a question has."""

from collections.abc import Iterable
from datetime import datetime

from campaigns.models import GuestAddress, GuestLink
from planning.actions.feeds import digest_of
from planning.models import Review


def address_of(token: str) -> GuestAddress | None:
    """Which library a secret belongs to; asked before any scope is open."""
    rows = GuestAddress.objects.filter(digest=digest_of(token)).select_related("library")
    return rows.first()


def link_of(address: GuestAddress, *, now: datetime) -> GuestLink | None:
    """The link, within the scope, while it and its question hold."""
    rows = GuestLink.objects.filter(
        library=address.library_id,
        pk=address.link_id,
        digest=address.digest,
        revoked_at=None,
        expires_at__gt=now,
        review__item__archived_at=None,
    ).exclude(review__state=Review.State.CLEARED)
    found: GuestLink | None = rows.select_related("review__item", "library").first()
    return found


def guests_of(reviews: Iterable[Review]) -> dict[int, list[str]]:
    """For whom addresses were given, by question; those that were taken back aside."""
    rows = GuestLink.objects.filter(review__in=list(reviews), revoked_at=None).order_by("pk")
    found: dict[int, list[str]] = {}
    for review_id, name in rows.values_list("review", "for_whom"):
        found.setdefault(review_id, []).append(name)
    return found


def links(review: Review) -> list[GuestLink]:
    """The addresses that were given for a question, taken back or not, the oldest first."""
    return list(GuestLink.objects.filter(review=review).order_by("pk"))
