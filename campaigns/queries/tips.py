"""Book tips: which are live, and of what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import BookTip, Campaign, Post, Slide
from planning.catalogue import address_in
from planning.entries import JOINT, OTHER
from planning.models import Library, Membership, TargetGroup, User
from planning.queries.settings import plan_settings
from segments.highlighting import MANY, Highlight
from segments.queries import books

NEWS = timedelta(days=7)  # so long a tip is news


def tips(library: Library) -> "QuerySet[Any]":
    """All tips of a library, the newest first, those taken back among them."""
    rows: QuerySet[Any] = BookTip.objects.filter(library=library)
    rows = rows.select_related("target_group", "written_by", "taken_back_by", "campaign__item")
    return rows.order_by("-written_at", "-pk")


def live_tips(
    library: Library,
    *,
    numbers: Iterable[int] | None = None,
    campaign: Campaign | None = None,
    target_group: TargetGroup | None = None,
) -> list[BookTip]:
    """The tips that may be shown, the newest first: of these titles, or for this campaign."""
    rows = tips(library).filter(taken_back_at=None)
    if numbers is not None:
        rows = rows.filter(title__in=list(numbers))
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    if target_group is not None:
        rows = rows.filter(target_group=target_group)
    return list(rows)


def highlights(library: Library, numbers: Sequence[int]) -> Mapping[int, Sequence[Highlight]]:
    """Where a title is in the light because somebody tips it: "boekentip van Els"."""
    found: dict[int, list[Highlight]] = defaultdict(list)
    address = reverse("campaigns:tips")
    # All new titles of a large library are thousands, and its tips are few.
    few, wanted = numbers if len(numbers) <= MANY else None, set(numbers)
    for tip in live_tips(library, numbers=few):
        if tip.title not in wanted:
            continue
        name = _("book tip of %(name)s") % {"name": tip.by.partition(",")[0]}
        found[tip.title or 0].append(Highlight(name, f"{address}#tip-{tip.pk}"))
    return found


@dataclass(frozen=True)
class Counted:
    """The tips of a library: live, of how many people, for a target group, and taken back."""

    live: int
    people: int
    aimed: int
    back: int


def counted(library: Library) -> Counted:
    live = Q(taken_back_at=None)
    numbers = BookTip.objects.filter(library=library).aggregate(
        live=Count("pk", filter=live),
        people=Count("by", filter=live, distinct=True),
        aimed=Count("pk", filter=live & Q(target_group__isnull=False)),
        back=Count("pk", filter=~live),
    )
    return Counted(**numbers)


def posts_with(tip: BookTip) -> list[Post]:
    """Posts that were made from a tip, the newest day first."""
    rows = Post.objects.filter(tip=tip, item__archived_at=None).select_related("item")
    return list(rows.order_by("-item__starts_on", "-pk"))


def slides_with(tip: BookTip) -> list[Slide]:
    """Slides that show a tip on their own."""
    return list(Slide.objects.filter(tip=tip, archived_at=None).order_by("pk"))


def has_catalogue(library: Library) -> bool:
    """Whether any book is known here."""
    _found, total = books.books(library, limit=1)
    return total > 0


def links(library: Library, tips: Sequence[BookTip]) -> dict[int, str]:
    """By tip: where a reader finds the book, else what its campaign says more of it."""
    catalogue = plan_settings(library).catalogue
    numbers = [tip.title for tip in tips if tip.title]
    found, _total = books.books(library, numbers=numbers, limit=len(numbers) or 1)
    isbns = {book.number: book.isbn for book in found}
    addresses = {
        tip.pk: address_in(catalogue, isbns.get(tip.title or 0, ""))
        or (tip.campaign.link if tip.campaign else "")
        for tip in tips
    }
    return {pk: address for pk, address in addresses.items() if address}


@dataclass(frozen=True)
class News:
    """Of tips, for one person: written by other disciplines, whose, and one's own taken back."""

    written: Sequence[BookTip]
    lane: str
    taken_back: Sequence[BookTip]


def hearers(library: Library, writer: User | None) -> list[Membership]:
    """Whom `news` tells of a tip of this writer: colleagues of other disciplines, by name."""
    people = Membership.objects.accepted().filter(library=library)
    own = people.filter(user=writer).first() if writer else None
    if own is None:
        return []
    others = people.exclude(discipline__in=[own.discipline, OTHER]).filter(user__is_active=True)
    return list(others.exclude(user=writer).select_related("user").order_by("user__name", "pk"))


def news(membership: Membership, *, since: date) -> News:
    """What happened to tips since a day; one query where nothing did."""
    recent = Q(written_at__date__gte=since, taken_back_at=None) | Q(taken_back_at__date__gte=since)
    rows, me = list(tips(membership.library).filter(recent)), membership.user_id
    back = [tip for tip in rows if tip.taken_back_at and tip.written_by_id == me]
    live = [tip for tip in rows if not tip.taken_back_at and tip.written_by_id not in (None, me)]
    writers: dict[int, str] = {}
    if live:
        people = Membership.objects.filter(library=membership.library_id)
        others = people.exclude(discipline=membership.discipline)
        writers = dict(others.values_list("user_id", "discipline"))
    written = [tip for tip in live if tip.written_by_id in writers]
    lanes = {writers[tip.written_by_id] for tip in written if tip.written_by_id}
    return News(
        written=written,
        lane=lanes.pop() if len(lanes) == 1 else JOINT,
        taken_back=[tip for tip in back if tip.taken_back_by_id != me],
    )
