"""Measuring what came of campaigns, and keeping it until loans, days or titles change."""

from datetime import date, timedelta

from django.utils import timezone

from campaigns.models import Campaign, CampaignEffect
from campaigns.queries import effects
from planning import tenancy
from planning.models import PlanItem
from segments.effect.told import day_of
from segments.queries import effect

# After that nobody's loans of the weeks around it come in any more.
LONGEST = timedelta(days=400)


def measure(campaign: Campaign) -> CampaignEffect:
    """Measure it as of the loans that are there now, and keep that."""
    ask = effects.ask_of(campaign)
    told = effect.measured(campaign.library, ask)
    kept, _made = CampaignEffect.objects.update_or_create(
        campaign=campaign,
        defaults={
            "library_id": campaign.library_id,
            "content": told.content(),
            "known_until": day_of(told.known_until),
            "asked_as": effects.asked_as(ask, campaign.library),
            "made_at": timezone.now(),
        },
    )
    return kept


def current(campaign: Campaign) -> tuple[CampaignEffect, bool]:
    """What is known of it, and whether newer loans are still to be measured.

    What is of other days or titles is measured at once; newer loans wait for a worker.
    """
    kept = effects.kept(campaign)
    now = effects.asked_as(effects.ask_of(campaign), campaign.library)
    if kept is None or not effects.is_about(kept, now):
        return measure(campaign), False
    return kept, kept.asked_as != now


def measure_due(library_id: int, *, today: date) -> int:
    """Measure what was not, or is out of date; gives how many. Safe to run twice."""
    with tenancy.library_scope(library_id):
        rows = Campaign.objects.filter(
            library=library_id,
            item__archived_at=None,
            item__starts_on__lte=today,
            item__ends_on__gte=today - LONGEST,
        ).exclude(item__status=PlanItem.Status.DROPPED)
        found = rows.select_related("item__target_group", "library", "effect")
        return sum(_renew(campaign) for campaign in found.order_by("pk"))


def _renew(campaign: Campaign) -> bool:
    kept = effects.kept(campaign)
    now = effects.asked_as(effects.ask_of(campaign), campaign.library)
    if kept is not None and kept.asked_as == now:
        return False
    measure(campaign)
    return True
