"""Texts with numbers; most are digits, and those are told apart and found as integers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .arrays import Column, Distinct, Ints, Numbers, distinct, lengths_of, plain

_LONGEST = 18  # digits that fit an integer with one more in front
_POWERS = 10 ** np.arange(_LONGEST + 1, dtype=np.int64)
_MOSTLY = 0.9


def words_of(texts: Column) -> Ints:
    """Per text of at most eighteen digits these with a 1 in front (0042 is 10042); 0 for others."""
    lengths = lengths_of(texts)
    is_word = pc.ascii_is_decimal(texts).to_numpy(zero_copy_only=False) & (lengths <= _LONGEST)
    words = np.zeros(len(texts), np.int64)
    rows = np.flatnonzero(is_word)
    digits = texts if len(rows) == len(texts) else texts.take(pa.array(rows))
    words[rows] = digits.cast(pa.int64()).to_numpy() + _POWERS[lengths[rows]]
    return words


def distinct_numbers(column: Column) -> tuple[Distinct, Ints]:
    """As `distinct`, with the word of each value; quicker where most texts are digits."""
    if pa.types.is_dictionary(column.type):
        values = distinct(column)
        return values, words_of(values.values)
    texts = plain(column)
    words = words_of(texts)
    rows = np.flatnonzero(words)
    if len(rows) < _MOSTLY * len(texts):
        values = distinct(texts)
        return values, words_of(values.values)
    index = np.zeros(len(texts), np.int32)
    index[rows], found = pd.factorize(words[rows])
    # Written backwards, so that the first row of each word stays.
    first = np.zeros(len(found), np.int64)
    first[index[rows[::-1]]] = rows[::-1]
    odd = np.flatnonzero(words == 0)
    if len(odd) == 0:
        return Distinct(texts.take(pa.array(first)), index), found
    others = distinct(texts.take(pa.array(odd)))
    index[odd] = others.index + len(found)
    both = pa.concat_arrays([texts.take(pa.array(first)), others.values])
    return Distinct(both, index), np.concatenate([found, np.zeros(len(others.values), np.int64)])


class Register:
    """Which number a text has; 0 for a text that is not in it."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        """Known texts have the numbers 1, 2, 3 and so on."""
        self._numbers = {text: number for number, text in enumerate(known, 1)}
        # Large to small; a tier that is not larger than the next is merged with it.
        self._tiers: list[tuple[pd.Index, NDArray[np.int32]]] = []
        self._add_words(list(known), np.arange(1, len(known) + 1, dtype=np.int32))

    def __getitem__(self, text: str) -> int:
        return self._numbers.get(text, 0)

    def find(self, values: Distinct, words: Ints) -> NDArray[np.int32]:
        """The numbers of distinct values, with the words of `distinct_numbers`."""
        numbers = np.zeros(len(words), np.int32)
        still = np.flatnonzero(words)
        for keys, known in self._tiers:
            place = keys.get_indexer(words[still])
            numbers[still] = np.where(place >= 0, known[place], 0)
            still = still[place < 0]
        odd = np.flatnonzero(words == 0)
        if len(odd):
            texts = values.values.take(pa.array(odd)).to_pylist()
            numbers[odd] = [self._numbers.get(text, 0) for text in texts]
        return numbers

    def add(self, texts: list[str], numbers: list[int]) -> None:
        """Enter texts that are not in it yet."""
        self._numbers.update(zip(texts, numbers, strict=True))
        self._add_words(texts, np.array(numbers, np.int32))

    def _add_words(self, texts: list[str], numbers: Numbers) -> None:
        words = words_of(pa.array(texts, pa.string()))
        keys, known = words[words > 0], numbers[words > 0]
        while self._tiers and len(self._tiers[-1][0]) <= len(keys):
            index, earlier = self._tiers.pop()
            keys = np.concatenate([index.to_numpy(), keys])
            known = np.concatenate([earlier, known])
        if len(keys):
            self._tiers.append((pd.Index(keys), known))
