"""The rules a row of a file about books must pass, asked in a fixed order."""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from .arrays import Bools, Column, Ints, TextRows, plain
from .book_values import BAD, NONE
from .columns import Columns
from .dates import BAD as BAD_DATE
from .dates import EMPTY, Moments
from .dimensions import Coded
from .verdicts import EXCLUDED, IGNORED, Verdict, repeated_headers

# What each kind is counted in, and how much of it in one row cannot be right.
COUNTED = {
    "titles": "loans",
    "holdings": "copies",
    "acquisitions": "copies",
    "reservations": "reservations",
    "weeding": "copies",
}
MOST = {"loans": 1_000_000, "copies": 10_000, "reservations": 10_000}
# A title may be ordered long before it is there.
DAYS_AHEAD = 731
_TOTALS = r"(?i)^\s*(eind|sub|grand )?tota(a)?l\s*:?\s*$"
_LETTERS = r"\pL"


@dataclass(repr=False)
class Parsed:
    """A batch with each column understood by itself."""

    coded: dict[str, Coded]
    counts: Ints | None
    acquired: Moments | None
    last_loan: Moments | None


def judge(kind: str, batch: TextRows, columns: Columns, parsed: Parsed, today: int) -> Verdict:
    """The first rule each row fails; what is excluded is not asked the rest."""
    verdict = Verdict(len(batch.lines))
    first = plain(batch.columns[columns.headers[0]])
    suspect = _where(pc.equal(first, columns.headers[0]))
    verdict.give("repeated_header", repeated_headers(batch, columns, suspect))
    totals = _where(pc.match_substring_regex(first, _TOTALS))
    if totals.any():
        verdict.give("totals_line", totals & _stand_alone(batch, columns))
    verdict.give(EXCLUDED, columns.excluded(batch))
    if kind == "holdings" and "branch" in parsed.coded:
        verdict.give("missing_branch", parsed.coded["branch"].rows == 0)
    if kind == "acquisitions" and parsed.acquired is not None:
        verdict.give("missing_date", parsed.acquired.state == EMPTY)
        verdict.give("bad_date", parsed.acquired.state == BAD_DATE)
        verdict.give("future_date", parsed.acquired.day > today + DAYS_AHEAD)
    if parsed.counts is not None:
        _judge_counts(COUNTED[kind], parsed.counts, verdict)
    return verdict


def _judge_counts(counted: str, counts: Ints, verdict: Verdict) -> None:
    """Loans may be left empty; a title without copies or reservations is right, and nothing."""
    verdict.give("bad_count", counts == BAD)
    verdict.give("absurd_count", counts > MOST[counted])
    if counted != "loans":
        verdict.give("bad_count", counts == NONE)
        verdict.give(IGNORED, counts == 0)


def _stand_alone(batch: TextRows, columns: Columns) -> Bools:
    """Rows whose first cell is the only text: a title called "Totaal" has an author."""
    alone = np.ones(len(batch.lines), np.bool_)
    for header in columns.headers[1:]:
        alone &= ~_where(pc.match_substring_regex(plain(batch.columns[header]), _LETTERS))
    return alone


def _where(found: Column) -> Bools:
    truth: Bools = found.to_numpy(zero_copy_only=False)
    return truth
