"""Comments in which somebody is spoken to and that nobody settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from planning import mentions
from planning.models import Comment, Library, PlanItem, User
from planning.queries import items

# What nobody looked at for so long is no news any more.
LONGEST = timedelta(days=60)


@dataclass(frozen=True)
class Mention:
    """A comment that asks this person something."""

    comment: Comment
    item: PlanItem
    by: str


def names(library: Library) -> dict[int, str]:
    """Who can be spoken to, by number."""
    return {each.user_id: str(each.user) for each in items.colleagues(library)}


def waiting_for(
    library: Library, user: User, *, people: Mapping[int, str] | None = None
) -> list[Mention]:
    """What others asked this person and neither settled nor answered by them; two queries."""
    rows = Comment.objects.filter(
        library=library, item__archived_at=None, at__gte=timezone.now() - LONGEST
    )
    said = list(rows.select_related("item", "by").order_by("at", "pk"))
    if not any("@" in each.body for each in said):
        return []
    known = names(library) if people is None else people
    answered = {each.item_id: each.at for each in said if each.by_id == user.pk}
    return [
        Mention(each, each.item, str(each.by) if each.by else "")
        for each in said
        if each.by_id != user.pk
        and each.resolved_at is None
        and user.pk in mentions.mentioned(each.body, known)
        and not (each.item_id in answered and answered[each.item_id] > each.at)
    ]
