"""Rows for coders, made without a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from segments.profiles import Profile
from segments.reading.interface import Reject

TODAY = date(2026, 1, 15)
KEY = bytes(range(32))
FIRST_LINE = 2

Row = dict[str, str]


@dataclass
class Rows:
    """What the reader hands to a coder."""

    columns: dict[str, Any]
    lines: Any
    rejects: list[Reject] = field(default_factory=list)


def make_batch(
    rows: Sequence[Row],
    header: Sequence[str],
    *,
    first_line: int = FIRST_LINE,
    dictionaries: bool = False,
) -> Rows:
    """A batch of rows; a cell that is not named is empty."""
    import numpy as np
    import pyarrow as pa

    columns = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in header}
    if dictionaries:
        columns = {name: column.dictionary_encode() for name, column in columns.items()}
    return Rows(columns, np.arange(first_line, first_line + len(rows), dtype=np.int64))


def make_batches(
    rows: Sequence[Row], header: Sequence[str], size: int, *, dictionaries: bool = False
) -> Iterator[Rows]:
    """The same rows in batches of some size."""
    for start in range(0, len(rows), size):
        yield make_batch(
            rows[start : start + size],
            header,
            first_line=FIRST_LINE + start,
            dictionaries=dictionaries,
        )


def make_profile(kind: str, header: Sequence[str], **others: Any) -> Profile:
    """A profile whose headers are the names of the fields."""
    return Profile(name="samenplan", kind=kind, mapping={name: name for name in header}, **others)


def make_lookups(**others: Any) -> Any:
    """Lookups that know nothing, in the middle of January 2026."""
    from segments.coding import Lookups

    return Lookups(**{"key": KEY, "today": TODAY, **others})


def make_postcodes(table: dict[tuple[str, int], tuple[int, int]]) -> Any:
    """A table from (postcode, house number or -1) to (segment, area)."""
    from segments.coding import PostcodeTable

    return PostcodeTable(
        [postcode.encode() for postcode, _house in table],
        [house for _postcode, house in table],
        [segment for segment, _area in table.values()],
        [area for _segment, area in table.values()],
    )


def day_of(number: int) -> date | None:
    """The date of a day number of the coder."""
    from segments.coding import NULL_DAY

    return None if number == NULL_DAY else date.fromordinal(date(2000, 1, 1).toordinal() + number)


def code_rows(name: str, kind: str, header: list[str], rows: list[Row], **lookups: Any) -> Any:
    """The coder of a kind, and what it made of rows in batches of two."""
    from segments import coding

    profile = make_profile(kind, header)
    coder = getattr(coding, name)(profile, header, make_lookups(**lookups))
    return coder, [coder.code(each) for each in make_batches(rows, header, 2)]


def rows_of(results: list[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for result in results for row in result.rows]


def rejects_of(results: list[Any]) -> list[tuple[int, str]]:
    return [(each.line, each.code) for result in results for each in result.rejects]
