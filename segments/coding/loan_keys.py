"""Which loan a row is: from its own number, else from member, copy, branch and moment."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from segments.profiles.moments import MICROS_PER_DAY

from .arrays import Bools, Column, Ints, Longs, Numbers, by_width, distinct, plain
from .dates import Moments
from .keys import Hasher, Occurrences, RowHasher
from .members import is_bad_id

_WORDS = 5  # member, copy, branch, moment, occurrence


class LoanKeys:
    """Keys of 64 bits that the same loan gets in every file of the library."""

    def __init__(self, key: bytes) -> None:
        self._hasher = RowHasher(key, b"loan")
        self._copies = Hasher(key, b"copy")
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
        padded = np.flatnonzero(~pc.ascii_is_decimal(texts).to_numpy(zero_copy_only=False))
        keys = self._of_texts(texts)
        if len(padded):
            odd = [text.strip() for text in texts.take(pa.array(padded)).to_pylist()]
            keys[padded] = self._of_texts(pa.array(odd, pa.string()))
        return keys.view(np.int64)

    def _of_texts(self, texts: Column) -> Longs:
        words = np.zeros(len(texts), np.uint64)
        for _width, rows, content in by_width(texts):
            words[rows] = self._hasher.of_bytes(content)
        return words

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
        words = self._copies.of_texts(f"copy\x1f{text}" for text in texts)
        known: NDArray[np.bool_] = np.array([bool(text) for text in texts], np.bool_)
        index = values.index[rows]
        return np.where(known[index], words[index], titles)

    def _of_table(self, table: Longs) -> Ints:
        return self._hasher.of_words(table).view(np.int64)
