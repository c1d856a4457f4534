"""What was learned of campaigns, and which still wait for a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst

from campaigns import effect_words as words
from campaigns.models import Campaign, CampaignEffect
from planning.beside import Outcome
from planning.models import Initiative, Library, PlanItem
from segments.effect.told import Told

LOOK_BACK = timedelta(weeks=26)  # after that nobody knows any more
DONE = (PlanItem.Status.DONE, PlanItem.Status.DROPPED)


@dataclass(frozen=True)
class Learned:
    """A campaign that was looked back on, and the proposal that was made of it, if any."""

    campaign: Campaign
    initiative: Initiative | None


def learned_in(library: Library, year: int, *, then: int) -> list[Learned]:
    """What the campaigns of a year taught, in order of the days, for the choices of `then`."""
    rows = Campaign.objects.filter(
        library=library,
        closed_at__isnull=False,
        item__archived_at=None,
        item__starts_on__year=year,
    )
    rows = rows.select_related("item__target_group").order_by("item__starts_on", "pk")
    board = Initiative.objects.filter(library=library, year=then).order_by("-pk")
    by_title = {each.title.casefold(): each for each in board}
    return [Learned(each, by_title.get(each.item.title.casefold())) for each in rows]


def waiting(library: Library, *, today: date) -> list[Campaign]:
    """Campaigns that are over and of which nobody wrote down a lesson, the oldest first."""
    rows = Campaign.objects.filter(
        library=library,
        closed_at=None,
        item__archived_at=None,
        item__ends_on__lt=today,
        item__ends_on__gte=today - LOOK_BACK,
    )
    rows = rows.exclude(item__status__in=DONE).select_related("item__target_group")
    return list(rows.order_by("item__ends_on", "pk"))


def before(campaign: Campaign) -> Campaign | None:
    """The campaign that this one is a copy of, when something was learned of it."""
    source = campaign.copied_from
    return source if source is not None and source.lesson else None


def in_words(campaign: Campaign) -> str:
    """Adjust: begin two weeks earlier"""
    return f"{capfirst(str(campaign.get_verdict_display()))}: {campaign.lesson}"


def outcomes(items: Sequence[PlanItem]) -> dict[int, Outcome]:
    """What came of campaigns, for pages of the plan: lesson, effect, and where that is told."""
    rows = Campaign.objects.filter(pk__in=[item.pk for item in items]).select_related("effect")
    return {each.pk: _outcome(each) for each in rows.order_by("pk")}


def _outcome(campaign: Campaign) -> Outcome:
    kept: CampaignEffect | None = getattr(campaign, "effect", None)
    return Outcome(
        lesson=in_words(campaign) if campaign.closed_at else "",
        is_stopped=campaign.verdict == Campaign.Verdict.STOP,
        said=measured_in_words(Told.of(kept.content)) if kept else "",
        address=reverse("campaigns:campaign_effect", args=[campaign.pk]),
    )


def measured_in_words(told: Told) -> str:
    """The counts, and what comparable titles lead to expect; nothing where nothing was measured."""
    if not told.days_during:
        return ""
    strength = words.strength(told.estimate) if told.estimate else ""
    return f"{words.counts(told)} {strength}".strip()
