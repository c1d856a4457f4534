"""Which columns of a file are asked for, under which field; the others are never read."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segments.profiles import PERSONAL, REQUIRED, Profile
from segments.profiles.profile import find_headers

from .arrays import Bools, Column, Numbers, TextRows, distinct, plain
from .results import MissingColumns


class Columns:
    """The headers of one file behind the fields of a profile."""

    def __init__(self, profile: Profile, header: Sequence[str]) -> None:
        """Raises MissingColumns when the file lacks a column its kind needs."""
        self._by_field = {
            name: found
            for name, joined in profile.mapping.items()
            if (found := find_headers(header, joined))
        }
        missing = tuple(name for name in REQUIRED[profile.kind] if name not in self._by_field)
        if missing:
            raise MissingColumns(missing)
        self._exclude: dict[str, frozenset[str]] = {}
        for wanted, values in profile.exclude.items():
            for name in find_headers(header, wanted):
                self._exclude[name] = frozenset(value.strip().casefold() for value in values)
        asked = {name for found in self._by_field.values() for name in found} | set(self._exclude)
        self.headers = tuple(dict.fromkeys(name for name in header if name in asked))
        # Mapped once, but not in this file: told in the report.
        unfound = (wanted for wanted in profile.exclude if not find_headers(header, wanted))
        self.absent = (*(name for name in profile.mapping if name not in self), *unfound)
        self.personal = {name for each in PERSONAL for name in self._by_field.get(each, ())}

    def __contains__(self, name: str) -> bool:
        return name in self._by_field

    def of(self, batch: TextRows) -> dict[str, Column]:
        """Field → column; of several headers the first one that is filled."""
        if any(len(batch.columns[header]) != len(batch.lines) for header in self.headers):
            raise ValueError("a column has more or fewer rows than there are lines")
        return {
            name: _first_filled([batch.columns[header] for header in headers])
            for name, headers in self._by_field.items()
            if name != "renewal"
        }

    def renewal(self, batch: TextRows) -> list[Column]:
        """The columns that tell of renewals, all of them."""
        return [batch.columns[header] for header in self._by_field.get("renewal", ())]

    def excluded(self, batch: TextRows) -> Bools:
        """Rows that the profile leaves out: classes, teachers, internal cards."""
        out = np.zeros(len(batch.lines), np.bool_)
        for header, words in self._exclude.items():
            values = distinct(batch.columns[header])
            hit = [text.strip().casefold() in words for text in values.texts()]
            out |= np.array(hit, np.bool_)[values.index]
        return out

    def cells(self, batch: TextRows, rows: Numbers) -> list[tuple[str, ...]]:
        """The asked cells of some rows in the order of `headers`; the personal ones are empty."""
        texts = (
            [""] * len(rows)
            if header in self.personal
            else plain(batch.columns[header].take(pa.array(rows))).to_pylist()
            for header in self.headers
        )
        return list(zip(*texts, strict=True))

    def repeats_header(self, batch: TextRows, rows: Numbers) -> Bools:
        """Which of some rows hold the names of the columns in all their cells."""
        still = np.arange(len(rows))
        for header in self.headers:
            texts = plain(batch.columns[header].take(pa.array(rows[still]))).to_pylist()
            name = _folded(header)
            still = still[np.array([_folded(text) == name for text in texts], np.bool_)]
        repeats = np.zeros(len(rows), np.bool_)
        repeats[still] = True
        return repeats


def _folded(text: str) -> str:
    return text.replace("\ufeff", "").strip().casefold()


def _first_filled(columns: list[Column]) -> Column:
    if len(columns) == 1:
        return columns[0]
    filled = plain(columns[0])
    for column in columns[1:]:
        is_empty = pc.equal(pc.binary_length(pc.utf8_trim_whitespace(filled)), 0)
        filled = pc.if_else(is_empty, plain(column), filled)
    return filled
