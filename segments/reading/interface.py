"""What the reader gives to the rest: a layout, an inspection, batches, rejects, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import pyarrow
    from django_stubs_ext import StrOrPromise


class BadFile(Exception):
    """The whole file is refused; `code` says why, `facts` are what its sentence needs."""

    def __init__(self, code: str, **facts: str | int) -> None:
        # Only the code: an exception ends up in logs, and a header may hold what people typed.
        super().__init__(code)
        self.code = code
        self.facts = facts
        self.detail = ""  # for the log of a crash: the kind of problem and the place in our code

    @property
    def message(self) -> StrOrPromise:
        """One lazy sentence that a librarian understands."""
        # Imported late, so that the child process, which only raises, starts without Django.
        from segments import reasons

        return reasons.file_text(self.code, self.facts)


@dataclass(frozen=True)
class Layout:
    """How a file is written: all that is needed to read it again in the same way."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    compression: str = ""
    container: str = "csv"
    warnings: tuple[str, ...] = ()
    quote: bool = True

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the job row and for the child process."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Layout:
        """The layout that `as_json` wrote, also after a round trip through JSON."""
        known = dict(values)
        return cls(
            **known | {"header": tuple(known["header"]), "warnings": tuple(known["warnings"])}
        )


@dataclass(frozen=True)
class Inspection:
    """The layout of a file, its first rows (at most 50), and about how many rows it has."""

    layout: Layout
    sample: list[tuple[str | None, ...]]
    estimated_rows: int
    size: int


@dataclass(frozen=True)
class Reject:
    """A row that cannot be used: its line, the code of the reason, its cells where known."""

    line: int
    code: str
    fields: tuple[str, ...] | None = None


@dataclass
class Batch:
    """Some rows: a text array per asked header, the line of each, and the rejects between."""

    columns: dict[str, pyarrow.Array]
    lines: numpy.ndarray
    rejects: list[Reject]
