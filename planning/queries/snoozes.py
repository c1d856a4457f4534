"""What somebody put aside."""

from datetime import date

from django.db.models import Q

from planning.models import Library, Snooze, User


def put_aside(library: Library, user: User, *, today: date) -> dict[str, Snooze]:
    """What this person does not want to see today, by key."""
    rows = Snooze.objects.filter(library=library, user=user)
    return {row.key: row for row in rows.filter(Q(until=None) | Q(until__gt=today))}
