"""What somebody took out of a campaign just now, so that one press puts it back."""

from typing import Any

from campaigns.models import Campaign
from planning.requests import Request

KEY, MOST = "titles_removed", 10


def remember(request: Request, campaign: Campaign, removed: dict[str, Any]) -> None:
    """Keep it for as long as the session lasts; of many only the last ones."""
    kept = [*request.session.get(KEY, []), {"campaign": campaign.pk, **removed}]
    request.session[KEY] = kept[-MOST:]


def removed_of(request: Request, campaign: Campaign) -> list[dict[str, Any]]:
    """What was taken out of this campaign, the last first."""
    rows = [row for row in request.session.get(KEY, []) if row["campaign"] == campaign.pk]
    return rows[::-1]


def take(request: Request, campaign: Campaign, added_at: str) -> dict[str, Any] | None:
    """One of these by the moment at which it had been added, and forget it."""
    rows = request.session.get(KEY, [])
    for row in rows:
        if row["campaign"] == campaign.pk and row["added_at"] == added_at:
            request.session[KEY] = [each for each in rows if each is not row]
            return dict(row)
    return None
