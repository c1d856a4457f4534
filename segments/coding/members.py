"""Members by number: each distinct number of a file becomes a code once and is forgotten."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .arrays import Bools, Column, Distinct, Longs, Numbers, distinct, first_rows
from .keys import member_codes
from .registers import Register, distinct_numbers

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


def scientific_ids(fields: Mapping[str, Column], names: Sequence[str]) -> Counter[str]:
    """How many rows of these fields hold a number that a spreadsheet wrote as 1,2E+08."""
    found = Counter[str]()
    for name in names:
        if name in fields and _has_exponent(fields[name]):
            values = distinct(fields[name])
            hit = [bool(_SCIENTIFIC.fullmatch(text.strip())) for text in values.texts()]
            found[name] += int(np.array(hit, np.bool_)[values.index].sum())
    return +found


def _has_exponent(column: Column) -> bool:
    """Whether a number of a spreadsheet may be among the texts: a glance, for every batch."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    return bool(pc.any(pc.match_substring(texts, "E+")).as_py())


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
        self._words = np.concatenate([np.zeros(1, np.uint64), _first_words(codes)])
        self._filled = len(self._words)
        self._register = Register()
        self.new: list[bytes] = []

    def forget(self) -> None:
        """Let go of every number that was read."""
        self._register = Register()

    def code(self, column: Column) -> CodedMembers:
        """The members of a column, as far as they are known already."""
        values, words = distinct_numbers(column)
        numbers = self._register.find(values, words)
        strange = numbers == 0
        # Up to eighteen digits are a number as they stand, and one that is known was found by them.
        numbers[strange & (words > 0)] = _STRANGER
        odd = np.flatnonzero(strange & (words == 0))
        if len(odd):
            texts = values.values.take(pa.array(odd)).to_pylist()
            numbers[odd] = [self._look(text) for text in texts]
        return CodedMembers(values, numbers)

    def _look(self, text: str) -> int:
        stripped = text.strip()
        if not stripped:
            return 0
        return _BAD if is_bad_id(stripped) else self._register[stripped] or _STRANGER

    def grow(self, coded: CodedMembers, accepted: Numbers) -> None:
        """Number the members of accepted rows that are not known yet, in the order of the rows."""
        rows = accepted[coded.rows[accepted] == _STRANGER]
        found = [value for value, _row in first_rows(coded.values.index, rows)]
        if not found:
            return
        texts = coded.values.values.take(pa.array(found)).to_pylist()
        numbers = [text.strip() for text in texts]
        strangers = list(dict.fromkeys(numbers))
        self._register.add(strangers, self._enter(member_codes(strangers, self._key)))
        coded.numbers[found] = [self._register[number] for number in numbers]

    def _enter(self, codes: list[bytes]) -> list[int]:
        """The numbers of codes, new ones where they are new."""
        numbers = self._known(codes)
        for place, code in enumerate(codes):
            if numbers[place] == 0:
                self.new.append(code)
                numbers[place] = len(self._order) + len(self.new)
        return numbers

    def _known(self, codes: list[bytes]) -> list[int]:
        if len(self._order) == 0:
            return [0] * len(codes)
        wanted = np.frombuffer(b"".join(codes), "S16")
        places = np.searchsorted(self._sorted, wanted).clip(max=len(self._sorted) - 1)
        hit = self._sorted[places] == wanted
        found: list[int] = np.where(hit, self._order[places] + 1, 0).tolist()
        return found

    def words(self) -> Longs:
        """The first eight bytes of each member's code by number; 0 for nobody (number 0)."""
        known = len(self._order) + len(self.new) + 1
        if known > len(self._words):
            # By half more each time, or every batch would copy all that came before it.
            wider = np.zeros(known + known // 2, np.uint64)
            wider[: self._filled] = self._words[: self._filled]
            self._words = wider
        if known > self._filled:
            fresh = b"".join(self.new[self._filled - known :])
            self._words[self._filled : known] = _first_words(np.frombuffer(fresh, "S16"))
            self._filled = known
        return self._words[:known]


def _first_words(codes: NDArray) -> Longs:
    words: Longs = codes.view("<u8").reshape(-1, 2)[:, 0]
    return words
