"""Arrow columns of text as numpy: distinct values with a number per row, bytes by width."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Column: TypeAlias = (
    Any  # pyarrow.Array of string or dictionary<int32, string>; pyarrow has no types
)
Bools: TypeAlias = NDArray[np.bool_]
Bytes: TypeAlias = NDArray[np.uint8]
Ints: TypeAlias = NDArray[np.int64]
Longs: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[Any]  # integers of any width

NULL_DAY = int(np.iinfo(np.int32).min)
DAY_ZERO = int(np.datetime64("2000-01-01", "D").astype(np.int64))  # days from 1970 to 2000


class TextRows(Protocol):
    """What a coder needs of a batch: texts by header, and the line each row starts on."""

    @property
    def columns(self) -> Mapping[str, Column]: ...

    @property
    def lines(self) -> Ints: ...


@dataclass(frozen=True, repr=False)  # it may hold members' numbers
class Distinct:
    """The distinct values of a column (arrow strings) and, per row, which of them it holds."""

    values: Column
    index: NDArray[np.int32]

    def texts(self) -> list[str]:
        """The values as Python text, as they are in the file."""
        texts: list[str] = self.values.to_pylist()
        return texts


def distinct(column: Column) -> Distinct:
    """The distinct values of a column, or those of its dictionary if that is not much larger."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    values, index = column.dictionary, column.indices.to_numpy(zero_copy_only=False)
    if len(values) > max(64, len(index)):
        used, index = np.unique(index, return_inverse=True)
        values = values.take(pa.array(used))
    return Distinct(_strings(values), index.astype(np.int32, copy=False))


def plain(column: Column) -> Column:
    """A column as an arrow array of strings, one per row."""
    return _strings(column.dictionary_decode() if pa.types.is_dictionary(column.type) else column)


def _strings(column: Column) -> Column:
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def lengths_of(column: Column) -> NDArray[np.int32]:
    """The length in bytes of each string."""
    offsets = _offsets(column)
    lengths: NDArray[np.int32] = offsets[1:] - offsets[:-1]
    return lengths


def by_width(column: Column) -> Iterator[tuple[int, Ints | slice, Bytes]]:
    """Per width that occurs (not 0): the width, its rows, their bytes as (rows, width)."""
    if len(column) == 0:
        return
    offsets, lengths = _offsets(column), lengths_of(column)
    content = _content(column)
    widths = np.flatnonzero(np.bincount(lengths))
    filled = [int(width) for width in widths if width]
    for width in filled:
        if len(widths) == 1:
            yield width, slice(None), content[offsets[0] : offsets[-1]].reshape(-1, width)
            continue
        rows = np.flatnonzero(lengths == width)
        if len(filled) == 1:  # empty texts take no bytes, so the rest lies side by side
            yield width, rows, content[offsets[0] : offsets[-1]].reshape(-1, width)
        else:
            yield width, rows, content[offsets[rows][:, None] + np.arange(width)]


def _offsets(column: Column) -> NDArray[np.int32]:
    start = column.offset
    return np.frombuffer(column.buffers()[1], np.int32)[start : start + len(column) + 1]


def _content(column: Column) -> Bytes:
    buffer = column.buffers()[2]
    return np.frombuffer(buffer, np.uint8) if buffer is not None else np.zeros(0, np.uint8)


def first_rows(index: Numbers, rows: Numbers) -> list[tuple[int, int]]:
    """Of some rows: each distinct index with its first row, in the order of those rows."""
    if len(rows) == 0:
        return []
    values, first = np.unique(index[rows], return_index=True)
    order = np.argsort(first, kind="stable")
    return list(zip(values[order].tolist(), rows[first[order]].tolist(), strict=True))


def mixed(words: Longs) -> Longs:
    """Every bit of each word made to depend on all its bits (the finaliser of splitmix64)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
