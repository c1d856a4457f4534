"""The first rule each row of a batch fails, and the rules that every kind of file has."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from segments.reading.interface import Reject

from .arrays import Bools, Column, Ints, TextRows, plain
from .columns import Columns

_TOTALS = ("totaal", "total", "eindtotaal", "subtotaal", "subtotal", "grand total")
EXCLUDED, IGNORED = "excluded", "ignored"  # left out, but not wrong


class Verdict:
    """Per row the first rule it failed; rules are given one after the other."""

    def __init__(self, rows: int) -> None:
        self._why: NDArray[np.int8] = np.zeros(rows, np.int8)
        self._codes = [""]

    def give(self, code: str, failing: Bools) -> None:
        """Those of the failing rows that passed everything so far fail for this reason."""
        if failing.any():
            self._codes.append(code)
            self._why[failing & (self._why == 0)] = len(self._codes) - 1

    def passing(self) -> Bools:
        """Rows that failed nothing so far."""
        passing: Bools = self._why == 0
        return passing

    def accepted(self) -> Ints:
        """The numbers of the rows that failed nothing."""
        return np.flatnonzero(self._why == 0)

    def count(self, code: str) -> int:
        """How many rows failed for one reason."""
        return sum(
            int((self._why == number).sum())
            for number, name in enumerate(self._codes)
            if name == code
        )

    def rejected(self) -> list[tuple[int, str]]:
        """Row and reason of each row that is wrong, in the order of the rows."""
        if len(self._codes) == 1:
            return []
        rows = np.flatnonzero(self._why)
        reasons = [(row, self._codes[self._why[row]]) for row in rows.tolist()]
        return [(row, code) for row, code in reasons if code not in (EXCLUDED, IGNORED)]


def rejects(batch: TextRows, columns: Columns, verdict: Verdict) -> list[Reject]:
    """Line, reason and cells of the rows that are wrong."""
    rejected = verdict.rejected()
    cells = columns.cells(batch, np.array([row for row, _code in rejected], np.int64))
    return [
        Reject(int(batch.lines[row]), code, texts)
        for (row, code), texts in zip(rejected, cells, strict=True)
    ]


def repeated_headers(batch: TextRows, columns: Columns, suspect: Bools) -> Bools:
    """Those of the suspect rows (their date is none) whose cells are the names of the columns."""
    rows = np.flatnonzero(suspect)
    repeats = np.zeros(len(batch.lines), np.bool_)
    if len(rows):
        repeats[rows] = columns.repeats_header(batch, rows)
    return repeats


def totals_lines(
    batch: TextRows,
    columns: Columns,
    fields: dict[str, Column],
    *,
    when: str,
    missing: Bools,
    bad: Bools,
) -> Bools:
    """Rows whose date says "totaal", or that have none while first cell, branch or title do."""
    totals = np.zeros(len(batch.lines), np.bool_)
    for rows, named in (
        (np.flatnonzero(bad), [fields[when]]),
        (
            np.flatnonzero(missing),
            [
                batch.columns[columns.headers[0]],
                *(fields[name] for name in ("branch", "title") if name in fields),
            ],
        ),
    ):
        for column in named if len(rows) else ():
            texts = plain(column.take(pa.array(rows))).to_pylist()
            totals[rows] |= [text.strip().casefold().startswith(_TOTALS) for text in texts]
    return totals
