"""What hangs where, what it plays, and whether it works."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from campaigns import composing
from campaigns.composing import Line
from campaigns.models import Campaign, Placement, Screen, ScreenAddress, Slide
from planning.models import Library, Membership, PlanItem

SILENT_AFTER, JUST = timedelta(minutes=10), timedelta(minutes=2)


@dataclass(frozen=True)
class Hung:
    """A screen with what is known of it at a moment."""

    screen: Screen
    has_address: bool
    is_open: bool
    is_silent: bool
    playing: Sequence[Line]
    next_at: datetime | None
    campaigns: Sequence[str]
    is_up_to_date: bool  # whether it plays what it was given last
    is_just_seen: bool  # in the last two minutes: between two polls nothing is wrong

    @property
    def is_waiting(self) -> bool:
        """It has an address, and nobody opened it yet."""
        return self.has_address and self.screen.seen_at is None


def overview(library: Library, now: datetime) -> list[Hung]:
    """All screens in use, by branch and name; three queries."""
    rows = with_address(screens(library))
    return [hung(screen, now) for screen in rows]


def screens(library: Library) -> "QuerySet[Screen]":
    rows: QuerySet[Screen] = Screen.objects.filter(library=library, archived_at=None)
    rows = rows.select_related("branch", "programme", "library")
    return rows.order_by("branch__name", "name", "pk")


def put_away(library: Library) -> "QuerySet[Screen]":
    """The screens that hang no more, by name."""
    rows: QuerySet[Screen] = Screen.objects.filter(library=library, archived_at__isnull=False)
    return rows.select_related("branch").order_by("name", "pk")


def screen_of(membership: Membership, slug: str) -> "QuerySet[Screen]":
    """The screen of this name, put away or not."""
    rows: QuerySet[Screen] = Screen.objects.visible_to(membership).filter(slug=slug)
    return with_address(rows.select_related("branch", "programme", "library"))


def with_address(rows: "QuerySet[Screen]") -> "QuerySet[Screen]":
    addresses = ScreenAddress.objects.filter(library=OuterRef("library"), screen_id=OuterRef("pk"))
    return rows.annotate(has_address=Exists(addresses))


def hung(screen: Screen, now: datetime) -> Hung:
    """What is known of a screen that was read `with_address`."""
    given = getattr(screen, "programme", None)
    content = given.content if given else None
    lines = composing.lines(content, now) if content else []
    today = timezone.localdate(now)
    names = [
        each.piece.content["name"]
        for each in lines
        if each.piece.content["campaign"] and each.piece.first_on <= today
    ]
    return Hung(
        screen=screen,
        has_address=bool(getattr(screen, "has_address", False)),
        is_open=composing.opened(content["public"], now) if content else True,
        is_silent=is_silent(screen, now),
        playing=[each for each in lines if each.plays],
        next_at=composing.next_change(content["public"], now) if content else None,
        campaigns=list(dict.fromkeys(names)),
        is_up_to_date=bool(given and given.digest == screen.seen_digest),
        is_just_seen=bool(screen.seen_at and now - screen.seen_at < JUST),
    )


def coming(library: Library, today: date) -> dict[int, list[Placement]]:
    """By screen: what is going to hang there and does not yet, the first to come first."""
    rows = Placement.objects.filter(
        library=library,
        item__archived_at=None,
        item__starts_on__gt=today,
        campaign__item__archived_at=None,
        campaign__closed_at=None,
    ).exclude(item__status=PlanItem.Status.DROPPED)
    found: dict[int, list[Placement]] = {}
    for each in rows.select_related("item", "campaign__item").order_by("item__starts_on", "pk"):
        found.setdefault(each.screen_id, []).append(each)
    return found


def is_silent(screen: Screen, now: datetime) -> bool:
    """Seen before, not for ten minutes, and open for as long as that: something is wrong.

    One that was off during the night gets ten minutes after opening to come up.
    """
    if screen.archived_at or screen.seen_at is None or now - screen.seen_at < SILENT_AFTER:
        return False
    given = getattr(screen, "programme", None)
    if given is None:
        return True
    public, since = given.content["public"], now - SILENT_AFTER
    return composing.opened(public, now) and composing.opened(public, since)


def silent(library: Library, now: datetime) -> list[Screen]:
    """The screens that should be on and say nothing; one query."""
    rows = screens(library).filter(seen_at__lte=now - SILENT_AFTER)
    return [screen for screen in rows if is_silent(screen, now)]


def messages(library: Library) -> "QuerySet[Slide]":
    """What the library itself has on its screens, the newest first, what is over among it."""
    rows: QuerySet[Slide] = Slide.objects.filter(library=library, campaign=None, archived_at=None)
    rows = rows.select_related("tip", "made_by").prefetch_related("screens__branch")
    return rows.order_by("-made_at", "-pk")


def placements(campaign: Campaign) -> "QuerySet[Placement]":
    """Where a campaign hangs, by the name of the screen."""
    rows: QuerySet[Placement] = campaign.placements.filter(item__archived_at=None)
    rows = rows.select_related("item", "screen__branch")
    return rows.order_by("screen__branch__name", "screen__name", "pk")


def own_slides(campaign: Campaign) -> "QuerySet[Slide]":
    """The slides somebody made for it, the oldest first."""
    rows: QuerySet[Slide] = campaign.slides.filter(archived_at=None).select_related("tip")
    return rows.order_by("made_at", "pk")


def free_screens(campaign: Campaign, taken: Iterable[Placement]) -> "QuerySet[Screen]":
    """The screens on which it does not hang."""
    return screens(campaign.library).exclude(pk__in=[each.screen_id for each in taken])
