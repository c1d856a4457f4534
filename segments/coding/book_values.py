"""Prices, years and numbers of copies as people and systems write them."""

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .arrays import Column, Ints, distinct
from .counts import parse_count

NONE, BAD = -1, -2
MOST_CENTS = 1_000_000  # nobody pays more than 10,000 euros for a copy
FIRST_YEAR, YEARS_AHEAD = 1400, 2

_EURO = re.compile(r"(?:€|EUR|euro)", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]")
# The last mark with one or two digits after it parts the cents; any other parts thousands.
_AMOUNT = re.compile(r"(\d+|\d{1,3}(?:([.,])\d{3})+)(?:(?!\2)[.,](\d{1,2}|-{1,2}))?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_NO_PRICE = frozenset({"", "-", "?", "gratis", "n.v.t.", "nvt"})


def parse_cents(text: str) -> int | None:
    """The cents of 12,95 or € 1.234,50 or 12.95; NONE without a price, None for what is none."""
    stripped = _SPACES.sub("", _EURO.sub("", text))
    if stripped.casefold() in _NO_PRICE:
        return NONE
    match = _AMOUNT.fullmatch(stripped)
    if match is None:
        return None
    part = (match[3] or "").replace("-", "")
    cents = int(re.sub(r"[.,]", "", match[1])) * 100 + int(part.ljust(2, "0"))
    return cents if cents <= MOST_CENTS else None


def parse_year(text: str, this_year: int) -> int | None:
    """The first year in 2019, [2019], c2019 or 01-03-2019; 0 for nothing, None for what is none."""
    if not text.strip():
        return 0
    years = (int(found) for found in _YEAR.findall(text))
    return next((year for year in years if FIRST_YEAR <= year <= this_year + YEARS_AHEAD), None)


def amounts(column: Column) -> Ints:
    """Numbers per row; NONE where a cell is empty, BAD for what is no number of 0 or more."""
    return parsed(column, lambda text: parse_count(text) if text else NONE).astype(np.int64)


def parsed(column: Column, parse: Callable[[str], int | None]) -> NDArray[np.int32]:
    """What each distinct text of a column means, per row; BAD for what means nothing."""
    values = distinct(column)
    found = [parse(text.strip()) for text in values.texts()]
    numbers = [BAD if each is None else each for each in found]
    return np.array(numbers, np.int32)[values.index]
