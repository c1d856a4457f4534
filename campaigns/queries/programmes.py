"""All that programmes are made of, read once for all screens of a library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from campaigns import availability
from campaigns.models import BookTip, CampaignTitle, Placement, Programme, Screen, Slide
from campaigns.programme import at
from campaigns.queries import reviewing
from campaigns.queries.campaign_titles import known_books
from planning.models import Holiday, Library
from segments.queries import arrivals, books, covers

HORIZON = timedelta(days=28)
TIP_DAYS = 28
MOST_TIPS = 6


@dataclass(frozen=True)
class Title:
    """A book as a slide shows it; `picture` is its file, and `is_gone` that no copy is there.

    is_awaited: there is none yet, as it came in lately or is expected.
    """

    number: int
    title: str
    author: str
    picture: str = ""
    is_gone: bool = False
    is_awaited: bool = False


@dataclass(frozen=True)
class Material:
    """What there is to show in a library, and what stands in the way of it."""

    library: Library
    today: date
    screens: Sequence[Screen]
    placements: Mapping[int, Sequence[Placement]]  # by screen
    slides: Mapping[int, Sequence[Slide]]  # by campaign
    messages: Sequence[Slide]
    tips: Sequence[BookTip]  # live, the newest first
    numbers: Mapping[int, Sequence[int]]  # by campaign: its titles in their order
    titles: Mapping[int, Title]
    withheld: frozenset[int]
    closed: Sequence[tuple[date, date]]

    def tips_of(self, campaign_id: int) -> list[BookTip]:
        return [tip for tip in self.tips if tip.campaign_id == campaign_id]


def material(library: Library, *, today: date, also: Iterable[int] = ()) -> Material:
    """Everything for all screens: as many queries for one of them as for all.

    also: campaigns to look at that are on no screen yet.
    """
    found = list(screens(library))
    placements = list(_placements(library, today))
    campaigns = {each.campaign_id for each in placements} | set(also)
    slides = list(_slides(library))
    tips = list(_tips(library, today, campaigns))
    numbers = titles_of(campaigns)
    wanted = {number for each in numbers.values() for number in each}
    wanted |= {number for slide in slides for number in slide.titles}
    tipped = [*tips, *(slide.tip for slide in slides if slide.tip)]
    wanted |= {tip.title for tip in tipped if tip.title}
    return Material(
        library=library,
        today=today,
        screens=found,
        placements=_by(placements, "screen_id"),
        slides=_by([each for each in slides if each.campaign_id], "campaign_id"),
        messages=[each for each in slides if not each.campaign_id],
        tips=tips,
        numbers=numbers,
        titles=titles(library, sorted(wanted), today=today),
        withheld=frozenset(reviewing.withheld(library)),
        closed=_closed(library, today),
    )


def screens(library: Library) -> "QuerySet[Screen]":
    """The screens in use, by branch and name."""
    rows: QuerySet[Screen] = Screen.objects.filter(library=library, archived_at=None)
    return rows.select_related("branch", "programme").order_by("branch__name", "name", "pk")


def programme_of(screen: Screen) -> Programme | None:
    """What a screen was given last."""
    return Programme.objects.filter(library=screen.library_id, screen=screen).first()


def titles(library: Library, numbers: Sequence[int], *, today: date) -> dict[int, Title]:
    """Books by number, and of which a file of at most two days old says that no copy is there."""
    known = known_books(library, numbers)
    gone: set[int] = set()
    if numbers and availability.is_fresh(books.holdings_day(library), today):
        standing = books.standing(library, numbers)
        gone = {each for each in numbers if not sum(place.copies for place in standing[each])}
    new = arrivals.arrivals(library, today=today, numbers=gone) if gone else []
    awaited = {each.number for each in new}
    pictures = covers.files(library, numbers) if numbers else {}
    return {
        number: Title(
            number,
            book.name,
            book.writer,
            pictures.get(number, ""),
            is_gone=number in gone,
            is_awaited=number in awaited,
        )
        for number, book in known.items()
    }


def titles_of(campaigns: Iterable[int]) -> dict[int, list[int]]:
    """The titles of campaigns in their order; what is still to be bought cannot be shown."""
    found: dict[int, list[int]] = {}
    rows = CampaignTitle.objects.filter(campaign__in=list(campaigns), title__isnull=False)
    pairs = rows.order_by("campaign", "position", "pk").values_list("campaign", "title")
    for campaign, number in pairs:
        found.setdefault(campaign, []).append(number or 0)
    return found


def _placements(library: Library, today: date) -> "QuerySet[Placement]":
    """Those in the plan that play on a day of the horizon, the oldest first."""
    rows: QuerySet[Placement] = Placement.objects.filter(
        library=library,
        item__archived_at=None,
        item__starts_on__lte=today + HORIZON,
        item__ends_on__gte=today,
    )
    rows = rows.exclude(item__status="dropped")
    return rows.select_related("item", "campaign__item").order_by("item__starts_on", "pk")


def _slides(library: Library) -> "QuerySet[Slide]":
    rows: QuerySet[Slide] = Slide.objects.filter(library=library, archived_at=None)
    rows = rows.select_related("tip").prefetch_related("slidescreen_set")
    return rows.order_by("made_at", "pk")


def _tips(library: Library, today: date, campaigns: Iterable[int]) -> "QuerySet[BookTip]":
    """Live ones: of the last four weeks, and all of the campaigns that are placed."""
    since = at(today - timedelta(days=TIP_DAYS))
    rows: QuerySet[BookTip] = BookTip.objects.filter(library=library, taken_back_at=None)
    rows = rows.filter(written_at__gte=since) | rows.filter(campaign__in=list(campaigns))
    return rows.select_related("campaign__item").order_by("-written_at", "-pk")


def _closed(library: Library, today: date) -> list[tuple[date, date]]:
    rows = Holiday.objects.filter(
        library=library,
        kind=Holiday.Kind.CLOSED,
        starts_on__lte=today + HORIZON,
        ends_on__gte=today - timedelta(days=1),
    )
    return list(rows.order_by("starts_on", "pk").values_list("starts_on", "ends_on"))


def _by(rows: Iterable, name: str) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found
