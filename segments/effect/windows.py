"""Which weeks an effect is measured in: before, during and after, and what is known of them."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
YEAR = timedelta(weeks=52)  # the same days of the week
BEFORE_WEEKS = 8  # that stand beside the campaign on the page
AFTER_WEEKS = 8
HISTORY_WEEKS = 104  # as long as loans are kept with their readers; older ones are not needed
LEAST_HISTORY = 8  # weeks; of less nobody can tell which titles are comparable
HALF_YEAR = 26


@dataclass(frozen=True)
class Span:
    """Days from the first until the day before the last one; empty when nothing is in it."""

    first: date
    until: date

    @property
    def days(self) -> int:
        return max(0, (self.until - self.first).days)

    def within(self, first: date, until: date) -> "Span":
        """What of it lies between these days."""
        return Span(min(max(self.first, first), self.until), max(min(self.until, until), first))

    def earlier(self, by: timedelta) -> "Span":
        return Span(self.first - by, self.until - by)


@dataclass(frozen=True)
class Windows:
    """Titles are comparable that were lent as often in `matched`, in its end (`recent`), and in the
    `base` before it, when nobody was choosing titles for this campaign yet."""

    before: Span
    during: Span
    after: Span
    last_year: Span
    recent: Span
    matched: Span
    base: Span
    known: Span

    @property
    def start(self) -> date:
        return self.before.until

    @property
    def has_comparison(self) -> bool:
        return self.matched.days >= LEAST_HISTORY * 7 and self.during.days > 0

    @property
    def has_last_year(self) -> bool:
        return self.last_year.first >= self.known.first and self.last_year.days > 0

    @property
    def whole(self) -> Span:
        """All that has to be looked at."""
        return Span(min(self.base.first, self.last_year.first, self.before.first), self.after.until)


def windows(starts_on: date, ends_on: date, known_from: date, known_to: date) -> Windows:
    """The windows of a campaign; both of its days and both known days belong to it.

    With a year and a half or more of loans the last year before the start is matched and what
    lies before that is the base; with less, half of it each; with under half a year everything is
    matched and there is no base.
    """
    known = Span(known_from, known_to + DAY)
    during = Span(starts_on, ends_on + DAY).within(starts_on, max(known.until, starts_on))
    weeks = min(HISTORY_WEEKS, max(0, (starts_on - known_from).days // 7))
    if weeks >= 78:
        matched = 52
    elif weeks >= 26:
        matched = weeks - weeks // 2
    else:
        matched = weeks
    middle = starts_on - matched * WEEK
    return Windows(
        before=Span(starts_on - min(weeks, BEFORE_WEEKS) * WEEK, starts_on),
        during=during,
        # As long as the campaign, so that both can be laid beside each other; at most two months.
        after=Span(
            ends_on + DAY,
            ends_on + DAY + min(ends_on + DAY - starts_on, AFTER_WEEKS * WEEK),
        ).within(ends_on + DAY, max(known.until, ends_on + DAY)),
        last_year=during.earlier(YEAR),
        recent=Span(starts_on - min(matched, HALF_YEAR) * WEEK, starts_on),
        matched=Span(middle, starts_on),
        base=Span(starts_on - weeks * WEEK, middle),
        known=known,
    )
