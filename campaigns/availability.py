"""Whether a title can be had when its campaign begins, and what to warn of before. Pure.

A live-sounding claim needs a file of at most two days old: from an older one only its day is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FRESH_DAYS = 2
# In the order in which they matter: what cannot come right any more first.
CODES = ("too_late", "after_start", "order_by", "nowhere", "absent", "queue", "awaited")


@dataclass(frozen=True)
class Files:
    """Of which day the newest holdings and reservations are; None: there are none."""

    holdings_on: date | None = None
    reservations_on: date | None = None


@dataclass(frozen=True)
class Stock:
    """What is known of a title: copies everywhere and at each branch of the campaign, by name."""

    copies: int = 0
    here: Sequence[tuple[str, int]] = ()
    reservations: int = 0
    expected_on: date | None = None  # of copies that are on their way
    is_to_buy: bool = False  # not in the collection at all
    came_on: date | None = None  # of copies that came in lately


@dataclass(frozen=True)
class Concern:
    """Something to know before the campaign goes live; `about` is the title."""

    code: str
    about: str
    day: date | None = None
    other_day: date | None = None
    count: int = 0
    copies: int = 0
    places: Sequence[str] = field(default=())

    @property
    def text(self) -> str:
        return _TEXTS[self.code](self)

    @property
    def is_urgent(self) -> bool:
        """Whether readers would find nothing, or wait longer, if it stays as it is."""
        return self.code not in ("order_by", "awaited")


def is_fresh(made_on: date | None, today: date) -> bool:
    """A file of at most two days old still says what stands on the shelf."""
    return made_on is not None and today - made_on <= timedelta(days=FRESH_DAYS)


def has_queue(reservations: int, copies: int) -> bool:
    """As many people wait as there are copies, or more."""
    return reservations > 0 and reservations >= copies


def concerns(
    about: str, stock: Stock, files: Files, *, starts_on: date, supplier_days: int, today: date
) -> list[Concern]:
    """What to know of this title, in the order of CODES."""
    found: list[Concern] = []
    if stock.is_to_buy or (stock.copies == 0 and stock.expected_on):
        found += _ordered(about, stock, starts_on, supplier_days, today)
    elif stock.copies == 0 and stock.came_on and is_fresh(files.holdings_on, today):
        found.append(Concern("awaited", about, stock.came_on))
    elif is_fresh(files.holdings_on, today):
        found += _standing(about, stock)
        if stock.copies == 0:
            found += _ordered(about, stock, starts_on, supplier_days, today)
    if is_fresh(files.reservations_on, today) and has_queue(stock.reservations, stock.copies):
        found.append(Concern("queue", about, count=stock.reservations, copies=stock.copies))
    return found


def _ordered(
    about: str, stock: Stock, starts_on: date, supplier_days: int, today: date
) -> Iterable[Concern]:
    """A day that somebody named, else what the supplier's days allow."""
    if stock.expected_on:
        if stock.expected_on > starts_on:
            yield Concern("after_start", about, stock.expected_on, starts_on)
        return
    order_by = starts_on - timedelta(days=supplier_days)
    if today <= order_by:
        yield Concern("order_by", about, order_by)
    else:
        yield Concern("too_late", about, order_by, today + timedelta(days=supplier_days))


def _standing(about: str, stock: Stock) -> Iterable[Concern]:
    if stock.copies == 0:
        yield Concern("nowhere", about)
        return
    lacking = [name for name, copies in stock.here if not copies]
    if lacking:
        yield Concern("absent", about, places=lacking)


def in_order(found: Iterable[Concern]) -> list[Concern]:
    """What matters most first; within that by title."""
    return sorted(found, key=lambda each: (CODES.index(each.code), each.about.casefold()))


def summary(found: Sequence[Concern]) -> str:
    """One line: 2 titels met een wachtrij, 1 nog te bestellen."""
    counts = [(code, len({each.about for each in found if each.code == code})) for code in CODES]
    parts = [_COUNTED[code](number) % {"count": number} for code, number in counts if number]
    return ", ".join(parts)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _too_late(concern: Concern) -> str:
    return _("Should have been ordered by %(day)s; ordered today it is here around %(other)s.") % {
        "day": _day(concern.day),
        "other": _day(concern.other_day),
    }


def _after_start(concern: Concern) -> str:
    return _("Expected on %(day)s, after the start on %(other)s.") % {
        "day": _day(concern.day),
        "other": _day(concern.other_day),
    }


def _order_by(concern: Concern) -> str:
    return _("Has to be ordered by %(day)s at the latest.") % {"day": _day(concern.day)}


def _nowhere(_concern: Concern) -> str:
    return _("No copy stands in any branch.")


def _awaited(concern: Concern) -> str:
    return _("Came in on %(day)s; the holdings file does not have it yet.") % {
        "day": _day(concern.day)
    }


def _absent(concern: Concern) -> str:
    return _("No copy in %(places)s.") % {"places": ", ".join(concern.places)}


def _queue(concern: Concern) -> str:
    waiting = ngettext("%(count)d reservation", "%(count)d reservations", concern.count) % {
        "count": concern.count
    }
    copies = ngettext("%(count)d copy", "%(count)d copies", concern.copies) % {
        "count": concern.copies
    }
    return _("%(waiting)s on %(copies)s: promoting makes the queue longer.") % {
        "waiting": waiting,
        "copies": copies,
    }


_TEXTS = {
    "too_late": _too_late,
    "after_start": _after_start,
    "order_by": _order_by,
    "nowhere": _nowhere,
    "awaited": _awaited,
    "absent": _absent,
    "queue": _queue,
}
_COUNTED = {
    "too_late": lambda n: ngettext("%(count)d ordered too late", "%(count)d ordered too late", n),
    "after_start": lambda n: ngettext(
        "%(count)d expected after the start", "%(count)d expected after the start", n
    ),
    "order_by": lambda n: ngettext("%(count)d still to order", "%(count)d still to order", n),
    "nowhere": lambda n: ngettext("%(count)d without a copy", "%(count)d without a copy", n),
    "awaited": lambda n: ngettext(
        "%(count)d not in the holdings file yet", "%(count)d not in the holdings file yet", n
    ),
    "absent": lambda n: ngettext(
        "%(count)d not in a branch of the campaign",
        "%(count)d not in a branch of the campaign",
        n,
    ),
    "queue": lambda n: ngettext(
        "%(count)d with a waiting list", "%(count)d with a waiting list", n
    ),
}
