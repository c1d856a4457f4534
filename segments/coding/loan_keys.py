"""Which loan a row is: from its own number, else from member, copy, branch and moment."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from segments.profiles.moments import MICROS_PER_DAY

from .arrays import Bools, Column, Ints, Longs, Numbers, distinct, plain
from .dates import Moments
from .keys import Hasher, Occurrences
from .members import is_bad_id

_WORDS = 5  # member, copy, branch, moment, occurrence


class LoanKeys:
    """Keys of 64 bits that the same loan gets in every file of the library."""

    def __init__(self, key: bytes) -> None:
        self._hasher = Hasher(key, b"loan")
        self._occurrences = Occurrences()

    def bad_ids(self, column: Column) -> Bools:
        """Rows whose own number is none; see is_bad_id."""
        texts = plain(column)
        is_bad: Bools = ~pc.ascii_is_decimal(texts).to_numpy(zero_copy_only=False)
        odd = np.flatnonzero(is_bad)
        if len(odd):
            values = distinct(texts.take(pa.array(odd)))
            bad = np.array([is_bad_id(text.strip()) for text in values.texts()], np.bool_)
            is_bad[odd] = bad[values.index]
        return is_bad

    def of_ids(self, column: Column, rows: Numbers) -> Ints:
        """Keys of accepted rows from their own numbers."""
        texts = plain(column)
        if len(rows) < len(texts):
            texts = texts.take(pa.array(rows))
        values = texts.cast(pa.binary()).to_pylist()
        padded = np.flatnonzero(~pc.ascii_is_decimal(texts).to_numpy(zero_copy_only=False))
        for row in padded.tolist():
            values[row] = values[row].decode().strip().encode()
        return self._hasher.of(values).view(np.int64)

    def of_values(self, member: Longs, copy: Longs, branch: Longs, loaned: Moments) -> Ints:
        """Keys of accepted rows without a number: of their values and how often these came."""
        moments = loaned.day * np.int64(MICROS_PER_DAY) + loaned.micros
        table = np.zeros((len(member), _WORDS), "<u8")
        for place, words in enumerate((member, copy, branch, moments.view(np.uint64))):
            table[:, place] = words
        keys = self._of_table(table)
        before = self._occurrences.count(keys)
        again = np.flatnonzero(before)
        table[again, _WORDS - 1] = before[again]
        keys[again] = self._of_table(table[again])
        return keys

    def copies(self, column: Column, rows: Numbers, titles: Longs) -> Longs:
        """A word per accepted row for the copy that was lent: its barcode, else its title."""
        values = distinct(column)
        texts = [text.strip() for text in values.texts()]
        words = self._hasher.of_texts(f"copy\x1f{text}" for text in texts)
        known: NDArray[np.bool_] = np.array([bool(text) for text in texts], np.bool_)
        index = values.index[rows]
        return np.where(known[index], words[index], titles)

    def _of_table(self, table: Longs) -> Ints:
        rows: list[bytes] = np.ascontiguousarray(table).view(f"V{8 * _WORDS}").ravel().tolist()
        return self._hasher.of(rows).view(np.int64).copy()
