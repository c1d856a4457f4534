"""Who a reader is to us: segment, area and age band, from the row, the postcode or the member."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from segments.profiles.moments import FIRST_YEAR, LAST_YEAR, parse_moment

from .arrays import DAY_ZERO, Bools, Column, Distinct, Numbers, by_width, distinct
from .lookups import Lookups, split_postcodes

AGE_BANDS = ("unknown", "0-6", "7-12", "13-17", "18-29", "30-44", "45-59", "60-74", "75+")
OLDEST = 110
UNKNOWN_WORDS = frozenset({"unknown", "onbekend", "?"})
_EDGES = (7, 13, 18, 30, 45, 60, 75)
_BAND_OF_AGE = (np.searchsorted(_EDGES, np.arange(OLDEST + 1), side="right") + 1).astype(np.int16)
_NONE, _STRANGE = 0, -1

Positions = NDArray[np.int16]


class CodedReaders(NamedTuple):
    """Positions per accepted row; 0 is unknown."""

    segment: Positions
    area: Positions
    band: Positions


class Readers:
    """Finds segment, area and age band of rows, and counts what could not be found."""

    def __init__(self, lookups: Lookups, date_order: str) -> None:
        self._lookups = lookups
        self._order = date_order
        self._zone = ZoneInfo(lookups.timezone)
        self.warnings: Counter[str] = Counter()
        self.unknown: dict[str, Counter[str]] = {"segment": Counter(), "area": Counter()}
        # Whether there are postcodes that a table would have told more about, had there been one.
        self.lacks_postcodes = False

    def look_at_postcodes(self, columns: Mapping[str, Column]) -> None:
        """Note whether any row, good or not, has a postcode that cannot be looked up yet."""
        if self.lacks_postcodes or self._lookups.postcodes is not None or "postcode" not in columns:
            return
        postcodes = distinct(columns["postcode"])
        four, _six, _filled = _postcodes(postcodes)
        asked = (four >= _LOWEST)[postcodes.index]
        if "segment" in columns:
            segments = distinct(columns["segment"])
            texts = (text.strip().casefold() for text in segments.texts())
            is_open = np.array([not text or text in UNKNOWN_WORDS for text in texts], np.bool_)
            asked &= is_open[segments.index]
        self.lacks_postcodes = bool(asked.any())

    def code(
        self, columns: Mapping[str, Column], rows: Numbers, members: Numbers, days: Numbers
    ) -> CodedReaders:
        """Code accepted rows of a batch, given their member numbers and days since 2000."""
        segment, area = self._places(columns, rows)
        profiles = self._lookups.member_profiles
        if profiles is not None:
            segment = _or_else(segment, lambda: _by_member(profiles.segment, members))
            area = _or_else(area, lambda: _by_member(profiles.area, members))
        band = self._bands(columns, rows, members, years_of(days))
        return CodedReaders(segment.clip(min=0), area.clip(min=0), band.clip(min=0))

    def places(self, columns: Mapping[str, Column], rows: Numbers) -> tuple[Positions, Positions]:
        """Segment and area of rows from their own columns, else their postcode."""
        segment, area = self._places(columns, rows)
        return segment.clip(min=0), area.clip(min=0)

    def births(self, columns: Mapping[str, Column], rows: Numbers, year: int) -> Numbers:
        """Years of birth of rows, 0 where there is none that somebody alive in `year` can have."""
        if "birth_year" not in columns:
            return np.zeros(len(rows), np.int64)
        born = self._born(columns, rows)
        strange = band_of(np.full(len(rows), year), born) == _STRANGE
        self._warn("bad_birth_year", int(strange.sum()))
        return np.where(strange, _NONE, born)

    def _places(self, columns: Mapping[str, Column], rows: Numbers) -> tuple[Positions, Positions]:
        """_STRANGE where the row's own column holds an unknown code: then nothing else is asked."""
        segment = self._by_code("segment", self._lookups.segments, columns, rows)
        area = self._by_code("area", self._lookups.areas, columns, rows)
        if "postcode" in columns and self._lookups.postcodes is not None:
            by_postcode = self._by_postcode(columns, rows)
            segment = np.where(segment == _NONE, by_postcode[0], segment)
            area = np.where(area == _NONE, by_postcode[1], area)
        return segment, area

    def _by_code(
        self, name: str, known: Mapping[str, int], columns: Mapping[str, Column], rows: Numbers
    ) -> Positions:
        if name not in columns:
            return np.zeros(len(rows), np.int16)
        values = distinct(columns[name])
        texts = [text.strip() for text in values.texts()]
        positions = [
            known.get(text.casefold(), _NONE if text.casefold() in UNKNOWN_WORDS else _STRANGE)
            if text
            else _NONE
            for text in texts
        ]
        found = np.array(positions, np.int16)[values.index[rows]]
        strange = values.index[rows[found == _STRANGE]]
        for value, count in enumerate(np.bincount(strange, minlength=len(texts)).tolist()):
            if count:
                self.unknown[name][texts[value]] += count
        self._warn(f"unknown_{name}", len(strange))
        return found

    def _by_postcode(
        self, columns: Mapping[str, Column], rows: Numbers
    ) -> tuple[Positions, Positions]:
        table = self._lookups.postcodes
        assert table is not None  # noqa: S101 - asked by the caller; for the type checker
        values = distinct(columns["postcode"])
        four, six, filled = _postcodes(values)
        index = values.index[rows]
        if "house_number" in columns and table.has_house_numbers:
            houses = distinct(columns["house_number"])
            numbers = np.array([house_number(text) for text in houses.texts()], np.int64)
            segment, area = table.find(four[index], six[index], numbers[houses.index[rows]])
        else:
            segments, areas = table.find(four, six, None)
            segment, area = segments[index], areas[index]
        unknown = filled[index] & (segment == 0) & (area == 0)
        self._warn("unknown_postcode", int(unknown.sum()))
        return segment, area

    def _bands(
        self, columns: Mapping[str, Column], rows: Numbers, members: Numbers, years: Numbers
    ) -> Positions:
        """Age band of the loan's year: from the year of birth, else the band, else the member."""
        band = np.zeros(len(rows), np.int16)
        if "birth_year" in columns:
            band = band_of(years, self._born(columns, rows))
            self._warn("bad_birth_year", int((band == _STRANGE).sum()))
        if "age_band" in columns:
            values = distinct(columns["age_band"])
            found = np.array([age_band(text) for text in values.texts()], np.int16)
            own = found[values.index[rows]]
            self._warn("bad_age_band", int(((own == _STRANGE) & (band == _NONE)).sum()))
            # "onbekend" is an answer too: _STRANGE keeps the member's own band away.
            band = np.where(band == _NONE, np.where(own == _SAID_UNKNOWN, _STRANGE, own), band)
        for year, bands in self._lookups.member_bands.items():
            asked = np.flatnonzero((years == year) & (band == _NONE))
            band[asked] = _by_member(bands, members[asked])
        return band

    def _born(self, columns: Mapping[str, Column], rows: Numbers) -> Numbers:
        values = distinct(columns["birth_year"])
        births = np.array([self._birth_year(text) for text in values.texts()], np.int64)
        return births[values.index[rows]]

    def _birth_year(self, text: str) -> int:
        """The year in "1980" or in a date of birth; _NONE when empty, _STRANGE when neither."""
        stripped = text.strip()
        if not stripped or stripped.casefold() in UNKNOWN_WORDS:
            return _NONE
        if stripped.isascii() and stripped.isdecimal() and len(stripped) <= 4:
            return int(stripped) or _STRANGE
        moment = parse_moment(stripped, self._order, self._zone)
        return _STRANGE if moment is None else moment.day.year

    def _warn(self, code: str, rows: int) -> None:
        if rows:
            self.warnings[code] += rows


