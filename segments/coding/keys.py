"""Keyed codes: of a member's number, of a loan, of the values of a row.

BLAKE2b for what is hashed once per distinct value; SipHash for loans, which are as many as rows:
it can be computed for a column at once.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from .arrays import Bytes, Ints, Longs

_SIP = tuple(
    np.uint64(constant)
    for constant in (
        0x736F6D6570736575,
        0x646F72616E646F6D,
        0x6C7967656E657261,
        0x7465646279746573,
    )
)
_AT_ONCE = 8192  # rows whose state stays in the processor's cache


def member_code(number: str, key: bytes) -> bytes:
    """The 16 bytes that stand for a member; the number is stripped, its leading zeros stay."""
    return hashlib.blake2b(number.encode(), key=key, digest_size=16, person=b"member").digest()


def member_codes(numbers: Iterable[str], key: bytes) -> list[bytes]:
    """The same for many: the key is mixed in once."""
    keyed, codes = hashlib.blake2b(key=key, digest_size=16, person=b"member"), []
    for number in numbers:
        hasher = keyed.copy()
        hasher.update(number.encode())
        codes.append(hasher.digest())
    return codes


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


class RowHasher:
    """SipHash-2-4 of every row of a matrix, with a key derived for one purpose."""

    def __init__(self, key: bytes, purpose: bytes) -> None:
        derived = hashlib.blake2b(key=key, digest_size=16, person=purpose).digest()
        self._first, self._second = np.frombuffer(derived, "<u8")

    def of_bytes(self, rows: Bytes) -> Longs:
        """A word per row of bytes, all of one width."""
        count, width = rows.shape
        # The last word ends in the number of bytes, as SipHash has it.
        padded = np.zeros((count, width // 8 * 8 + 8), np.uint8)
        padded[:, :width] = rows
        padded[:, -1] = width & 0xFF
        return self._of(padded.view("<u8"))

    def of_words(self, rows: Longs) -> Longs:
        """A word per row of words, the same as of their bytes."""
        count, width = rows.shape
        last = np.full((count, 1), (8 * width & 0xFF) << 56, np.uint64)
        return self._of(np.concatenate([rows, last], axis=1))

    def _of(self, rows: Longs) -> Longs:
        words = np.empty(len(rows), np.uint64)
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            words[start : start + _AT_ONCE] = self._of_part(part)
        return words

    def _of_part(self, rows: Longs) -> Longs:
        state = [
            np.full(len(rows), half ^ constant)
            for half, constant in zip((self._first, self._second) * 2, _SIP, strict=True)
        ]
        spare = np.empty(len(rows), np.uint64)
        for column in range(rows.shape[1]):
            word = np.ascontiguousarray(rows[:, column])
            state[3] ^= word
            for _ in range(2):
                _sip_round(state, spare)
            state[0] ^= word
        state[2] ^= np.uint64(0xFF)
        for _ in range(4):
            _sip_round(state, spare)
        words: Longs = state[0] ^ state[1] ^ state[2] ^ state[3]
        return words


def _sip_round(state: list[Longs], spare: Longs) -> None:
    """One round, in place; the letters are v0 to v3 of the definition."""
    a, b, c, d = state
    _half_round(a, b, 13, spare)
    _half_round(c, d, 16, spare)
    _rotate(a, 32, spare)
    _half_round(c, b, 17, spare)
    _half_round(a, d, 21, spare)
    _rotate(c, 32, spare)


def _half_round(left: Longs, right: Longs, turn: int, spare: Longs) -> None:
    left += right
    _rotate(right, turn, spare)
    right ^= left


def _rotate(words: Longs, left: int, spare: Longs) -> None:
    np.left_shift(words, np.uint64(left), out=spare)
    words >>= np.uint64(64 - left)
    words |= spare


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
