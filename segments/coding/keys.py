"""Keyed codes (BLAKE2b): of a member's number, of a loan, of the values of a row."""

import hashlib
from collections.abc import Iterable

import numpy as np

from .arrays import Ints, Longs


def member_code(number: str, key: bytes) -> bytes:
    """The 16 bytes that stand for a member; the number is stripped, its leading zeros stay."""
    return hashlib.blake2b(number.encode(), key=key, digest_size=16, person=b"member").digest()


class Hasher:
    """BLAKE2b of eight bytes for one purpose; the key is mixed in once and copied per value."""

    def __init__(self, key: bytes, purpose: bytes) -> None:
        self._keyed = hashlib.blake2b(key=key, digest_size=8, person=purpose)

    def of(self, values: Iterable[bytes]) -> Longs:
        """A 64-bit word per value."""
        # Once for every row of a file: a plain loop is the fastest way to copy, feed and read.
        copied, digests = self._keyed.copy, []
        for value in values:
            hasher = copied()
            hasher.update(value)
            digests.append(hasher.digest())
        return np.frombuffer(b"".join(digests), "<u8")

    def of_texts(self, texts: Iterable[str]) -> Longs:
        """A 64-bit word per text."""
        return self.of([text.encode() for text in texts])


class Occurrences:
    """How often each key came before in this file: sorted runs, merged as they grow."""

    def __init__(self) -> None:
        self._runs: list[Ints] = []

    def count(self, keys: Ints) -> Ints:
        """Per key the number of times it came before, in earlier calls or earlier in this one."""
        if len(keys) == 0:
            return np.zeros(0, np.int64)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        sizes = np.diff(np.append(starts, len(ordered)))
        ranks = np.arange(len(ordered)) - np.repeat(starts, sizes)
        for run in self._runs:
            ranks += np.searchsorted(run, ordered, "right") - np.searchsorted(run, ordered, "left")
        before = np.empty(len(keys), np.int64)
        before[order] = ranks
        self._keep(ordered)
        return before

    def _keep(self, run: Ints) -> None:
        while self._runs and len(self._runs[-1]) <= len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs.append(run)
