"""What waits for a manager: questions, and hours of this quarter. Nothing about one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planning import wording
from planning.clashes import Days
from planning.clashes.hours import planned_hours
from planning.entries import Entry
from planning.models import Capacity, Membership
from planning.queries import plan, reviews


@dataclass(frozen=True)
class Room:
    """The hours of a discipline in this quarter, planned and available."""

    name: str
    planned: int
    hours: int

    @property
    def is_over(self) -> bool:
        return self.planned > self.hours


@dataclass(frozen=True)
class Waiting:
    reviews: int
    quarter: int
    year: int
    rooms: list[Room]


def waiting(membership: Membership, entries: Sequence[Entry], *, today: date) -> Waiting | None:
    """Two queries for a manager, none for the others."""
    if not membership.is_manager:
        return None
    quarter = (today.month - 1) // 3 + 1
    days = Days(*plan.quarter_days(today.year, quarter))
    rows = Capacity.objects.filter(
        library=membership.library, year=today.year, quarter=quarter
    ).order_by("discipline")
    rooms = [
        Room(
            name=wording.discipline_in_words(row.discipline),
            planned=round(planned_hours(entries, row.discipline, days)),
            hours=row.hours,
        )
        for row in rows
    ]
    return Waiting(
        reviews=reviews.open_reviews(membership.library).count(),
        quarter=quarter,
        year=today.year,
        rooms=rooms,
    )
