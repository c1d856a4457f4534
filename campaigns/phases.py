"""How far a campaign is, by its own traces."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign
from planning.models import PlanItem


class Phase(models.TextChoices):
    """In the order in which a campaign goes through them."""

    IDEA = "idea", pgettext_lazy("phase", "idea")
    PREPARING = "preparing", _("preparing")
    RUNNING = "running", pgettext_lazy("phase", "running")
    LOOKING_BACK = "looking_back", _("looking back")
    CLOSED = "closed", pgettext_lazy("phase", "closed")


def phase(campaign: Campaign, today: date) -> Phase:
    """An idea until somebody agreed to it; looked back on from the day after its last one."""
    item = campaign.item
    if campaign.closed_at or item.status in (PlanItem.Status.DONE, PlanItem.Status.DROPPED):
        return Phase.CLOSED
    if item.ends_on < today:
        return Phase.LOOKING_BACK
    if item.status == PlanItem.Status.PROPOSED:
        return Phase.IDEA
    return Phase.RUNNING if item.starts_on <= today else Phase.PREPARING
