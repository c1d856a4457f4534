"""A plan item as lanes, rules, agendas and exports see it: plain values, no database behind it."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cached_property

COLLECTION, MARKETING, PROGRAMMING, OTHER = "collection", "marketing", "programming", "other"
DISCIPLINES = (COLLECTION, MARKETING, PROGRAMMING, OTHER)
# Lanes from top to bottom; the national one and the holidays are no plan items.
JOINT, CONSULTATION = "joint", "consultation"
LANES = (COLLECTION, JOINT, MARKETING, PROGRAMMING, OTHER, CONSULTATION)
# What a year shows; tasks, posts and placements appear from a quarter on.
MAIN_KINDS = frozenset(
    {"campaign", "activity", "moment", "milestone", "consultation", "training", "look_back"}
)


@dataclass(frozen=True)
class Joined:
    """A discipline in an item, somebody of it where named, and the day from which."""

    discipline: str
    joined_on: date
    person_id: int | None = None
    person: str = ""


@dataclass(frozen=True)
class Entry:
    """Days are both included; without `start_time` it lasts whole days. Hours may be unknown."""

    id: int
    kind: str
    title: str
    starts_on: date
    ends_on: date
    created_on: date
    start_time: time | None = None
    end_time: time | None = None
    status: str = "agreed"
    joined: tuple[Joined, ...] = ()
    target_group_id: int | None = None
    target_group: str = ""
    branch_ids: frozenset[int] = frozenset()
    branches: tuple[str, ...] = ()
    channel_ids: frozenset[int] = frozenset()
    channels: tuple[str, ...] = ()
    display_id: int | None = None
    display: str = ""
    place: str = ""
    hours: dict[str, int] = field(default_factory=dict)  # discipline → hours, where estimated
    euros: Decimal | None = None
    parent_id: int | None = None
    series_id: int | None = None
    national_id: int | None = None
    version: int = 1

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @cached_property
    def disciplines(self) -> tuple[str, ...]:
        """Each discipline in it once, in the fixed order."""
        present = {each.discipline for each in self.joined}
        return tuple(each for each in DISCIPLINES if each in present)

    @property
    def is_joint(self) -> bool:
        return len(self.disciplines) > 1

    @property
    def lane(self) -> str:
        """The one lane it is drawn in."""
        if self.kind == "consultation":
            return CONSULTATION
        if self.is_joint:
            return JOINT
        return self.disciplines[0] if self.disciplines else OTHER

    @property
    def second_joined_on(self) -> date | None:
        """The day on which a second discipline came on board, or None while there is only one."""
        firsts = sorted(
            min(each.joined_on for each in self.joined if each.discipline == discipline)
            for discipline in self.disciplines
        )
        return firsts[1] if len(firsts) > 1 else None

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it has a day from `first` to `last`, both included."""
        return self.starts_on <= last and self.ends_on >= first
