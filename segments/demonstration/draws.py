"""Chance without memory: each draw is a pure function of seed, purpose and index.

numpy's own generators must be read in order; a renewal has to look up the loan of three weeks
before, and a file must not depend on the size of the pieces it is made in.
"""

from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bits: TypeAlias = NDArray[np.uint64]

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class For(IntEnum):
    """What a draw is for, each its own stream. Append only: the numbers decide the bytes."""

    MOMENT = 1
    RENEWAL = 2
    MEMBER = 3
    CHOICE = 4
    TITLE = 5
    TASTE = 6
    RETURN = 7
    NUMBER = 8
    PERSON = 9
    PERSON_PLACE = 10
    PERSON_ZEAL = 11
    STREET = 12
    STREET_SEGMENT = 13
    AREA_MIX = 14
    WORK = 15
    WORK_WORDS = 16
    SPOIL = 17
    SUBSEGMENT_TASTE = 18
    COPIES = 19
    SLEEPER = 20
    PRICE = 21
    RESERVATION = 22
    WEEDING = 23
    TITLE_FACTS = 24
    PROMOTION = 25


def _mixed(value: int) -> int:
    """splitmix64's finaliser on one Python int."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def stream_key(seed: int, purpose: For) -> int:
    """The 64-bit start of a stream."""
    return _mixed((_mixed((seed + _GOLDEN) & _MASK) + purpose * _GOLDEN) & _MASK)


def bits(seed: int, purpose: For, index: Ints) -> Bits:
    """64 random bits for each index (splitmix64 read at any place; negative indices are fine)."""
    value = index.astype(np.int64).view(np.uint64) * np.uint64(_GOLDEN)
    value += np.uint64(stream_key(seed, purpose))
    value ^= value >> np.uint64(30)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    return value


def unit(drawn: Bits) -> Floats:
    """Numbers in [0, 1) with 53 bits."""
    return (drawn >> np.uint64(11)).astype(np.float64) * 2.0**-53


def part(drawn: Bits, low: int, width: int) -> Ints:
    """`width` bits from bit `low`: several small independent draws out of one."""
    return ((drawn >> np.uint64(low)) & np.uint64((1 << width) - 1)).astype(np.int64)


def bell(drawn: Bits) -> Floats:
    """Roughly normal (mean 0, deviation 1): four 16-bit parts added up, without log or cosine."""
    total: Floats = np.zeros(len(drawn))
    for low in (0, 16, 32, 48):
        total += part(drawn, low, 16)
    deviations: Floats = (total / 65_536.0 - 2.0) * 3.0**0.5
    return deviations


def ladder_pick(weights: Floats, chance: Floats) -> Ints:
    """For each chance in [0, 1) the place of a weight, drawn in proportion."""
    steps = np.cumsum(weights)
    found: Ints = np.searchsorted(steps, chance * steps[-1], side="right")
    return np.minimum(found, len(weights) - 1)
