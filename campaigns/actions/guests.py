"""Secret addresses by which somebody without an account gives one word on one campaign."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.models import GuestAddress, GuestLink
from planning.actions import reviews
from planning.actions.feeds import TOKEN_BYTES, digest_of
from planning.models import Review, User

HOLDS = timedelta(days=14)


@transaction.atomic
def open_link(review: Review, *, for_whom: str, by: User | None) -> tuple[GuestLink, str]:
    """An address for a guest and its secret, which nobody can look up later."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = GuestLink.objects.create(
        library_id=review.library_id,
        review=review,
        digest=digest_of(token),
        for_whom=for_whom,
        expires_at=timezone.now() + HOLDS,
        created_by=by,
    )
    _give(link)
    return link, token


@transaction.atomic
def renew_link(link: GuestLink) -> str:
    """A new secret for the same guest, for another fourteen days; the old one stops at once."""
    link = GuestLink.objects.select_for_update(of=["self"]).get(pk=link.pk)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link.digest, link.revoked_at = digest_of(token), None
    link.expires_at = timezone.now() + HOLDS
    link.save(update_fields=["digest", "revoked_at", "expires_at"])
    _take_back(link)
    _give(link)
    return token


@transaction.atomic
def revoke_link(link: GuestLink) -> None:
    """The address leads nowhere from now on."""
    _take_back(link)
    GuestLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def answer(
    link: GuestLink, *, name: str, is_agreed: bool, reason: str, item_version: int, digest: str
) -> Review:
    """What a guest says of exactly what stood on the page; else planning's CannotReview."""
    review = reviews.answer_review(
        link.review,
        by=None,
        guest=name,
        item_version=item_version,
        digest=digest,
        is_agreed=is_agreed,
        reason=reason,
    )
    # Not when it was first looked at: programmes that examine mail look too.
    GuestLink.objects.filter(pk=link.pk).update(opened_at=review.decided_at)
    return review


def _give(link: GuestLink) -> None:
    GuestAddress.objects.create(digest=link.digest, library_id=link.library_id, link_id=link.pk)


def _take_back(link: GuestLink) -> None:
    GuestAddress.objects.filter(library=link.library_id, link_id=link.pk).delete()
