"""When the campaigns of the demonstration are, and which loans tell of the one that worked."""

from dataclasses import dataclass
from datetime import date, timedelta

from segments.demonstration.promoted import Promotion

WEEKS_AGO, WORKED_WEEKS = 15, 6
# So much of all loans of those weeks as makes its titles go out about twice as often.
SHARE = 0.008


@dataclass(frozen=True)
class Days:
    first: date
    last: date


def weeks_ago(today: date, weeks: int, *, length: int) -> Days:
    """Whole weeks from a Monday; a negative number lies ahead."""
    monday = today - timedelta(days=today.weekday(), weeks=weeks)
    return Days(monday, monday + timedelta(weeks=length, days=-1))


def worked(today: date) -> Days:
    """The campaign with a clear effect, long enough ago that its loans are known."""
    return weeks_ago(today, WEEKS_AGO, length=WORKED_WEEKS)


def promotions(today: date) -> tuple[Promotion, ...]:
    """What an export has to show of it."""
    days = worked(today)
    return (Promotion("SPAN", 2, 24, days.first, days.last, SHARE),)
