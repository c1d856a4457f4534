"""What plays on a screen at a moment, and why. Pure: days and moments in, no clock, no database.

One rule: all slides that are valid at a moment take equal turns; one of them may stand in front,
and then comes back after every other one. Outside opening hours the rest slide stands still.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# Days and times of a library are those on its wall.
ZONE = ZoneInfo("Europe/Amsterdam")
MIDNIGHT = time(0)
DAY = timedelta(days=1)
CAMPAIGN, MESSAGE, TIP = "campaign", "message", "tip"
PLAYS, LATER, OVER, NOT_NOW, CLOSED = "plays", "later", "over", "not_now", "closed"

Spell = tuple[datetime, datetime]  # from, until: the last moment is not in it
Hours = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Piece:
    """A slide that may play: of what, on which days, and between which times of these days.

    A time until that lies before the time from runs past midnight, into the day after. `within` are
    the days of a campaign: at their local end everything of it stops, also what runs past midnight.
    """

    key: str
    source: str
    first_on: date
    last_on: date | None = None
    from_time: time | None = None
    until_time: time | None = None
    within: tuple[date, date] | None = None
    is_first: bool = False
    made_at: float = 0.0  # of two in front the one made last is
    content: Mapping[str, Any] = field(default_factory=dict)


def at(day: date, clock: time = MIDNIGHT) -> datetime:
    """The moment at which the clock on the wall says so; in a lost hour, an hour later."""
    # By way of UTC: between two moments of one zone Python reckons with the clock on the wall.
    return datetime.combine(day, clock, ZONE).astimezone(UTC).astimezone(ZONE)


def spells(piece: Piece, first: datetime, last: datetime) -> list[Spell]:
    """When a slide is valid between two moments: in order, apart from each other."""
    found = []
    day = max(piece.first_on, first.astimezone(ZONE).date() - DAY)
    end = min(piece.last_on or date.max - DAY, last.astimezone(ZONE).date())
    while day <= end:
        found.append(_window(day, piece.from_time, piece.until_time))
        day += DAY
    if piece.within:
        begins, ends = at(piece.within[0]), at(piece.within[1] + DAY)
        first, last = max(first, begins, key=_moment), min(last, ends, key=_moment)
    return _cut(found, first, last)


def opening(
    hours: Hours, closed: Iterable[tuple[date, date]], first: datetime, last: datetime
) -> list[Spell] | None:
    """When a screen is on between two moments; None: its hours are not known, so always.

    hours: seven of [from, until], Monday first, [] for a day on which it stays closed.
    """
    if not any(hours):
        return None
    shut = list(closed)
    found = []
    day = first.astimezone(ZONE).date() - DAY
    while day <= last.astimezone(ZONE).date():
        today = hours[day.weekday()]
        if today and not any(begins <= day <= ends for begins, ends in shut):
            found.append(_window(day, *(time.fromisoformat(each) for each in today)))
        day += DAY
    return _cut(found, first, last)


def is_within(found: Iterable[Spell] | None, moment: datetime) -> bool:
    """Whether a moment lies in one of these; always where there are none to keep to."""
    if found is None:
        return True
    now = _moment(moment)
    return any(_moment(begins) <= now < _moment(ends) for begins, ends in found)


def is_valid(piece: Piece, moment: datetime) -> bool:
    return bool(spells(piece, moment, moment + timedelta(microseconds=1)))


def playing(pieces: Iterable[Piece], moment: datetime) -> list[Piece]:
    """The slides that take turns at a moment, the one in front first; the others as given."""
    valid = [piece for piece in pieces if is_valid(piece, moment)]
    front = in_front(valid)
    return valid if front is None else [front, *(each for each in valid if each is not front)]


def in_front(valid: Iterable[Piece]) -> Piece | None:
    """At most one stands in front: of several the one that was made last."""
    wanted = [piece for piece in valid if piece.is_first]
    return max(wanted, key=lambda each: (each.made_at, each.key), default=None)


def turns(count: int, *, has_front: bool) -> list[int]:
    """One round as places in the list: each once, and what is in front after every other one."""
    if not has_front or count < 2:
        return list(range(count))
    return [place for other in range(1, count) for place in (0, other)]


def standing(piece: Piece, moment: datetime, *, is_open: bool = True) -> str:
    """Why a slide plays at a moment or does not: PLAYS, CLOSED, LATER, NOT_NOW or OVER."""
    if is_valid(piece, moment):
        return PLAYS if is_open else CLOSED
    today = moment.astimezone(ZONE).date()
    begins = max(piece.first_on, piece.within[0]) if piece.within else piece.first_on
    ends = [each for each in (piece.last_on, piece.within and piece.within[1]) if each]
    if today < begins:
        return LATER
    return OVER if any(today > each for each in ends) else NOT_NOW


def _window(day: date, begins: time | None, ends: time | None) -> Spell:
    if begins is None or ends is None:
        return at(day), at(day + DAY)
    return at(day, begins), at(day + DAY if ends <= begins else day, ends)


def _moment(moment: datetime) -> float:
    """To compare by: two times of one zone compare by the clock on the wall, not as moments."""
    return moment.timestamp()


def _cut(found: Iterable[Spell], first: datetime, last: datetime) -> list[Spell]:
    """Only what lies between two moments; what touches becomes one."""
    kept: list[Spell] = []
    for spell in sorted(found, key=lambda each: _moment(each[0])):
        begins, ends = max(spell[0], first, key=_moment), min(spell[1], last, key=_moment)
        if _moment(begins) >= _moment(ends):
            continue
        if kept and _moment(begins) <= _moment(kept[-1][1]):
            kept[-1] = (kept[-1][0], max(kept[-1][1], ends, key=_moment))
        else:
            kept.append((begins, ends))
    return kept
