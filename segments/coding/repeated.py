"""What was there before in the same file: a title, or a copy by its barcode."""

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from .arrays import Bools, Column, Numbers, plain
from .keys import Occurrences
from .registers import words_of


class Seen:
    """Which numbers came before in this file."""

    def __init__(self) -> None:
        self._seen: NDArray[np.bool_] = np.zeros(1, np.bool_)

    def first(self, numbers: Numbers) -> Bools:
        """Which of these came neither before nor earlier among these."""
        most = int(numbers.max(initial=0))
        if most >= len(self._seen):
            larger = np.zeros(2 * most + 1, np.bool_)
            larger[: len(self._seen)] = self._seen
            self._seen = larger
        first = np.zeros(len(numbers), np.bool_)
        first[np.unique(numbers, return_index=True)[1]] = True
        first &= ~self._seen[numbers]
        self._seen[numbers] = True
        return first


class Barcodes:
    """Which copies came before in this file; a row without a barcode is a copy of its own."""

    def __init__(self) -> None:
        self._occurrences = Occurrences()
        self._odd: dict[str, int] = {"": 0}

    def first(self, column: Column, rows: Numbers) -> Bools:
        """Which of these rows hold a barcode for the first time, or none."""
        texts = pc.utf8_trim_whitespace(plain(column))
        keys = words_of(texts)[rows]
        odd = np.flatnonzero(keys == 0)
        places = rows[odd].tolist()
        keys[odd] = [self._odd.setdefault(texts[row].as_py(), -len(self._odd)) for row in places]
        is_named = keys != 0
        first = np.ones(len(rows), np.bool_)
        first[is_named] = self._occurrences.count(keys[is_named]) == 0
        return first
