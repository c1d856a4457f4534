"""What follows a question or an answer about a campaign."""

from campaigns.actions import programmes
from planning.models import PlanItem


def settle(item: PlanItem) -> None:
    """Screens show a campaign again from its agreement on, and nothing while a word is awaited."""
    programmes.renew(item.library)
