"""Files that belong to a segmentation: postcodes with their segment, households per area."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from segments.profiles import Profile

from .arrays import TextRows, plain
from .columns import Columns
from .counts import parse_count
from .dimensions import LONGEST
from .lookups import Lookups
from .readers import clean_postcode, house_number
from .results import CodedRows, unquoted
from .verdicts import EXCLUDED, Verdict, rejects, repeated_headers

Row = TypeVar("Row")

_ROWS = 10_000


class PostcodeRow(NamedTuple):
    """A postcode (house number -1: all of it) with positions, 0 where unknown."""

    line: int
    postcode: str
    house_number: int
    segment: int
    area: int
    households: int | None


class HouseholdsRow(NamedTuple):
    """How many households of a segment live in an area."""

    line: int
    area: int
    segment: int
    households: int


class _TableCoder(Generic[Row]):
    """What the two have in common: areas that grow, segments that must be known."""
