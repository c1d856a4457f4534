"""What comes out of coding: numbers for the accepted rows, and line and reason for the others."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Generic, NamedTuple, ParamSpec, Self, TypeVar

import numpy as np

from segments.reading.interface import Reject

from .arrays import Numbers


class NewTitle(NamedTuple):
    """A title seen for the first time, in the words of its first accepted row."""

    key: str
    isbn: str
    title: str
    author: str


class MissingColumns(Exception):
    """The file lacks a column that this kind of file cannot do without; `.fields` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class CodingFailed(Exception):
    """Coding broke off through a fault of ours; says where and never which value it was."""

    @classmethod
    def at(cls, error: Exception) -> Self:
        """The place and the kind of an error; its words could hold a member's number."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
        return cls(f"{type(error).__name__} at {where} in {place.name}")


Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Row = TypeVar("Row")


def unquoted(code: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make errors of ours CodingFailed: the words of any other error may quote a value."""

    @wraps(code)
    def coded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return code(*args, **kwargs)
        except Exception as error:
            failed = CodingFailed.at(error)
        raise failed  # outside the except: no context that still holds the words

    return coded


@dataclass(kw_only=True)
class Counted:
    """The rows of a batch that were not taken, and how many were read and left out."""

    rejects: list[Reject] = field(default_factory=list)
    read: int = 0
    ignored: int = 0
    doubles: int = 0
    excluded: int = 0


@dataclass
class CodedRows(Counted, Generic[Row]):
    """One batch of a smaller kind of file: a tuple per accepted row, the others counted."""

    rows: list[Row]

    @property
    def accepted(self) -> int:
        return len(self.rows)


@dataclass
class CodedLoans(Counted):
    """One batch coded: arrays of equal length for the accepted rows, the others counted."""

    columns: dict[str, Numbers]

    @property
    def accepted(self) -> int:
        return len(self.columns["line"])


LOAN_TYPES: dict[str, type[np.integer]] = {
    "day": np.int32,
    "loan_key": np.int64,
    "row_digest": np.int64,
    "member": np.int32,
    "branch": np.int16,
    "title": np.int32,
    "genre_code": np.int16,
    "material": np.int16,
    "segment": np.int16,
    "area": np.int16,
    "band": np.int16,
    "loans": np.int16,
    "renewals": np.int16,
    "returned_on": np.int32,
    "acquired_on": np.int32,
    "line": np.int64,
}
