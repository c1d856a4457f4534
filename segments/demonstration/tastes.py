"""What each kind of reader takes, month by month: the structure that is planted in the export."""

import numpy as np
from numpy.typing import NDArray

from .days import BOOK_WEEK, SEASONS
from .draws import Floats, For, bell, bits
from .library import RUBRIEKEN
from .scheme import SEGMENTS, segment_positions

# Readers of 0-6, 7-12, 13-17, 18-44, 45-59 and 60+ by their age in the year of the loan.
READER_GROUPS = 6
YOUTH_GROUPS = 3
# A chance is cut in this many equal steps, so that a genre is one look-up: a share is right to 0.1
# %.
STEPS = 1024

_EARLY_IN_YEAR = {0: 1.3, 1: 1.1}
# Factor per month (0 = January; 12 = Kinderboekenweek) where it is not 1.
_SEASON: dict[str, dict[int, float]] = {
    "REIS": {
        0: 0.85,
        3: 1.2,
        4: 1.6,
        5: 1.9,
        6: 1.8,
        7: 1.1,
        9: 0.7,
        10: 0.6,
        11: 0.6,
        BOOK_WEEK: 0.7,
    },
    "TUIN": {0: 0.8, 1: 1.2, 2: 1.7, 3: 1.8, 4: 1.4, 9: 0.7, 10: 0.6, 11: 0.5, BOOK_WEEK: 0.7},
    "KOOK": {8: 1.1, 9: 1.15, 10: 1.3, 11: 1.6, BOOK_WEEK: 1.1},
    "SPAN": {5: 1.25, 6: 1.3, 7: 1.2},
    "ROM": {6: 1.2, 7: 1.15},
    "GEZ": {0: 1.5, 1: 1.15},
    "GES": {9: 1.3, BOOK_WEEK: 1.25},
    "HOB": {10: 1.3, 11: 1.35},
    "PK": {**_EARLY_IN_YEAR, 10: 1.2, 11: 1.15, BOOK_WEEK: 1.15},
    "VL": {**_EARLY_IN_YEAR, 10: 1.25, 11: 1.2, BOOK_WEEK: 1.15},
    "J A": {BOOK_WEEK: 1.4},
    "J B": {6: 1.2, BOOK_WEEK: 1.45},
    "J INF": {BOOK_WEEK: 1.35, 2: 1.15},
}
# Factor in the second half of the export: something for "change against an earlier period".
_TREND = {"NL": 1.3, "J STRIP": 1.2, "STRIP": 1.2, "STREEK": 0.85, "GEZ": 1.15, "GES": 0.92}


def reader_group_table() -> NDArray[np.int8]:
    """The reader group for each age in years, 0 to 130."""
    return np.searchsorted(np.array([7, 13, 18, 45, 60]), np.arange(131), side="right").astype(
        np.int8
    )


def seasons() -> Floats:
    """(2 x 13 seasons, rubrieken): factor on the appetite."""
    table = np.ones((SEASONS, len(RUBRIEKEN)))
    trend = np.ones(len(RUBRIEKEN))
    for place, rubriek in enumerate(RUBRIEKEN):
        for month, factor in _SEASON.get(rubriek.code, {}).items():
            table[month, place] = factor
        trend[place] = _TREND.get(rubriek.code, 1.0)
    return np.concatenate([table, table * trend])


def preferences() -> Floats:
    """(sub-segments, reader groups, rubrieken): factor on the appetite.

    Young readers differ less by household than adults do. Sub-segments vary round their segment,
    and always in the same way: what is planted does not depend on the seed.
    """
    table = np.ones((len(SEGMENTS), len(RUBRIEKEN)))
    for row, segment in enumerate(SEGMENTS):
        for place, rubriek in enumerate(RUBRIEKEN):
            table[row, place] = segment.index.get(rubriek.code, 100) / 100.0
    own = table[np.array(segment_positions())]
    own = own * np.exp(0.16 * bell(bits(0, For.SUBSEGMENT_TASTE, np.arange(own.size)))).reshape(
        own.shape
    )
    is_youth = np.array([rubriek.is_youth for rubriek in RUBRIEKEN])
    for_youth = np.where(is_youth, own**0.8, own**0.4)
    by_group = [for_youth] * YOUTH_GROUPS + [own] * (READER_GROUPS - YOUTH_GROUPS)
    return np.stack(by_group, axis=1)


def genre_shares() -> Floats:
    """(sub-segments x reader groups, seasons, rubrieken): parts of the loans, adding up to 1."""
    appetite = np.array([rubriek.appetite for rubriek in RUBRIEKEN]).T
    base = (preferences() * appetite).reshape(-1, 1, len(RUBRIEKEN))
    shares = base * seasons()
    parts: Floats = shares / shares.sum(axis=2, keepdims=True)
    return parts


def genre_table(shares: Floats) -> NDArray[np.uint8]:
    """(sub-segments x reader groups, seasons, STEPS): the rubriek for each step of chance."""
    groups, season_count, genres = shares.shape
    ends = np.rint(np.cumsum(shares, axis=2) * STEPS).astype(np.int64)[:, :, :-1]
    marks = np.zeros((groups * season_count, STEPS + 1), np.uint8)
    rows = np.repeat(np.arange(groups * season_count), genres - 1)
    np.add.at(marks, (rows, ends.ravel()), 1)
    table = np.cumsum(marks, axis=1, dtype=np.uint8)[:, :STEPS]
    return table.reshape(groups, season_count, STEPS)
