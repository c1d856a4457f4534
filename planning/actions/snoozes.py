"""Putting something of this week's list aside, for oneself."""

from datetime import date

from planning.models import Library, Snooze, User


def put_later(
    library: Library, user: User, *, key: str, until: date | None, reason: str = ""
) -> Snooze:
    """Do not show this to this person before a day; without one never again, for a reason."""
    row: Snooze
    row, _is_new = Snooze.objects.update_or_create(
        library=library, user=user, key=key, defaults={"until": until, "reason": reason}
    )
    return row


def bring_back(library: Library, user: User, *, key: str) -> None:
    """Show it again now; harmless when it was never put aside."""
    Snooze.objects.filter(library=library, user=user, key=key).delete()
