"""Coded columns: branch, genre, material; their positions grow when new codes may be made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Bools, Column, Longs, Numbers, distinct, first_rows
from .columns import Columns
from .keys import Hasher
from .lookups import Lookups
from .verdicts import Verdict


@dataclass
class Coded:
    """A coded column of one batch: positions of its distinct texts (0 empty, negative unknown)."""

    index: NDArray[np.int32]
    positions: NDArray[np.int32]  # per distinct value
    texts: list[str]  # stripped, per distinct value
    digests: Longs  # per distinct value

    @property
    def rows(self) -> NDArray[np.int32]:
        return self.positions[self.index]

    def digest_rows(self) -> Longs:
        return self.digests[self.index]


# What the tables hold; longer texts are no codes, but may not break an import either.
LONGEST = {"branch": 40, "genre": 120, "material": 80, "area": 80}


class Dimension:
    """The codes of one column: those known before, and those met in this file."""

    def __init__(self, name: str, known: Mapping[str, int], hasher: Hasher, *, grows: bool) -> None:
        self.name = name
        self.grows = grows
        self.new: list[str] = []
        self._hasher = hasher
        self._positions = dict(known)
        self._last = max(known.values(), default=0)
        self._digests: dict[str, int] = {}

    def code(self, column: Column) -> Coded:
        """Positions of a column; a code that is not known gets a negative number of its own."""
        values = distinct(column)
        texts = [text.strip()[: LONGEST[self.name]].strip() for text in values.texts()]
        folded = [text.casefold() for text in texts]
        strangers = {code: -1 - number for number, code in enumerate(dict.fromkeys(folded))}
        positions = [self._positions.get(code, strangers[code]) if code else 0 for code in folded]
        return Coded(values.index, np.array(positions, np.int32), texts, self._digests_of(folded))

    def grow(self, coded: Coded, accepted: Numbers) -> None:
        """Give the unknown codes of accepted rows a position, in the order of those rows."""
        rows = accepted[coded.rows[accepted] < 0]
        for value, _row in first_rows(coded.index, rows):
            code = coded.texts[value].casefold()
            if code not in self._positions:
                self._last += 1
                self._positions[code] = self._last
                self.new.append(coded.texts[value])
            coded.positions[value] = self._positions[code]

    def count_unknown(self, coded: Coded, rows: Bools, into: Counter[str]) -> None:
        """Count, per code as it is written, the rows among these whose code is not known."""
        unknown = coded.index[rows & (coded.rows < 0)]
        counts = np.bincount(unknown, minlength=len(coded.texts))
        for value in np.flatnonzero(counts).tolist():
            into[coded.texts[value]] += int(counts[value])

    def _digests_of(self, codes: list[str]) -> Longs:
        unseen = [code for code in dict.fromkeys(codes) if code not in self._digests]
        words = self._hasher.of_texts(f"{self.name}\x1f{code}" for code in unseen)
        self._digests.update(zip(unseen, words.tolist(), strict=True))
        return np.array([self._digests[code] for code in codes], np.uint64)


class Dimensions:
    """Branch, genre and material of one file, as far as it has columns for them."""

    NAMES = ("branch", "genre", "material")

    def __init__(self, lookups: Lookups, columns: Columns, hasher: Hasher) -> None:
        known = (lookups.branches, lookups.genre_codes, lookups.materials)
        self._all = {
            name: Dimension(name, codes, hasher, grows=lookups.create_unknown)
            for name, codes in zip(self.NAMES, known, strict=True)
            if name in columns
        }
        self.unknown = {name: Counter[str]() for name in self.NAMES}

    def new(self, name: str) -> list[str]:
        """The codes that got a position in this file, as they were written first."""
        return self._all[name].new if name in self._all else []

    def code(self, fields: Mapping[str, Column]) -> dict[str, Coded]:
        """The columns of one batch, coded as far as their codes are known."""
        return {name: each.code(fields[name]) for name, each in self._all.items()}

    def judge(self, coded: Mapping[str, Coded], verdict: Verdict, others: Bools) -> None:
        """Reject unknown codes unless they may be made; counts those of rows right otherwise."""
        unknown = {name: coded[name] for name, each in self._all.items() if not each.grows}
        for name, column in unknown.items():
            self._all[name].count_unknown(column, others, self.unknown[name])
        for name, column in unknown.items():
            verdict.give(f"unknown_{name}", column.rows < 0)

    def numbers(self, coded: Mapping[str, Coded], accepted: Numbers) -> dict[str, Numbers]:
        """Positions of the accepted rows, new ones where codes may be made, 0 without a column."""
        found: dict[str, Numbers] = {name: np.zeros(len(accepted), np.int32) for name in self.NAMES}
        for name, each in self._all.items():
            each.grow(coded[name], accepted)
            found[name] = coded[name].rows[accepted]
        return found