_SAID_UNKNOWN = -2
_LOWEST = 1000  # there is no postcode 0999


def band_of(years: Numbers, born: Numbers) -> Positions:
    """The age band by calendar years: 0 without a year of birth, _STRANGE where it cannot be."""
    ages = years - born
    bands = _BAND_OF_AGE[ages.clip(0, OLDEST)]
    bands = np.where((ages >= 0) & (ages <= OLDEST), bands, np.int16(_STRANGE))
    return np.where(born == _NONE, np.int16(_NONE), bands).astype(np.int16)


def years_of(days: Numbers) -> NDArray[np.int32]:
    """The calendar year of days since 2000."""
    table = _year_table()
    years: NDArray[np.int32] = table[days - (_first_day() - DAY_ZERO)]
    return years


@cache
def _year_table() -> NDArray[np.int32]:
    days = np.arange(_first_day(), _first_day() + (LAST_YEAR - FIRST_YEAR + 2) * 366)
    return (days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970).astype(
        np.int32
    )


def _first_day() -> int:
    return int(np.datetime64(f"{FIRST_YEAR - 1}-12-31", "D").astype(np.int64))


def _or_else(found: Positions, others: Callable[[], Positions]) -> Positions:
    return np.where(found == _NONE, others(), found)


def _by_member(positions: NDArray, members: Numbers) -> Positions:
    """Positions of members 1..n by number; 0 for nobody and for members met since."""
    table = np.concatenate([np.zeros(1, np.int16), positions.astype(np.int16)])
    return table[np.where(members < len(table), members, 0)]


def _postcodes(values: Distinct) -> tuple[Numbers, Numbers, Bools]:
    """Places of distinct postcodes (see split_postcodes), and which of them hold any text."""
    signs = np.zeros((len(values.values), 6), np.uint8)
    filled = np.zeros(len(signs), np.bool_)
    for width, rows, content in by_width(values.values):
        filled[rows] = True
        if width in (4, 6):
            signs[rows, :width] = content
        elif width == 7:  # 1234 AB; any other sign in the middle is no postcode
            spaced = np.concatenate([content[:, :4], content[:, 5:]], axis=1)
            signs[rows] = np.where(content[:, 4:5] == ord(" "), spaced, np.uint8(0))
    four, six = split_postcodes(signs)
    odd = np.flatnonzero(filled & (four < 0))
    if len(odd):
        texts = values.values.take(odd).to_pylist()
        cleaned = [clean_postcode(text) for text in texts]
        filled[odd] = [bool(text.strip()) for text in texts]
        signs[odd] = np.array(cleaned, "S6").view(np.uint8).reshape(-1, 6)
        four, six = split_postcodes(signs)
    return four, six, filled


def clean_postcode(text: str) -> bytes:
    """A postcode as "1234AB" or "1234"; nothing for a text that is neither."""
    signs = "".join(text.split()).upper()
    return signs.encode() if signs.isascii() and len(signs) in (4, 6) else b""


def house_number(text: str) -> int:
    match = re.match(r"\s*(\d{1,5})(?!\d)", text, re.ASCII)
    return int(match[1]) if match else -1


def age_band(text: str) -> int:
    """The band of an age group as people write it; 0 or less for a text that is none."""
    folded = re.sub(r"\s*(?:–|—|-|t/m|tot en met)\s*", "-", text.strip().casefold())
    folded = re.sub(r"\s*jaar$", "", folded)
    if not folded:
        return _NONE
    if folded in UNKNOWN_WORDS:
        return _SAID_UNKNOWN
    if re.fullmatch(r"75\s*(?:\+|en ouder|-)", folded):
        return 8
    return AGE_BANDS.index(folded) if folded in AGE_BANDS else _STRANGE
