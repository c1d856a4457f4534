"""What the page of an effect shows, from what was measured and what people counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campaigns import counting, effect_chart
from campaigns import effect_words as words
from campaigns.models import Campaign, CampaignCount, CampaignEffect, Post
from campaigns.queries import effects
from campaigns.queries.effects import Together
from planning.models import Library
from segments.effect.told import TitleTold, Told
from segments.effect.verdicts import Verdict, pooled
from segments.queries import books, effect_loans, effect_readers, names
from segments.queries.effect_readers import Reached

BEFORE_START, NO_LOANS, NOT_KNOWN, NO_TITLES, MEASURED = (
    *("before_start", "no_loans", "not_known", "no_titles"),
    "measured",
)
AROUND_POST = timedelta(weeks=1)


@dataclass(frozen=True)
class Row:
    """A title with its loans, and what comparable ones lead to expect of it."""

    told: TitleTold
    name: str
    author: str

    @property
    def url(self) -> str:
        return reverse("segments:title", kwargs={"number": self.told.number})


@dataclass(frozen=True)
class Place:
    name: str
    before: int
    during: int
    expected: float | None


def state(told: Told, campaign: Campaign, today: date) -> str:
    """Which of its faces the page has."""
    if not told.has_loans:
        return NO_LOANS
    if not told.titles:
        return NO_TITLES
    if campaign.item.starts_on > today:
        return BEFORE_START
    return MEASURED if told.days_during else NOT_KNOWN


def title_names(library: Library, told: Told) -> dict[int, tuple[str, str]]:
    """Title and author by number."""
    numbers = [each.number for each in told.rows]
    if not numbers:
        return {}
    found, _total = books.books(library, limit=len(numbers), numbers=numbers)
    return {book.number: (book.name, book.author) for book in found}


def rows(told: Told, called: dict[int, tuple[str, str]]) -> list[Row]:
    """The most lent during the campaign first."""
    ordered = sorted(told.rows, key=lambda each: (-each.during, -each.before, each.number))
    return [Row(each, *called.get(each.number, (str(each.number), ""))) for each in ordered]


def places(library: Library, told: Told) -> list[Place]:
    """Per branch, where more than one lent any of these titles."""
    if len(told.branches) < 2:
        return []
    called = {each.position: each.name for each in names.branches(library)}
    return [
        Place(called.get(each.position, _("unknown")), each.before, each.during, each.expected)
        for each in told.branches
    ]


def reached(campaign: Campaign, told: Told) -> list[Reached]:
    """What the target group took of these genres; published figures."""
    group, library = campaign.item.target_group, campaign.library
    if group is None or not told.titles:
        return []
    middle = campaign.item.starts_on + (campaign.item.ends_on - campaign.item.starts_on) / 2
    genres = set(effect_loans.genres_of(library, [each.number for each in told.rows]).values())
    return effect_readers.reached(library, group, genres - {0}, middle)


def context(campaign: Campaign, kept: CampaignEffect, *, today: date) -> dict[str, Any]:
    """All that stands on the page."""
    told = Told.of(kept.content)
    called = title_names(campaign.library, told)
    now = state(told, campaign, today)
    unknown = list(effects.unknown_titles(campaign))
    plain = {number: name for number, (name, _author) in called.items()}
    found = effects.together(campaign, today=today) if now == MEASURED else None
    return {
        "told": told,
        "state": now,
        "known_until": kept.known_until,
        "made_at": kept.made_at,
        "counts": words.counts(told),
        "strength": words.strength(told.estimate) if told.estimate else "",
        "verdict": told.verdict,
        "others": words.others(told.estimate) if told.estimate else "",
        "honest": words.honest(),
        "charts": effect_chart.drawings(told.weeks),
        "displacement": _displacement(told),
        "since": words.since(told),
        "lengths": words.lengths(told),
        "last_year": words.last_year(told),
        "remarks": words.remarks(told, plain, unknown, today),
        "rows": rows(told, called),
        "places": places(campaign.library, told) if now == MEASURED else [],
        "posts": _posts(campaign, told) if now == MEASURED else [],
        "reached": reached(campaign, told) if now == MEASURED else [],
        "together": found,
        "together_said": _together(found),
        **_goal(campaign, told, today),
        **_means(campaign, told),
    }


def _displacement(told: Told) -> str:
    """Where too little was lent nothing is said of the whole either."""
    if told.part is None or told.verdict in (None, Verdict.TOO_LITTLE):
        return ""
    return words.displacement(told.part)


def _together(found: Together | None) -> str:
    if found is None:
        return ""
    sums = [told.adding for _campaign, told in found.campaigns]
    known = [each for each in sums if each is not None]
    return words.together(pooled(known), len(known), found.year)


@dataclass(frozen=True)
class AroundPost:
    """What was told in a channel, and the loans of these titles in the weeks before and after."""

    title: str
    channels: str
    on: date
    before: int
    after: int
    url: str


def _posts(campaign: Campaign, told: Told) -> list[AroundPost]:
    """Where the weeks of the chart allow: the week of a post beside the one before it."""
    placed = Post.objects.filter(campaign=campaign, item__archived_at=None).select_related("item")
    found = []
    for post in placed.prefetch_related("item__channels").order_by("item__starts_on", "pk"):
        around = _around(told, post.item.starts_on)
        if around is not None:
            channels = ", ".join(sorted(each.name for each in post.item.channels.all()))
            found.append(
                AroundPost(
                    *(post.item.title, channels, post.item.starts_on, *around),
                    reverse("campaigns:post", args=[post.pk]),
                )
            )
    return found


def _around(told: Told, day: date) -> tuple[int, int] | None:
    """Loans of the whole week that holds this day, and of the one before it."""
    whole = [each for each in told.weeks if each.days == 7 and each.is_known]
    starts = {date.fromisoformat(each.first): each.loans for each in whole}
    for first, loans in starts.items():
        if first <= day < first + AROUND_POST and first - AROUND_POST in starts:
            return starts[first - AROUND_POST], loans
    return None


def _goal(campaign: Campaign, told: Told, today: date) -> dict[str, Any]:
    """How far the goal is: loans as measured, the rest as counted by hand."""
    counted: Sequence[CampaignCount] = list(campaign.counts.order_by("from_on", "pk"))
    is_loans = campaign.goal == Campaign.Goal.BORROW and campaign.goal_number
    return {
        "comparisons": counting.comparisons(counted),
        "progress": counting.progress(campaign, counted, today),
        "goal_loans": told.during if is_loans and told.days_during else None,
        "goal_number": campaign.goal_number,
    }


def _means(campaign: Campaign, told: Told) -> dict[str, Any]:
    """What it took, and per extra loan where there is a verdict that there were any."""
    item = campaign.item
    hours = [item.hours_collection, item.hours_marketing, item.hours_programming]
    known = [each for each in hours if each is not None]
    extra = 0.0
    if told.estimate and told.verdict is Verdict.MORE:
        extra = told.estimate.expected * told.estimate.uplift
    return {
        "hours": sum(known) if known else None,
        "euros": item.euros,
        "extra": number_format(round(extra)) if extra >= 1 else "",
        "euros_each": item.euros / Decimal(round(extra)) if item.euros and extra >= 1 else None,
        "minutes_each": round(60 * sum(known) / extra) if known and extra >= 1 else None,
    }
