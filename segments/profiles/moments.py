"""One date or moment from text, in plain Python: what the fast parser must agree with."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Years outside are slips of the keyboard; they also keep 0000-00-00 and 0025-03-01 out.
FIRST_YEAR, LAST_YEAR = 1900, 2100
ORDERS = ("dmy", "mdy", "ymd")
MICROS_PER_DAY = 86_400_000_000

_YEAR_FIRST = r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
_SHAPES = {
    "dmy": (
        r"(?P<d>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})",
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})",
    ),
    "mdy": (
        r"(?P<m>\d{1,2})(?P<s>[-/.])(?P<d>\d{1,2})(?P=s)(?P<y>\d{4})",
        r"(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d{4})",
    ),
    "ymd": (_YEAR_FIRST, r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
}
_TIME = (
    r"(?:(?:[ ]+|T)(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:[ ]?(?P<half>[AaPp])\.?[Mm]\.?)?[ ]?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_STRICT = {
    order: tuple(re.compile(shape + _TIME, re.ASCII) for shape in shapes)
    for order, shapes in _SHAPES.items()
}
# A year of four digits in front cannot be a day or a month, so it is taken under every order.
_TAKEN = {
    order: (*shapes, re.compile(_YEAR_FIRST + _TIME, re.ASCII)) for order, shapes in _STRICT.items()
}


class Moment(NamedTuple):
    """A local day, and the microsecond of that day (None when the text held no time)."""

    day: date
    micros: int | None


def parse_moment(text: str, order: str, zone: ZoneInfo) -> Moment | None:
    """Date with or without time; an offset becomes local time of `zone`; None for no date."""
    stripped = text.strip()
    for shape in _TAKEN[order]:
        if match := shape.fullmatch(stripped):
            return _moment(match, zone)
    return None


def _moment(match: re.Match[str], zone: ZoneInfo) -> Moment | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    try:
        local = date(year, month, day)
    except ValueError:
        return None
    if match["hour"] is None:
        return Moment(local, None)
    hour, minute, second = _hour(match), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    fraction = int((match["fraction"] or "0").ljust(6, "0")[:6])
    micros = (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
    if match["zone"] is None:
        return Moment(local, micros)
    offset = _offset(match["zone"])
    return None if offset is None else _localised(local, micros, offset, zone)


def _hour(match: re.Match[str]) -> int:
    """The hour of a day; more than 23 when the text cannot be right."""
    hour = int(match["hour"])
    if match["half"] is None:
        return hour
    return hour % 12 + (12 if match["half"] in "Pp" else 0) if 1 <= hour <= 12 else 24


def _offset(text: str) -> int | None:
    """Minutes east of Greenwich; None past 18 hours or 59 minutes."""
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 18 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)


def _localised(day: date, micros: int, offset: int, zone: ZoneInfo) -> Moment:
    there = datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(minutes=offset)))
    local = (there.astimezone(UTC) + timedelta(microseconds=micros)).astimezone(zone)
    since_midnight = (local.hour * 3600 + local.minute * 60 + local.second) * 1_000_000
    return Moment(local.date(), since_midnight + local.microsecond)


def orders_of(samples: list[str]) -> tuple[str, ...]:
    """The orders under which every sample is a date; empty samples say nothing."""
    filled = [sample.strip() for sample in samples if sample.strip()]
    zone = ZoneInfo("UTC")
    return tuple(
        order
        for order in ORDERS
        if all(parse_moment(sample, order, zone) is not None for sample in filled)
    )


def is_year_first(sample: str) -> bool:
    """Whether a text is a date with its year in front, so that its order needs no asking."""
    return any(shape.fullmatch(sample.strip()) is not None for shape in _STRICT["ymd"])
