"""Whether what we want fits in the hours and the euros that we have.

Needed are the plan items that are not dropped and the accepted proposals that are not in the plan
yet; a proposal for the whole year counts for a quarter of its hours in each quarter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from planning.clashes.facts import Available, Days
from planning.clashes.hours import planned_hours
from planning.entries import COLLECTION, MARKETING, PROGRAMMING, Entry

DISCIPLINES = (COLLECTION, MARKETING, PROGRAMMING)
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Wish:
    """An accepted proposal that is not in the plan yet; without a quarter it is for all year."""

    id: int
    quarter: int | None = None
    hours: dict[str, int] = field(default_factory=dict)
    euros: Decimal = Decimal(0)

    def share(self, quarter: int | None) -> Fraction:
        """How much of it falls in a quarter, or in the year."""
        if quarter is None or self.quarter == quarter:
            return Fraction(1)
        return Fraction(1, len(QUARTERS)) if self.quarter is None else Fraction(0)


@dataclass(frozen=True)
class Room:
    """Needed against available; `available` is None where nobody said how much there is."""

    needed: int
    available: int | None = None

    @property
    def over(self) -> int:
        return max(0, self.needed - self.available) if self.available is not None else 0

    @property
    def left(self) -> int:
        return max(0, self.available - self.needed) if self.available is not None else 0


def hours_room(
    discipline: str,
    wishes: Iterable[Wish],
    entries: Iterable[Entry],
    capacities: Iterable[Available],
    days: Days,
    quarter: int | None,
) -> Room:
    """The hours of one discipline in a quarter, or in the year; rounded up to whole hours."""
    wanted = sum(
        (wish.share(quarter) * wish.hours.get(discipline, 0) for wish in wishes), Fraction()
    )
    planned = planned_hours(
        [each for each in entries if each.status != "dropped"], discipline, days
    )
    mine = [
        each.hours
        for each in capacities
        if each.discipline == discipline and quarter in (None, each.quarter)
    ]
    return Room(-int(-(wanted + planned) // 1), sum(mine) if mine else None)


def euros_room(
    wishes: Iterable[Wish],
    entries: Iterable[Entry],
    budgets: dict[int, Decimal],
    days: Days,
    quarter: int | None,
) -> Room:
    """The euros of a quarter, or of the year; an item costs in the quarter in which it starts."""
    wanted = sum((wish.euros * _decimal(wish.share(quarter)) for wish in wishes), Decimal(0))
    planned = sum(
        (
            each.euros
            for each in entries
            if each.euros and each.status != "dropped" and days.first <= each.starts_on <= days.last
        ),
        Decimal(0),
    )
    mine = [euros for number, euros in budgets.items() if quarter in (None, number)]
    return Room(round(wanted + planned), round(sum(mine, Decimal(0))) if mine else None)


def _decimal(share: Fraction) -> Decimal:
    return Decimal(share.numerator) / share.denominator
