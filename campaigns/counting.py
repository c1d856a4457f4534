"""What was counted by hand, before and during: per day, because the days are seldom as many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign, CampaignCount

BEFORE, DURING = CampaignCount.Phase.BEFORE, CampaignCount.Phase.DURING


@dataclass(frozen=True)
class Side:
    """All that was counted of one thing before it began, or while it runs."""

    number: int
    days: int
    times: int

    @property
    def per_day(self) -> float:
        return self.number / self.days if self.days else 0.0


@dataclass(frozen=True)
class Comparison:
    """One thing before and during; None where nobody counted."""

    what: str
    before: Side | None
    during: Side | None

    @property
    def name(self) -> str:
        return str(dict(Campaign.Goal.choices)[self.what])

    @property
    def sides(self) -> list[tuple[Side | None, str]]:
        """Both, with what each is called."""
        return [(self.before, str(BEFORE.label)), (self.during, str(DURING.label))]


@dataclass(frozen=True)
class Progress:
    """How far a goal with a number is, and how many days there are left."""

    reached: int
    wanted: int
    days_left: int | None

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.reached)

    @property
    def shown(self) -> int:
        """For a bar, which ends at its end."""
        return min(self.reached, self.wanted)


def comparisons(counts: Iterable[CampaignCount]) -> list[Comparison]:
    """What was counted, thing by thing in the order of the goals; a day counts once."""
    rows = list(counts)
    present = [each for each in Campaign.Goal.values if any(row.what == each for row in rows)]
    return [
        Comparison(
            what,
            _side([row for row in rows if row.what == what and row.phase == BEFORE]),
            _side([row for row in rows if row.what == what and row.phase == DURING]),
        )
        for what in present
    ]


def progress(campaign: Campaign, counts: Iterable[CampaignCount], today: date) -> Progress | None:
    """Of a goal that is counted by hand; loans are measured, and told on the page of the effect."""
    if not campaign.goal_number or campaign.goal in ("", Campaign.Goal.BORROW):
        return None
    counted = [row for row in counts if row.what == campaign.goal and row.phase == DURING]
    left = (campaign.goal_on - today).days if campaign.goal_on else None
    return Progress(sum(row.number for row in counted), campaign.goal_number, left)


def _side(rows: Sequence[CampaignCount]) -> Side | None:
    if not rows:
        return None
    days = set()
    for row in rows:
        span = (row.to_on - row.from_on).days + 1
        days |= {row.from_on.toordinal() + step for step in range(min(span, 3660))}
    return Side(sum(row.number for row in rows), len(days), len(rows))
