"""Campaigns for tests: every argument optional, every default valid."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from campaigns.actions import campaigns
from campaigns.models import Campaign, CampaignTitle
from planning import tenancy
from planning.models import Library, TargetGroup, User
from tests import make, make_plan


def make_campaign(
    library: Library,
    title: str = "",
    *,
    group: TargetGroup | None = None,
    titles: Iterable[int] = (),
    starts_on: date = make_plan.DAY,
    days: int = 28,
    involved: Iterable[tuple[str, User | None]] = (("collection", None), ("marketing", None)),
    by: User | None = None,
    start: str = Campaign.Start.EMPTY,
    content: dict[str, Any] | None = None,
    **fields: Any,
) -> Campaign:
    """A campaign for a group of its own; `titles` are numbers, `content` what it says."""
    values = {
        "title": title or f"Campagne {next(make.serial):04}",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=days - 1),
        "target_group": group or make_plan.target_group(library),
        **fields,
    }
    with tenancy.library_scope(library):
        campaign = campaigns.begin(
            library, by=by, fields=values, involved=involved, start=start, content=content
        )
        # Also where the catalogue does not know them.
        CampaignTitle.objects.bulk_create(
            CampaignTitle(library=library, campaign=campaign, title=number, position=place)
            for place, number in enumerate(titles, start=1)
        )
        return campaign
