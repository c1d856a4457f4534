"""Two people of different disciplines who keep each other up to date."""

from django.db import transaction

from planning.models import BuddyPair, Membership


class CannotPair(Exception):
    """A duo is of two people of different disciplines of one library."""


@transaction.atomic
def make_pair(one: Membership, other: Membership) -> BuddyPair:
    """Make a duo of two; pressing twice gives the same one."""
    if one.library_id != other.library_id or one.discipline == other.discipline:
        raise CannotPair(f"{one.pk} + {other.pk}")
    first, second = sorted([one, other], key=lambda each: each.pk)
    pair: BuddyPair
    pair, _is_new = BuddyPair.objects.get_or_create(
        library_id=one.library_id, first=first, second=second
    )
    return pair


def end_pair(pair: BuddyPair) -> None:
    """They are no duo any more."""
    pair.delete()
