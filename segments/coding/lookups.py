"""What is known before an import: codes with their positions, postcodes, members, titles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arrays import Bytes, Numbers

_LETTERS = 26 * 26
_PC6 = 10_000 * _LETTERS
_HOUSES = 1_000_000  # house numbers stay under this


@dataclass(frozen=True)
class MemberProfiles:
    """Segment and area of members 1..n, in that order; 0 is unknown."""

    segment: NDArray[np.int16]
    area: NDArray[np.int16]


class PostcodeTable:
    """Postcode (six signs, six with house number, four) to segment and area, by direct address."""

    def __init__(
        self, postcodes: ArrayLike, house_numbers: ArrayLike, segments: ArrayLike, areas: ArrayLike
    ) -> None:
        """Postcodes as bytes of up to six signs ("1234AB" or "1234"), house number -1 for "any"."""
        texts = np.asarray(postcodes, "S6")
        houses = np.asarray(house_numbers, np.int64)
        pairs = np.stack([np.asarray(segments, np.int16), np.asarray(areas, np.int16)], axis=1)
        four, six = split_postcodes(np.ascontiguousarray(texts).view(np.uint8).reshape(-1, 6))
        # Row 0 of each table is "not there": places are shifted by one, so that -1 finds it.
        # Four digits are thousands of households of every kind: they give an area, never a segment.
        areas = np.stack([np.zeros_like(pairs[:, 1]), pairs[:, 1]], axis=1)
        self._four = _table(10_000, four, areas, (four >= 0) & (six < 0) & (houses < 0))
        self._six = _table(_PC6, six, pairs, (six >= 0) & (houses < 0))
        exact = np.flatnonzero((six >= 0) & (houses >= 0))
        keys = six[exact] * _HOUSES + houses[exact]
        # Of a pair that is there twice the last one counts, as in the other two tables.
        _, first = np.unique(keys[::-1], return_index=True)
        last = len(keys) - 1 - first
        self._exact_keys, self._exact = keys[last], pairs[exact][last]

    @property
    def has_house_numbers(self) -> bool:
        return len(self._exact_keys) > 0

    def find(
        self, four: Numbers, six: Numbers, houses: Numbers | None
    ) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """Segment and area of places (-1: none): by house, else six signs, else four."""
        pairs = self._four[four + 1].copy()
        for found in (self._six[six + 1], self._with_house(six, houses)):
            if found is not None:
                np.copyto(pairs, found, where=found > 0)
        return pairs[:, 0], pairs[:, 1]

    def _with_house(self, six: Numbers, houses: Numbers | None) -> NDArray[np.int16] | None:
        if houses is None or not self.has_house_numbers:
            return None
        keys = np.where((six >= 0) & (houses >= 0), six * _HOUSES + houses, -1)
        places = np.searchsorted(self._exact_keys, keys).clip(max=len(self._exact_keys) - 1)
        hit = self._exact_keys[places] == keys
        return np.where(hit[:, None], self._exact[places], np.int16(0))


def _table(size: int, places: Numbers, pairs: Numbers, where: Numbers) -> NDArray[np.int16]:
    table = np.zeros((size + 1, 2), np.int16)
    table[places[where] + 1] = pairs[where]
    return table


def split_postcodes(signs: Bytes) -> tuple[Numbers, Numbers]:
    """Places of (n, 6) signs among all fours and all sixes, -1 for none; "1234" ends in zeros."""
    digits = (signs[:, :4] - np.uint8(48)).astype(np.int64)
    letters = (signs[:, 4:] - np.uint8(65)).astype(np.int64)
    is_four = (digits < 10).all(axis=1)
    four = ((digits[:, 0] * 10 + digits[:, 1]) * 10 + digits[:, 2]) * 10 + digits[:, 3]
    is_six = is_four & (letters < 26).all(axis=1)
    is_short = is_four & (signs[:, 4:] == 0).all(axis=1)
    six = np.where(is_six, four * _LETTERS + letters[:, 0] * 26 + letters[:, 1], -1)
    return np.where(is_six | is_short, four, -1), six


@dataclass
class Lookups:
    """Everything known before a file is coded; codes are casefolded and stripped."""

    key: bytes = field(repr=False)
    today: date
    timezone: str = "Europe/Amsterdam"
    branches: Mapping[str, int] = field(default_factory=dict)
    branch_names: Mapping[str, int] = field(default_factory=dict)
    genre_codes: Mapping[str, int] = field(default_factory=dict)
    materials: Mapping[str, int] = field(default_factory=dict)
    segments: Mapping[str, int] = field(default_factory=dict)
    earlier_segments: Mapping[str, int] = field(default_factory=dict)  # of the edition before it
    areas: Mapping[str, int] = field(default_factory=dict)
    postcodes: PostcodeTable | None = None
    member_codes: NDArray | None = field(default=None, repr=False)  # 16 bytes each, members 1..n
    member_profiles: MemberProfiles | None = None
    member_bands: Mapping[int, NDArray[np.int8]] = field(default_factory=dict)  # year → bands 1..n
    titles: Sequence[str] = ()
    # ISBN, title and author of these titles, read only when they are needed.
    title_texts: Callable[[], Sequence[tuple[str, str, str]]] | None = None
    bare_titles: Sequence[int] = ()  # numbers of those that have no ISBN, title or author
    create_unknown: bool = False
