"""What a campaign says beside the days, people and places of its plan item: written down as plain
values, so that it follows the versions of the item, and in the words of its history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from planning import wording
from planning.snapshots import Snapshot
from planning.wording import Names

FIELDS = (
    "message",
    "link",
    "goal",
    "goal_number",
    "goal_on",
    "goal_text",
    "not_doing",
    "not_doing_why",
)


def of(campaign: Campaign) -> Snapshot:
    """What it says now."""
    return plain({name: getattr(campaign, name) for name in FIELDS})


def plain(content: Mapping[str, Any]) -> Snapshot:
    """Cleaned values of a form in the shape of a snapshot; other names are refused."""
    unknown = content.keys() - set(FIELDS)
    if unknown:
        raise KeyError(*unknown)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in content.items()
    }


def value_of(name: str, written: Any) -> Any:
    """What a field of the model holds for what stands in a snapshot."""
    return date.fromisoformat(written) if name == "goal_on" and written else written


def introduce() -> None:
    """Tell the history of the plan what these fields are called."""
    for name, label in LABELS.items():
        wording.introduce(name, label, WRITERS.get(name))


def _goal(written: Any, _names: Names) -> str:
    return str(dict(Campaign.Goal.choices).get(written, ""))


def _day(written: Any, _names: Names) -> str:
    return wording.day_in_words(date.fromisoformat(written)) if written else ""


LABELS = {
    "message": _("Message"),
    "link": _("Address with more"),
    "goal": _("Goal"),
    "goal_number": _("How many"),
    "goal_on": _("By when"),
    "goal_text": _("In your own words"),
    "not_doing": _("What we will not do"),
    "not_doing_why": _("Why not"),
}
WRITERS = {"goal": _goal, "goal_on": _day}
