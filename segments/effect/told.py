"""An effect as it is kept and told: plain figures that a page, a sheet and a command share."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from segments.effect.verdicts import Sums, Verdict


@dataclass(frozen=True)
class TitleTold:
    """Loans of one promoted title; expected is None where nothing compares with it."""

    number: int
    before: int
    during: int
    after: int
    last_year: int
    expected: float | None = None


@dataclass(frozen=True)
class WeekTold:
    """Loans of the promoted titles in a week, or in the days of it that the campaign has."""

    first: str
    days: int
    phase: str  # before, during, after
    loans: int
    expected: float | None
    is_known: bool = True


@dataclass(frozen=True)
class BranchTold:
    """Loans of the promoted titles in a branch, by its position."""

    position: int
    before: int
    during: int
    expected: float | None


@dataclass(frozen=True)
class PartTold:
    """The collection part: what it would have been as everything else went, and what it was."""

    during: int  # promoted titles and the rest of their genres
    expected: int
    low: int
    high: int
    lacking: float  # the likeliest share of the extra loans that the rest lacked


@dataclass(frozen=True)
class EstimateTold:
    """Of the titles that could be compared; ratios less one."""

    observed: int
    expected: float
    uplift: float
    low: float
    high: float
    verdict: str
    titles: int
    comparisons: int
    others_change: float | None  # of the comparison titles, from before to during, per day


@dataclass(frozen=True)
class Told:
    """What is known of a campaign. Lengths are in days of which loans are known."""

    known_from: str = ""
    known_until: str = ""
    days: int = 0  # of the campaign
    days_before: int = 0
    days_during: int = 0
    days_after: int = 0
    titles: int = 0
    went: int = 0  # titles that were lent at least once during it
    before: int = 0
    during: int = 0
    after: int = 0
    last_year: int | None = None
    estimate: EstimateTold | None = None
    after_expected: float | None = None
    sums: dict[str, float] = field(default_factory=dict)
    part: PartTold | None = None
    outlier: int | None = None
    outlier_share: float = 0.0
    too_new: list[int] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)  # nothing compares with them
    silences: list[list[str]] = field(default_factory=list)
    weeks: list[WeekTold] = field(default_factory=list)
    branches: list[BranchTold] = field(default_factory=list)
    rows: list[TitleTold] = field(default_factory=list)
    readers: dict[str, Any] = field(default_factory=dict)  # published figures of the target group

    @property
    def has_loans(self) -> bool:
        """Whether this library has loans at all."""
        return bool(self.known_until)

    @property
    def verdict(self) -> Verdict | None:
        return Verdict(self.estimate.verdict) if self.estimate else None

    @property
    def usual(self) -> float | None:
        """What the weeks before come to over as many days as are known of the campaign."""
        return self.over(self.before, self.days_before)

    def over(self, loans: int, days: int) -> float | None:
        """Loans of so many days, over as many days as are known of the campaign."""
        return loans * self.days_during / days if days and self.days_during else None

    @property
    def adding(self) -> Sums | None:
        """What it brings to a verdict over campaigns together."""
        return Sums(**self.sums) if self.sums else None

    def content(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Told":
        """As it was kept."""
        kept = dict(content)
        for name, one in (("estimate", EstimateTold), ("part", PartTold)):
            kept[name] = one(**kept[name]) if kept.get(name) else None
        for name, each in (("weeks", WeekTold), ("branches", BranchTold), ("rows", TitleTold)):
            kept[name] = [each(**row) for row in kept.get(name, [])]
        return cls(**kept)


def day_of(text: str) -> date | None:
    """A day as it is kept, or none."""
    return date.fromisoformat(text) if text else None
