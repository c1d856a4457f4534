"""What the rules of a plan look at besides its items, and what they answer."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planning.entries import Entry

# "signal:" and a key must fit in 150 characters.
LONGEST_KEY = 130


@dataclass(frozen=True)
class Signal:
    """Something that the plan itself says; `reason` is why people live with it."""

    code: str
    key: str
    text: str
    item_ids: tuple[int, ...]
    starts_on: date
    ends_on: date
    act_by: date
    reason: str = ""
    national_id: int | None = None

    @property
    def is_accepted(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True)
class Thresholds:
    """From when on something is said."""

    gap_weeks: int = 6
    late_days: int = 21
    ad_hoc_days: int = 21
    clash_days: int = 3
    one_sided_weeks: int = 6
    undecided_weeks: int = 10


@dataclass(frozen=True)
class National:
    """A national campaign, and whether it still waits for an answer."""

    id: int
    name: str
    starts_on: date
    ends_on: date
    is_open: bool = True


@dataclass(frozen=True)
class Available:
    """The hours that a discipline has in a quarter."""

    year: int
    quarter: int
    discipline: str
    hours: int


@dataclass(frozen=True)
class Focus:
    """A target group that the year is about."""

    target_group_id: int
    name: str


@dataclass(frozen=True)
class Days:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def common(self, other: "Days") -> "Days | None":
        """The days that two stretches share."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def shares(self, other: "Days") -> int:
        """How many days two stretches share."""
        common = self.common(other)
        return common.count if common else 0


@dataclass(frozen=True)
class Facts:
    """A plan from `first` to `last`, with what stands around it."""

    first: date
    last: date
    entries: Iterable[Entry]
    nationals: Iterable[National] = ()
    capacities: Iterable[Available] = ()
    focus: Iterable[Focus] = ()
    summers: Iterable[Days] = ()


def key_of(code: str, *facts: object) -> str:
    """A readable key; one that would be too long ends in a digest of itself."""
    key = ":".join([code, *(_written(fact) for fact in facts)])
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    return f"{code}:{digest}"


def _written(fact: object) -> str:
    if isinstance(fact, tuple | list):
        return "-".join(str(each) for each in fact)
    return str(fact)
