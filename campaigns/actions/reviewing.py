"""What follows a question or an answer about a campaign."""

from planning.models import PlanItem


def settle(item: PlanItem) -> None:
    """Screens show a campaign from its agreement on, and nothing of it while a word is awaited."""
