"""One thing that asks attention, with the page on which something can be done about it."""

from dataclasses import dataclass
from datetime import date

from planning.entries import JOINT, Entry
from planning.models import Snooze


@dataclass(frozen=True)
class Point:
    """One thing with one action; `task` is one that is done by ticking it."""

    key: str
    due: date
    title: str
    text: str
    url: str
    action: str
    lane: str = JOINT
    task: Entry | None = None
    snooze: Snooze | None = None

    @property
    def is_joint(self) -> bool:
        return self.lane == JOINT

    @property
    def is_on_its_day(self) -> bool:
        """Whether it happens on that day, instead of having to be done before."""
        return self.key.startswith("consultation:")
