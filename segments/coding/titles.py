"""Titles by key: their number, else ISBN, else title and author; texts are read once per title."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .arrays import Column, Distinct, Ints, Longs, Numbers, first_rows, plain
from .keys import Hasher
from .members import is_bad_id
from .registers import Register, distinct_numbers
from .results import NewTitle

LONGEST_KEY = 200  # the database indexes it
_ISBN_DIGITS = 13
_ISBN_FILLERS = re.compile(r"[\s-]")
_ISBN_TEN = re.compile(r"[0-9]{9}[0-9X]")
_SPLIT = "\x1f"
_NOTHING = frozenset({"", "-", "?"})


def title_key(title_id: str, isbn: str, title: str, author: str) -> str:
    """The key of a title: its number, else its ISBN, else title and author; "" without these."""
    return _id_key(title_id) or isbn_key(isbn) or words_key(title, author)


def words_key(title: str, author: str) -> str:
    """The key of a title that is known by its words only; "" without a title."""
    return _words_key(f"{title}{_SPLIT}{author}")


def _id_key(text: str) -> str:
    stripped = text.strip()
    return "" if is_bad_id(stripped) else _short(stripped)


def isbn_key(text: str) -> str:
    """An ISBN in thirteen digits; "" for one that a spreadsheet rounded to 9,78903E+12."""
    if len(text) == _ISBN_DIGITS and text.isascii() and text.isdecimal():
        return text
    signs = _ISBN_FILLERS.sub("", text).upper()
    if _ISBN_TEN.fullmatch(signs):
        signs = f"978{signs[:9]}"
        total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(signs))
        return f"{signs}{-total % 10}"
    return "" if is_bad_id(signs) else _short(signs)


def _words_key(text: str) -> str:
    title, _, author = (" ".join(part.split()) for part in text.partition(_SPLIT))
    if title in _NOTHING:
        return ""
    return _short(f"{title}|{'' if author in _NOTHING else author}".casefold())


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return key[: LONGEST_KEY - 33] + "…" + hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


class Others(Protocol):
    """What else is known of titles, to find one by that."""

    def find(self, key: str, isbn: str, title: str, author: str) -> int: ...

    def add(self, number: int, key: str, isbn: str, title: str, author: str) -> None: ...


class TitleBook:
    """The keys of titles known before (numbers 1..n) and of those met since, in the order met."""

    def __init__(self, known: Sequence[str], hasher: Hasher, others: Others | None = None) -> None:
        self._hasher = hasher
        self._others = others
        self._keys = list(known)
        self._register = Register(known)
        self._words = np.zeros(len(known) + 1, np.uint64)  # 0: not computed yet
        self.new: list[NewTitle] = []

    def code(self, columns: Mapping[str, Column], rows: Numbers) -> NDArray[np.int32]:
        """The title numbers of accepted rows; new titles are numbered in their order."""
        found = np.zeros(len(rows), np.int32)
        strangers: dict[str, int] = {}
        for column, key_of in _sources(columns):
            still = np.flatnonzero(found == 0)
            if len(still) == 0:
                break
            values, words = _values_of(column, rows[still])
            # The number of a title is its key; an ISBN or a title may be written in many ways.
            is_key = key_of is _id_key
            known = self._register.find(values, words) if is_key else np.zeros_like(words)
            found[still] = self._look(values, known, key_of, strangers)[values.index]
        if strangers:
            self._grow(columns, rows, found, list(strangers))
        return found

    def words(self, numbers: Numbers) -> Longs:
        """A word per title number that depends on its key alone; 0 for none."""
        if len(self._words) <= len(self._keys):
            self._words = np.concatenate(
                [self._words, np.zeros(len(self._keys) + 1 - len(self._words), np.uint64)]
            )
        words = self._words[numbers]
        lacking = np.unique(numbers[(words == 0) & (numbers > 0)])
        if len(lacking) == 0:
            return words
        self._words[lacking] = self._hasher.of_texts(
            f"title\x1f{self._keys[number - 1]}" for number in lacking.tolist()
        )
        return self._words[numbers]

    def _look(
        self,
        values: Distinct,
        known: Numbers,
        key_of: Callable[[str], str],
        strangers: dict[str, int],
    ) -> NDArray[np.int32]:
        """Numbers of values: 0 for no title, -1 for the first stranger, -2 for the second."""
        numbers = known.astype(np.int32)
        places = np.flatnonzero(known == 0)
        texts = values.values.take(pa.array(places)).to_pylist()
        for place, text in zip(places.tolist(), texts, strict=True):
            if key := key_of(text):
                number = self._register[key]
                numbers[place] = number or strangers.setdefault(key, -1 - len(strangers))
        return numbers

    def _grow(
        self, columns: Mapping[str, Column], rows: Numbers, found: Numbers, keys: list[str]
    ) -> None:
        first = first_rows(found, np.flatnonzero(found < 0))
        where = pa.array(rows[[place for _stranger, place in first]])
        texts = [
            [text.strip() for text in plain(columns[name].take(where)).to_pylist()]
            if name in columns
            else [""] * len(first)
            for name in ("isbn", "title", "author")
        ]
        numbers = np.zeros(len(keys) + 1, np.int32)
        for (stranger, _place), isbn, title, author in zip(first, *texts, strict=True):
            key = keys[-1 - stranger]
            known = self._others.find(key, isbn, title, author) if self._others else 0
            numbers[-stranger] = known or self._enter(key, isbn, title, author)
        # Of a stranger in rejected rows only there is nothing to enter.
        entered = [-1 - stranger for stranger, _place in first]
        self._register.add([keys[at] for at in entered], numbers[1:][entered].tolist())
        new = found < 0
        found[new] = numbers[-found[new]]

    def _enter(self, key: str, isbn: str, title: str, author: str) -> int:
        self.new.append(NewTitle(key, isbn_key(isbn), title, author))
        self._keys.append(key)
        if self._others:
            self._others.add(len(self._keys), key, isbn, title, author)
        return len(self._keys)


def _sources(columns: Mapping[str, Column]) -> list[tuple[Column, Callable[[str], str]]]:
    """Columns to find a key in, the best first, and how to make a key of their texts."""
    sources: list[tuple[Column, Callable[[str], str]]] = []
    if "title_id" in columns:
        sources.append((columns["title_id"], _id_key))
    if "isbn" in columns:
        sources.append((columns["isbn"], isbn_key))
    if "title" in columns:
        title = plain(columns["title"])
        author = plain(columns["author"]) if "author" in columns else pa.scalar("")
        sources.append((pc.binary_join_element_wise(title, author, _SPLIT), _words_key))
    return sources


def _values_of(column: Column, rows: Numbers) -> tuple[Distinct, Ints]:
    """The distinct values of some rows, with their words; `index` is per one of these rows."""
    if len(rows) * 2 > len(column):
        values, words = distinct_numbers(column)
        return Distinct(values.values, values.index[rows]), words
    return distinct_numbers(column.take(pa.array(rows)))
