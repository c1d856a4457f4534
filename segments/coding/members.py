"""Members by number: each distinct number of a file becomes a code once and is forgotten."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Bools, Column, Distinct, Longs, Numbers, distinct, first_rows
from .keys import member_code

_STRANGER, _BAD = -1, -2
# 1,2E+08: a spreadsheet has been at it, and several members now share one number.
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE][+-]?\d+", re.ASCII)


def is_bad_id(text: str) -> bool:
    """Whether a stripped id is empty, negative, scientific, or has digits beyond ASCII."""
    if text.isascii() and text.isdecimal():
        return False
    if not text or _SCIENTIFIC.fullmatch(text):
        return True
    if text[0] in "-−" and text[1:2].isnumeric():
        return True
    return not text.isascii() and any(sign.isnumeric() and not sign.isascii() for sign in text)


@dataclass(repr=False)
class CodedMembers:
    """The members of one batch: number per distinct value; 0 missing, negative not known or bad."""

    values: Distinct
    numbers: NDArray[np.int32]

    @property
    def rows(self) -> NDArray[np.int32]:
        return self.numbers[self.values.index]

    @property
    def is_missing(self) -> Bools:
        return self._has(0)

    @property
    def is_bad(self) -> Bools:
        return self._has(_BAD)

    def _has(self, number: int) -> Bools:
        found: Bools = (self.numbers == number)[self.values.index]
        return found


class MemberBook:
    """Codes of the members known before (numbers 1..n) and of those met since, in the order met."""

    def __init__(self, key: bytes, known: NDArray | None) -> None:
        self._key = key
        codes = np.zeros(0, "S16") if known is None else np.ascontiguousarray(known).view("S16")
        # As S16 two codes are equal exactly when all bytes are: both lose their last zeros.
        self._order = np.argsort(codes, kind="stable")
        self._sorted = codes[self._order]
        self._known_words = codes.view("<u8").reshape(-1, 2)[:, 0]
        self._numbers: dict[str, int] = {}
        self.new: list[bytes] = []

    def forget(self) -> None:
        """Let go of every number that was read."""
        self._numbers = {}

    def code(self, column: Column) -> CodedMembers:
        """The members of a column, as far as they are known already."""
        values = distinct(column)
        known = self._numbers
        texts = values.texts()
        numbers = [known.get(text, _STRANGER) for text in texts]
        for place, number in enumerate(numbers):
            if number == _STRANGER:
                numbers[place] = self._look(texts[place])
        return CodedMembers(values, np.array(numbers, np.int32))

    def _look(self, text: str) -> int:
        stripped = text.strip()
        if not stripped:
            return 0
        return _BAD if is_bad_id(stripped) else self._numbers.get(stripped, _STRANGER)

    def grow(self, coded: CodedMembers, accepted: Numbers) -> None:
        """Number the members of accepted rows that are not known yet, in the order of the rows."""
        rows = accepted[coded.rows[accepted] == _STRANGER]
        found = first_rows(coded.values.index, rows)
        if not found:
            return
        texts = coded.values.values.take([value for value, _row in found]).to_pylist()
        codes = [member_code(text.strip(), self._key) for text in texts]
        earlier = self._known(codes)
        for (value, _row), text, code, number in zip(found, texts, codes, earlier, strict=True):
            coded.numbers[value] = self._remember(text, code, number)

    def _remember(self, text: str, code: bytes, number: int) -> int:
        stripped = text.strip()
        if stripped not in self._numbers:
            if number == 0:
                self.new.append(code)
                number = len(self._order) + len(self.new)
            self._numbers[stripped] = number
        return self._numbers.setdefault(text, self._numbers[stripped])

    def _known(self, codes: list[bytes]) -> list[int]:
        if not codes or len(self._order) == 0:
            return [0] * len(codes)
        wanted = np.frombuffer(b"".join(codes), "S16")
        places = np.searchsorted(self._sorted, wanted).clip(max=len(self._sorted) - 1)
        hit = self._sorted[places] == wanted
        found: list[int] = np.where(hit, self._order[places] + 1, 0).tolist()
        return found

    def words(self) -> Longs:
        """The first eight bytes of each member's code by number; 0 for nobody (number 0)."""
        new = np.frombuffer(b"".join(self.new), "<u8").reshape(-1, 2)[:, 0]
        return np.concatenate([np.zeros(1, np.uint64), self._known_words, new])
