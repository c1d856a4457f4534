"""A word of 64 bits for all that a row was loaded with, equal wherever the key is."""

from collections.abc import Mapping

import numpy as np

from .arrays import Ints, Longs, Numbers, mixed
from .keys import Hasher
from .lookups import Lookups
from .readers import AGE_BANDS, CodedReaders

_POSITIONS = 2**15  # as many as a smallint has


class Digests:
    """Combines words of texts (never of positions, which another database hands out otherwise)."""

    def __init__(self, lookups: Lookups, hasher: Hasher) -> None:
        self._segments = _words_by_position("segment", lookups.segments, hasher)
        self._areas = _words_by_position("area", lookups.areas, hasher)
        bands = {name: place for place, name in enumerate(AGE_BANDS) if place}
        self._bands = _words_by_position("band", bands, hasher)

    def of(self, words: list[Longs], readers: CodedReaders, numbers: Mapping[str, Numbers]) -> Ints:
        """The digest per row of words of its texts, its reader and its days and counts."""
        total = self._segments[readers.segment] ^ self._areas[readers.area]
        total ^= self._bands[readers.band]
        for each in words:
            total ^= each
        total ^= mixed(_pair(numbers["day"], numbers["returned_on"]))
        counts = numbers["loans"].astype(np.int64) * 65_536 + numbers["renewals"]
        # Twice mixed: otherwise two equal pairs would cancel each other.
        total ^= mixed(mixed(_pair(numbers["acquired_on"], counts)) + np.uint64(1))
        return mixed(total).view(np.int64)


def _pair(high: Numbers, low: Numbers) -> Longs:
    return (high.astype(np.int64) << np.int64(32) | (low & np.int64(0xFFFFFFFF))).view(np.uint64)


def _words_by_position(name: str, positions: Mapping[str, int], hasher: Hasher) -> Longs:
    """Word by position, 0 at 0; of several codes for a position the first of the alphabet."""
    # A table of postcodes may still name positions of a scheme that has been replaced.
    words = mixed(np.arange(_POSITIONS, dtype=np.uint64))
    codes = sorted(positions, reverse=True)
    digests = hasher.of_texts(f"{name}\x1f{code}" for code in codes)
    for code, word in zip(codes, digests.tolist(), strict=True):
        words[positions[code]] = word
    return words
