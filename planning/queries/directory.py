"""Who is who: the people of a library, what they know, and who keeps whom up to date."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from planning.entries import COLLECTION, MARKETING
from planning.models import BuddyPair, Library, Membership

LONGEST_QUESTION = 80


@dataclass(frozen=True)
class Known:
    """Somebody and the people they are a duo with."""

    member: Membership
    duos: list[Membership]

    @property
    def initials(self) -> str:
        """The first letter of the first and of the last name."""
        words = str(self.member.user).split()
        return "".join(word[0] for word in [words[0], *words[1:][-1:]]).upper() if words else "?"

    @property
    def has_card(self) -> bool:
        return has_card(self.member)


def has_card(member: Membership) -> bool:
    """Whether somebody wrote anything a colleague could ask about."""
    return bool(member.ask_me_about or member.wants_to_learn)


def everybody(library: Library) -> "QuerySet[Membership]":
    """The people who work for a library now, by name."""
    rows = Membership.objects.accepted().filter(library=library, user__is_active=True)
    return rows.select_related("user", "branch").order_by(Lower("user__name"), "pk")


def people_directory(library: Library, *, question: str = "") -> list[Known]:
    """Everybody, or who knows something of it; two queries."""
    rows = everybody(library)
    for word in question[:LONGEST_QUESTION].split():
        rows = rows.filter(
            Q(user__name__icontains=word)
            | Q(ask_me_about__icontains=word)
            | Q(branch__name__icontains=word)
        )
    duos = _duos(library)
    return [Known(member, duos.get(member.pk, [])) for member in rows]


def somebody_to_meet(
    me: Membership, people: Sequence[Membership], *, week: int
) -> Membership | None:
    """A colleague of another discipline whose card says something; each week another one."""
    others = [
        member for member in people if member.discipline != me.discipline and member.ask_me_about
    ]
    # Collection and marketing first of all have to know each other.
    others = [each for each in others if each.discipline in (COLLECTION, MARKETING)] or others
    return others[week % len(others)] if others else None


def pairs_of(library: Library) -> "QuerySet[BuddyPair]":
    """The duos of people who both still work here."""
    rows = BuddyPair.objects.filter(library=library)
    return rows.select_related("first__user", "second__user").order_by("pk")


def _duos(library: Library) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    for pair in pairs_of(library):
        found.setdefault(pair.first_id, []).append(pair.second)
        found.setdefault(pair.second_id, []).append(pair.first)
    return found
