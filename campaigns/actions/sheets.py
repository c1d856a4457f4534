"""One page of a campaign, kept as it is today."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaigns.models import Campaign, CampaignSheet
from planning.models import User


def freeze(
    campaign: Campaign, kind: str, content: Mapping[str, Any], *, on: date, by: User | None
) -> CampaignSheet:
    """Keep it; what changes afterwards changes nothing on it."""
    return CampaignSheet.objects.create(
        library_id=campaign.library_id,
        campaign=campaign,
        kind=kind,
        content=dict(content),
        made_on=on,
        made_by=by,
    )
