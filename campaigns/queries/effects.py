"""What was measured of campaigns: as it is kept, of one and of comparable ones together."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max

from campaigns.models import Campaign, CampaignEffect
from planning.models import Library, PlanItem
from segments.effect.told import Told
from segments.effect.windows import AFTER_WEEKS
from segments.models import LoanImport
from segments.queries import parts
from segments.queries.effect import EffectAsk

MEASURE = "1"  # what is kept under another number was measured otherwise
AROUND = timedelta(weeks=AFTER_WEEKS)
HALF = 32  # of a digest of 64: what was asked, and of which loans


def ask_of(campaign: Campaign) -> EffectAsk:
    """Which titles, days and branches; and the titles that others put in the light meanwhile."""
    item = campaign.item
    rows = campaign.titles.order_by("title").values_list("title", flat=True)
    numbers = tuple(number for number in rows if number is not None)
    return EffectAsk(
        titles=numbers,
        starts_on=item.starts_on,
        ends_on=item.ends_on,
        branches=tuple(
            item.branches.filter(position__isnull=False)
            .order_by("position")
            .values_list("position", flat=True)
        ),
        left_out=_left_out(campaign, set(numbers)),
        seed=campaign.pk,
    )


def _left_out(campaign: Campaign, own: set[int]) -> tuple[int, ...]:
    item = campaign.item
    around = Campaign.objects.filter(
        library=campaign.library_id,
        item__archived_at=None,
        item__status__in=(PlanItem.Status.AGREED, PlanItem.Status.DONE),
        item__starts_on__lte=item.ends_on + AROUND,
        item__ends_on__gte=item.starts_on - AROUND,
    ).exclude(pk=campaign.pk)
    rows = around.order_by("pk").values_list("titles__title", flat=True)
    return tuple(sorted({number for number in rows if number is not None} - own))


def asked_as(ask: EffectAsk, library: Library) -> str:
    """What was asked, and of which loans: half a digest each."""
    return _half(f"{MEASURE} {ask}") + _half(_loans_as_of(library))


def _half(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:HALF]


def _loans_as_of(library: Library) -> str:
    """Changes with every file that came in or was taken back, and when genres were counted anew."""
    known = LoanImport.objects.current().filter(library=library)
    found = known.aggregate(count=Count("pk"), newest=Max("pk"), at=Max("finished_at"))
    return f"{found} {library.rollups_stale_at}"


def kept(campaign: Campaign) -> CampaignEffect | None:
    """What was last measured of it."""
    return CampaignEffect.objects.filter(campaign=campaign).first()


def is_about(effect: CampaignEffect, now: str) -> bool:
    """Whether it is of the same days, titles and branches."""
    return effect.asked_as[:HALF] == now[:HALF]


@dataclass(frozen=True)
class Together:
    """Campaigns of a year that are alike, each with what was measured of it."""

    year: int
    readers: str
    campaigns: tuple[tuple[Campaign, Told], ...]


def together(campaign: Campaign, *, today: date) -> Together | None:
    """The campaigns of its year that are over and for readers of the same ages; two or more.

    Only those of which something can be compared.
    """
    year, readers = campaign.item.starts_on.year, _readers(campaign)
    rows = CampaignEffect.objects.filter(
        library=campaign.library_id,
        campaign__item__archived_at=None,
        campaign__item__starts_on__year=year,
        campaign__item__ends_on__lt=today,
    ).select_related("campaign__item__target_group")
    found = [
        (row.campaign, told)
        for row in rows.order_by("campaign__item__starts_on", "pk")
        if _readers(row.campaign) == readers and (told := Told.of(row.content)).adding
    ]
    if len(found) < 2 or campaign.pk not in {each.pk for each, _told in found}:
        return None
    return Together(year, readers, tuple(found))


def _readers(campaign: Campaign) -> str:
    group = campaign.item.target_group
    return parts.readers_of(group) if group else "adults"


def unknown_titles(campaign: Campaign) -> Sequence[str]:
    """Titles that are still to be bought, or that the catalogue does not have: by their names."""
    rows = campaign.titles.filter(title=None).order_by("position", "pk")
    return list(rows.values_list("name", flat=True))
