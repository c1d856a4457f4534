"""What people count by hand: written down, and taken away again."""

from datetime import date

from campaigns.models import Campaign, CampaignCount
from planning.models import User


def add_count(
    campaign: Campaign,
    *,
    by: User | None,
    what: str,
    phase: str,
    from_on: date,
    to_on: date,
    number: int,
    note: str = "",
) -> CampaignCount:
    """Write down what was counted, on a day or over days."""
    return CampaignCount.objects.create(
        library_id=campaign.library_id,
        campaign=campaign,
        what=what,
        phase=phase,
        from_on=from_on,
        to_on=to_on,
        number=number,
        note=note,
        added_by=by,
    )


def remove_count(count: CampaignCount) -> None:
    """It was a mistake."""
    count.delete()
