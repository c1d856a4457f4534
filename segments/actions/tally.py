"""What a check or an import tells afterwards: counts, reasons, examples, unknown codes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from segments.models import LoanImport, Reject

EXAMPLES = 3
# Details of more rejected rows than this are not kept: the file is not what it was taken for.
DETAILS = 200_000
TOO_MANY = 0.05
DAY_ZERO = date(2000, 1, 1)


class Rejected(Protocol):
    line: int
    code: str
    fields: tuple[str, ...] | None


class Batch(Protocol):
    rejects: list[Any]
    read: int
    ignored: int
    doubles: int
    excluded: int

    @property
    def accepted(self) -> int: ...


@dataclass
class Tally:
    """Counts over all batches of one file."""

    headers: tuple[str, ...]
    personal: frozenset[str]  # headers whose cells are never kept
    read: int = 0
    taken: int = 0
    ignored: int = 0
    doubles: int = 0
    excluded: int = 0
    rejected: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    details: list[Rejected] = field(default_factory=list)
    examples: dict[str, list[Any]] = field(default_factory=dict)

    def add_batch(self, coded: Batch, unread: Sequence[Any]) -> None:
        """Count a coded batch, and the rows of it that could not be read at all."""
        self.read += coded.read + len(unread)
        self.taken += coded.accepted
        self.ignored += coded.ignored + coded.excluded
        self.doubles += coded.doubles
        self.excluded += coded.excluded
        self.add(unread)
        self.add(coded.rejects)

    def add(self, rejects: Sequence[Any]) -> None:
        """Count rejected rows and keep the details of the first ones, without what is personal."""
        for reject in rejects:
            self.problems[reject.code] += 1
            shown = self.examples.setdefault(reject.code, [])
            if len(shown) < EXAMPLES:
                shown.append([reject.line, list(self._impersonal(reject))])
        self.rejected += len(rejects)
        self.details += rejects[: max(0, DETAILS - len(self.details))]

    def _impersonal(self, reject: Rejected) -> tuple[str, ...]:
        """The cells of a row, the personal ones empty: the reader gives all that were asked for."""
        cells = zip(self.headers, reject.fields or (), strict=False)
        return tuple("" if name in self.personal else cell for name, cell in cells)

    @property
    def too_many(self) -> bool:
        return self.rejected > TOO_MANY * self.read

    @property
    def is_hopeless(self) -> bool:
        """So many rejected rows that reading on teaches nothing."""
        return self.rejected >= DETAILS and self.too_many

    def rows(self, loan_import: LoanImport) -> list[Reject]:
        """The rejected rows as they are kept, by line."""
        return [
            Reject(
                library_id=loan_import.library_id,
                loan_import=loan_import,
                line=each.line,
                code=each.code,
                cells=dict(zip(self.headers, self._impersonal(each), strict=True))
                if each.fields
                else None,
            )
            for each in sorted(self.details, key=lambda one: one.line)
        ]

    def report(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "accepted": self.taken,
            "rejected": self.rejected,
            "ignored": self.ignored,
            "excluded": self.excluded,
            "problems": dict(self.problems.most_common()),
            "examples": self.examples,
            "columns": list(self.headers),
            "too_many": self.too_many,
        }


def day_of(number: int) -> date:
    """A date from days since 2000-01-01."""
    return DAY_ZERO + timedelta(days=int(number))
