"""Columns of dates: numpy on bytes for common shapes, the plain parser of profiles for others."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from segments.profiles.moments import FIRST_YEAR, LAST_YEAR, MICROS_PER_DAY, parse_moment

from .arrays import DAY_ZERO, NULL_DAY, Bools, Bytes, Column, Ints, Numbers, by_width, plain

GOOD, EMPTY, BAD = 0, 1, 2
# A digit by itself in front, between marks, after a mark, or before a colon.
_PADDING = (
    (r"^(\d)([-/.])", r"0\1\2"),
    (r"^(\d{2,4}[-/.])(\d)([-/.])", r"\1" + "0" + r"\2\3"),
    (r"^(\d{4}[-/.]\d\d[-/.])(\d)( |T|$)", r"\1" + "0" + r"\2\3"),
    (r"^([-/.\d]+)[ T] *(\d):", r"\1 " + "0" + r"\2:"),
)
_QUARTER = 900  # zones change on quarters of an hour


@dataclass(frozen=True)
class Moments:
    """Per row: GOOD, EMPTY or BAD; day since 2000 or NULL_DAY; microsecond of the day or -1."""

    state: NDArray[np.int8]
    day: NDArray[np.int32]
    micros: Ints

    def take(self, rows: Numbers) -> "Moments":
        """The moments of some rows, or of a column from those of its distinct values."""
        return Moments(self.state[rows], self.day[rows], self.micros[rows])


class Shape(NamedTuple):
    """Where the parts of a date stand: date of `width` bytes, time, digits of fraction, zone."""

    year: int
    month: int
    day: int
    marks: tuple[int, ...]
    width: int
    time: str = ""  # "" or "minutes" or "seconds"
    fraction: int = 0
    zone: int = 0


_DATES = {
    "dmy": (Shape(6, 3, 0, (2, 5), 10), Shape(4, 2, 0, (), 8), Shape(0, 5, 8, (4, 7), 10)),
    "mdy": (Shape(6, 0, 3, (2, 5), 10), Shape(4, 0, 2, (), 8), Shape(0, 5, 8, (4, 7), 10)),
    "ymd": (Shape(0, 5, 8, (4, 7), 10), Shape(0, 4, 6, (), 8)),
}
# Length of what follows the date → how time, fraction and zone may share it.
_TIMES: tuple[tuple[int, str, int, int], ...] = (
    (0, "", 0, 0),
    (6, "minutes", 0, 0),
    *(
        (9 + (fraction + 1 if fraction else 0) + zone, "seconds", fraction, zone)
        for fraction in (0, 3, 6)
        for zone in (0, 1, 3, 5, 6)
    ),
)


class DateParser:
    """Reads columns of dates of one order; times with an offset become local time of the zone."""

    def __init__(self, order: str, timezone: str) -> None:
        self._order = order
        self._zone = ZoneInfo(timezone)
        self._offsets: dict[int, int] = {}  # quarter of an hour since 1970 → seconds east
        self._shapes: dict[int, list[Shape]] = {}
        for date_shape in _DATES[order]:
            for extra, time, fraction, zone in _TIMES:
                shape = date_shape._replace(time=time, fraction=fraction, zone=zone)
                self._shapes.setdefault(date_shape.width + extra, []).append(shape)

    def parse(self, column: Column) -> Moments:
        """The moments of a column, the same whether it is text or a dictionary."""
        if pa.types.is_dictionary(column.type):
            index = column.indices.to_numpy(zero_copy_only=False)
            return self._parse(plain(column.dictionary)).take(index)
        return self._parse(plain(column))

    def _parse(self, column: Column) -> Moments:
        found = self._parse_common(column)
        rows = np.flatnonzero(found.state == BAD)
        if len(rows):
            odd = column.take(pa.array(rows))
            padded = self._parse_common(_padded(odd))
            found.state[rows] = padded.state
            found.day[rows], found.micros[rows] = padded.day, padded.micros
            self._parse_others(odd, rows, found)
        return found

    def _parse_common(self, column: Column) -> Moments:
        """The rows of the common shapes; the others are BAD for now."""
        count = len(column)
        found = Moments(
            np.full(count, BAD, np.int8), np.full(count, NULL_DAY, np.int32), np.full(count, -1)
        )
        empty = np.ones(count, np.bool_)
        for width, rows, content in by_width(column):
            empty[rows] = False
            for shape in self._shapes.get(width, ()):
                self._parse_shape(shape, content, rows, found)
                if not (found.state[rows] == BAD).any():
                    break
        found.state[empty] = EMPTY
        return found

    def _parse_shape(
        self, shape: Shape, content: Bytes, rows: Ints | slice, found: Moments
    ) -> None:
        """Fill in the rows that have this shape and are a date; leave the others as they are."""
        days, good = _days(shape, content)
        micros = np.full(len(days), -1)
        if shape.time:
            micros, time_good = _micros(shape, content)
            good &= time_good
        if shape.zone:
            days, micros, zone_good = self._localised(shape, content, days, micros, good)
            good &= zone_good
        if good.all() and (found.state[rows] == BAD).all():
            found.state[rows], found.day[rows], found.micros[rows] = GOOD, days, micros
            return
        numbers = np.arange(len(found.state))[rows]
        fresh = good & (found.state[numbers] == BAD)
        hit = numbers[fresh]
        found.state[hit], found.day[hit], found.micros[hit] = GOOD, days[fresh], micros[fresh]

    def _localised(
        self, shape: Shape, content: Bytes, days: Numbers, micros: Ints, good: Bools
    ) -> tuple[Numbers, Ints, Bools]:
        minutes, zone_good = _zone_minutes(content[:, content.shape[1] - shape.zone :])
        good = good & zone_good
        since = np.where(good, (days.astype(np.int64) + DAY_ZERO) * MICROS_PER_DAY + micros, 0)
        since -= np.where(good, minutes * 60_000_000, 0)
        quarters, index = np.unique(since // (_QUARTER * 1_000_000), return_inverse=True)
        east = np.array([self._seconds_east(quarter) for quarter in quarters.tolist()], np.int64)
        local_days, local_micros = np.divmod(since + east[index] * 1_000_000, MICROS_PER_DAY)
        return (local_days - DAY_ZERO).astype(np.int32), local_micros, good

    def _seconds_east(self, quarter: int) -> int:
        if quarter not in self._offsets:
            instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=quarter * _QUARTER)
            offset = instant.astimezone(self._zone).utcoffset()
            self._offsets[quarter] = int(offset.total_seconds()) if offset else 0
        return self._offsets[quarter]

    def _parse_others(self, column: Column, rows: Ints, found: Moments) -> None:
        """One distinct text at a time: rare shapes, and what is no date at all."""
        still = np.flatnonzero(found.state[rows] == BAD)
        if len(still) == 0:
            return
        rows = rows[still]
        encoded = column.take(pa.array(still)).dictionary_encode()
        parsed = [self._parse_one(text) for text in encoded.dictionary.to_pylist()]
        values = np.array(parsed, np.int64).reshape(-1, 3)[encoded.indices.to_numpy()]
        found.state[rows], found.day[rows], found.micros[rows] = values.T

    def _parse_one(self, text: str) -> tuple[int, int, int]:
        if not text.strip():
            return EMPTY, NULL_DAY, -1
        moment = parse_moment(text, self._order, self._zone)
        if moment is None:
            return BAD, NULL_DAY, -1
        day = moment.day.toordinal() - datetime(2000, 1, 1, tzinfo=UTC).toordinal()
        return GOOD, day, -1 if moment.micros is None else moment.micros


def _padded(column: Column) -> Column:
    """Texts with 1-3-2026 9:05 written as 01-03-2026 09:05, as a spreadsheet does not."""
    column = pc.utf8_trim_whitespace(column)
    for pattern, replacement in _PADDING:
        column = pc.replace_substring_regex(column, pattern, replacement)
    return column


@cache
def _calendar() -> NDArray[np.int32]:
    """Days since 2000 by (year - FIRST_YEAR, month, day); NULL_DAY where there is no such day."""
    table = np.full((LAST_YEAR - FIRST_YEAR, 16, 32), NULL_DAY, np.int32)
    days = np.arange(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-01-01", dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970 - FIRST_YEAR
    day = (days - months).astype(np.int64) + 1
    table[year, month, day] = days.astype(np.int64) - DAY_ZERO
    return table.ravel()


def _number(content: Bytes, start: int, digits: int) -> tuple[NDArray[np.int32], Bytes]:
    """The number in some bytes, and the largest of its digits (over 9: no number)."""
    sign = content[:, start] - np.uint8(48)
    number, largest = sign.astype(np.int32), sign
    for position in range(start + 1, start + digits):
        sign = content[:, position] - np.uint8(48)
        number = number * 10 + sign
        largest = np.maximum(largest, sign)
    return number, largest


def _days(shape: Shape, content: Bytes) -> tuple[NDArray[np.int32], Bools]:
    year, year_digit = _number(content, shape.year, 4)
    month, month_digit = _number(content, shape.month, 2)
    day, day_digit = _number(content, shape.day, 2)
    good = np.maximum(np.maximum(year_digit, month_digit), day_digit) < 10
    good &= (year >= FIRST_YEAR) & (year < LAST_YEAR) & (month < 16) & (day < 32)
    if shape.marks:
        first, second = (content[:, mark] for mark in shape.marks)
        good &= (first == second) & ((first == 45) | (first == 47) | (first == 46))
    place = ((year - FIRST_YEAR) * 16 + month) * 32 + day
    days = _calendar()[np.where(good, place, 0)]
    return days, good & (days != NULL_DAY)


def _micros(shape: Shape, content: Bytes) -> tuple[Ints, Bools]:
    start = shape.width
    gap = content[:, start]
    hour, hour_digit = _number(content, start + 1, 2)
    minute, minute_digit = _number(content, start + 4, 2)
    largest = np.maximum(hour_digit, minute_digit)
    good = ((gap == 32) | (gap == 84)) & (content[:, start + 3] == 58) & (hour < 24) & (minute < 60)
    seconds = hour * 3600 + minute * 60
    if shape.time == "seconds":
        second, second_digit = _number(content, start + 7, 2)
        largest = np.maximum(largest, second_digit)
        good &= (content[:, start + 6] == 58) & (second < 60)
        seconds += second
    micros = seconds.astype(np.int64) * 1_000_000
    if shape.fraction:
        mark = content[:, start + 9]
        good &= (mark == 46) | (mark == 44)
        part, part_digit = _number(content, start + 10, shape.fraction)
        largest = np.maximum(largest, part_digit)
        micros += part * np.int64(10 ** (6 - shape.fraction))
    return micros, good & (largest < 10)


def _zone_minutes(zone: Bytes) -> tuple[Ints, Bools]:
    """Minutes east of Z, ±HH, ±HHMM or ±HH:MM, and whether it is one of these."""
    sign = zone[:, 0]
    if zone.shape[1] == 1:
        return np.zeros(len(zone), np.int64), sign == 90
    hours, largest = _number(zone, 1, 2)
    good = ((sign == 43) | (sign == 45)) & (hours <= 18)
    minutes = hours * 60
    if zone.shape[1] > 3:
        part, part_digit = _number(zone, zone.shape[1] - 2, 2)
        largest = np.maximum(largest, part_digit)
        good &= part < 60
        minutes += part
    if zone.shape[1] == 6:
        good &= zone[:, 3] == 58
    return np.where(sign == 45, -minutes, minutes).astype(np.int64), good & (largest < 10)
