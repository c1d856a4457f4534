"""What stands in an agenda, and whose agenda an address is."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from planning.calendar import Happening, Repeating
from planning.entries import Entry
from planning.models import AccessToken, CalendarFeed, Library, Membership, PlanItem
from planning.queries import plan

Keep = Callable[[Entry], bool]
Address = Callable[[int], str]


@dataclass(frozen=True)
class Agenda:
    """What an agenda is made of: what happens once, and what comes back."""

    singles: list[Happening]
    series: list[Repeating]


def token_of(digest: str) -> AccessToken | None:
    """Which library and agenda a secret belongs to; asked before any scope is open."""
    found: AccessToken | None = (
        AccessToken.objects.filter(digest=digest).select_related("library").first()
    )
    return found


def open_feed_of(token: AccessToken) -> CalendarFeed | None:
    """The agenda, if it is not taken back and its owner still works here; within the scope."""
    rows = CalendarFeed.objects.filter(
        library=token.library_id, pk=token.feed_id, revoked_at=None, owner__is_active=True
    )
    feed: CalendarFeed | None = rows.select_related("view", "owner", "library").first()
    if feed is None:
        return None
    works_here = Membership.objects.accepted().filter(library=token.library_id, user=feed.owner_id)
    return feed if works_here.exists() else None


def own_feeds(membership: Membership) -> "QuerySet[CalendarFeed]":
    """Somebody's own agendas that are in use, the oldest first."""
    rows: QuerySet[CalendarFeed] = CalendarFeed.objects.editable_by(membership)
    rows = rows.filter(owner=membership.user_id, revoked_at=None)
    return rows.select_related("view").order_by("created_at", "pk")


def agenda(library: Library, first: date, last: date, *, keep: Keep, address: Address) -> Agenda:
    """Everything to keep with a day from `first` to `last`, series with all of their days.

    Six queries whatever the number of items.
    """
    items = [
        each
        for each in plan.items_between(library, first, last)
        if each.status != PlanItem.Status.DROPPED
    ]
    series_ids = {each.series_id for each in items if each.series_id}
    rows = PlanItem.objects.filter(library=library, series__in=series_ids)
    whole = list(rows.current().with_everything().order_by("series_on", "pk"))
    changed = dict(rows.values("series").annotate(at=Max("changed_at")).values_list("series", "at"))
    days: dict[int, list[PlanItem]] = defaultdict(list)
    for item, entry in zip(whole, plan.entries(whole), strict=True):
        if entry.status != PlanItem.Status.DROPPED and keep(entry) and item.series_id:
            days[item.series_id].append(item)
    once = [each for each in items if not each.series_id]
    return Agenda(
        singles=[
            happening for happening in happenings(once, address=address) if keep(happening.entry)
        ],
        series=[
            Repeating(
                uid=str(found[0].series.uid),
                rule=found[0].series.rule,
                starts_on=found[0].series.starts_on,
                happenings=happenings(found, address=address),
                changed_at=changed[number],
            )
            for number, found in sorted(days.items())
            if found[0].series
        ],
    )


def happenings(items: list[PlanItem], *, address: Address) -> list[Happening]:
    """Items read `with_everything()` as an agenda wants them."""
    return [
        Happening(
            entry=entry,
            uid=str(item.uid),
            changed_at=item.changed_at,
            url=address(item.pk),
            notes=item.notes,
            series_on=item.series_on,
        )
        for item, entry in zip(items, plan.entries(items), strict=True)
    ]
