"""Numpy columns to and from PostgreSQL's binary COPY format, without a Python loop over rows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
INT_ARRAY = "int4[]"
TEXT = "text"
_SIZES = {"bool": 1, "int2": 2, "int4": 4, "int8": 8, "date": 4}
# A day that is not there; dates are int32 days since 2000-01-01.
NULL_DAY = np.iinfo(np.int32).min


def encode(
    columns: Mapping[str, "NDArray[Any]"], types: Mapping[str, str], texts: Sequence[str] = ()
) -> bytes:
    """The rows of these columns as COPY BINARY, without header and trailer.

    Columns are arrays of n integers, or of shape (n, width) for int4[]; a date equal to NULL_DAY
    becomes NULL; of a column of text, of which there may be one, they are numbers of `texts`. The
    order of the columns is that of `types`; that of the rows may change.
    """
    text = next((name for name, kind in types.items() if kind == TEXT), None)
    if text is None:
        return b"".join(_encode(columns, types))
    known = np.array([each.encode() for each in texts], np.bytes_)
    widths = np.array([len(each) for each in known.tolist()])[columns[text]]
    parts = []
    for width in np.flatnonzero(np.bincount(widths)).tolist():
        chosen = np.flatnonzero(widths == width)
        part = {name: columns[name][chosen] for name in types}
        part[text] = known[part[text]].astype(f"S{width}") if width else part[text]
        parts += _encode(part, types, width)
    return b"".join(parts)


def _encode(
    columns: Mapping[str, "NDArray[Any]"], types: Mapping[str, str], text_width: int = 0
) -> "list[memoryview]":
    rows = len(next(iter(columns.values())))
    missing = [name for name, kind in types.items() if kind == "date"]
    nulls = np.zeros(rows, np.int64)
    for bit, name in enumerate(missing):
        nulls |= (columns[name] == NULL_DAY).astype(np.int64) << bit
    parts = []
    for pattern in np.unique(nulls):
        absent = {name for bit, name in enumerate(missing) if pattern >> bit & 1}
        chosen = np.flatnonzero(nulls == pattern)
        parts.append(_encode_uniform(columns, types, absent, chosen, text_width))
    return parts


def _encode_uniform(
    columns: Mapping[str, "NDArray[Any]"],
    types: Mapping[str, str],
    absent: set[str],
    chosen: "NDArray[np.int64]",
    text_width: int,
) -> memoryview:
    layout: list[Any] = [("fields", ">i2")]
    for name, kind in types.items():
        layout.append((f"{name} length", ">i4"))
        if name in absent or (kind == TEXT and not text_width):
            continue
        if kind == TEXT:
            layout.append((name, f"S{text_width}"))
        elif kind == INT_ARRAY:
            width = columns[name].shape[1]
            layout.append((f"{name} head", ">i4", 5))
            layout.append((name, [("length", ">i4"), ("value", ">i4")], width))
        else:
            layout.append((name, f">i{_SIZES[kind]}"))
    # What is the same in every row is written once, and copied with the row.
    template = np.zeros(1, np.dtype(layout))
    template["fields"] = len(types)
    for name, kind in types.items():
        if name in absent:
            template[f"{name} length"] = -1
        elif kind == TEXT:
            template[f"{name} length"] = text_width
        elif kind == INT_ARRAY:
            width = columns[name].shape[1]
            template[f"{name} length"] = 20 + 8 * width
            # dimensions, has nulls, oid of int4, length, lower bound
            template[f"{name} head"] = [1, 0, 23, width, 1]
            template[name]["length"] = 4
        else:
            template[f"{name} length"] = _SIZES[kind]
    rows = np.repeat(template, len(chosen))
    empty = {name for name, kind in types.items() if kind == TEXT and not text_width}
    for name in types.keys() - absent - empty:
        values = rows[name]["value"] if types[name] == INT_ARRAY else rows[name]
        values[...] = columns[name].take(chosen, axis=0)
    return rows.view(np.uint8).data


def decode(
    blob: bytes | bytearray, types: Mapping[str, str], *, width: int = 0
) -> dict[str, "NDArray[Any]"]:
    """What COPY TO STDOUT (FORMAT binary) gave: columns of integers without NULL.

    width: of the columns that are int4[], the same in every row.
    """
    layout: list[Any] = [("fields", ">i2")]
    for name, kind in types.items():
        layout.append((f"{name} length", ">i4"))
        if kind == INT_ARRAY:
            layout.append((f"{name} head", ">i4", 5))
            layout.append((name, [("length", ">i4"), ("value", ">i4")], width))
        else:
            layout.append((name, f">i{_SIZES[kind]}"))
    row = np.dtype(layout)
    count, rest = divmod(len(blob) - len(HEADER) - len(TRAILER), row.itemsize)
    if rest:
        raise ValueError("the rows hold a NULL or another type than was said")
    rows = np.frombuffer(blob, row, count, len(HEADER))
    return {
        name: rows[name]["value"].astype(np.int32)
        if kind == INT_ARRAY
        else rows[name].astype(f"i{_SIZES[kind]}")
        for name, kind in types.items()
    }


def insert_sql(table: str, source: str, columns: Sequence[str]) -> str:
    """INSERT … SELECT between tables whose names we made ourselves."""
    names = ", ".join(columns)
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {source}"
