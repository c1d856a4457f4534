"""Periods and counts as people write them."""

import re
from datetime import date
from typing import NamedTuple

MONTH, QUARTER, YEAR = 0, 1, 2
MOST = 2**31 - 1
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})[-/ ]?[QqKk]([1-4])", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{4})(\d\d)", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
# Groups of three are thousands whatever parts them: nobody counts in thousandths.
_COUNT = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)", re.ASCII)
_NO_PART = re.compile(r"[.,]0{1,2}$")
_SPACES = re.compile(r"[\u00a0\u2009\u202f]")


class Period(NamedTuple):
    """A month, a quarter or a year: its level, its number, and its first day."""

    level: int
    number: int  # month: year * 12 + month - 1; quarter: year * 4 + quarter - 1; year
    first_day: date


def parse_period(text: str) -> Period | None:
    """The period in 2025, 2025-Q1, 2025-K1, 2025-03, 202503 or 03-2025; None for anything else."""
    stripped = text.strip()
    if match := _YEAR.fullmatch(stripped):
        return _period(YEAR, int(match[1]), 1)
    if match := _QUARTER.fullmatch(stripped):
        return _period(QUARTER, int(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(stripped):
        return _period(MONTH, int(match[1] or match[3]), int(match[2] or match[4]))
    if match := _MONTH_FIRST.fullmatch(stripped):
        return _period(MONTH, int(match[2]), int(match[1]))
    return None


def _period(level: int, year: int, part: int) -> Period | None:
    if not _FIRST_YEAR <= year < _LAST_YEAR or not 1 <= part <= 12:
        return None
    if level == YEAR:
        return Period(YEAR, year, date(year, 1, 1))
    if level == QUARTER:
        return Period(QUARTER, year * 4 + part - 1, date(year, part * 3 - 2, 1))
    return Period(MONTH, year * 12 + part - 1, date(year, part, 1))


def parse_count(text: str) -> int | None:
    """A whole number of at least 0, with or without parted thousands or ",0"; else None."""
    stripped = _NO_PART.sub("", _SPACES.sub(" ", text.strip()))
    if not _COUNT.fullmatch(stripped):
        return None
    number = int(re.sub(r"[., ]", "", stripped))
    return number if number <= MOST else None
