"""The rules a row of a loan export must pass, asked in a fixed order."""

from dataclasses import dataclass
from datetime import date

from .arrays import DAY_ZERO, NULL_DAY, Bools, Column, TextRows
from .columns import Columns
from .dates import BAD, EMPTY, GOOD, Moments
from .dimensions import Coded
from .members import CodedMembers
from .renewing import Counted
from .verdicts import EXCLUDED, IGNORED, Verdict, repeated_headers, totals_lines


@dataclass(repr=False)
class Parsed:
    """A batch of loans with each column understood by itself."""

    loaned: Moments
    returned: Moments | None
    members: CodedMembers | None
    coded: dict[str, Coded]
    counted: Counted
    bad_ids: Bools | None


def day_number(day: date) -> int:
    """Days from 2000-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal() - DAY_ZERO


def judge(
    batch: TextRows, columns: Columns, fields: dict[str, Column], parsed: Parsed, today: int
) -> Verdict:
    """The first rule each row fails; what is excluded or ignored is not asked the rest."""
    verdict = Verdict(len(batch.lines))
    loaned = parsed.loaned
    # The name of a column is no date, so only rows with a bad date can repeat the header.
    verdict.give("repeated_header", repeated_headers(batch, columns, loaned.state == BAD))
    verdict.give("totals_line", _totals(batch, columns, fields, parsed))
    verdict.give(EXCLUDED, columns.excluded(batch))
    verdict.give(IGNORED, parsed.counted.ignored)
    verdict.give("missing_date", loaned.state == EMPTY)
    verdict.give("bad_date", loaned.state == BAD)
    verdict.give("future_date", loaned.day > today)
    if parsed.returned is not None:
        verdict.give("bad_return_date", parsed.returned.state == BAD)
        verdict.give("returned_before_loan", _is_before(parsed.returned, loaned))
    if parsed.members is not None:
        verdict.give("missing_member", parsed.members.is_missing)
        verdict.give("bad_member", parsed.members.is_bad)
    if parsed.bad_ids is not None:
        verdict.give("bad_id", parsed.bad_ids)
    if "branch" in parsed.coded:
        verdict.give("missing_branch", parsed.coded["branch"].rows == 0)
    return verdict


def _totals(batch: TextRows, columns: Columns, fields: dict[str, Column], parsed: Parsed) -> Bools:
    state = parsed.loaned.state
    totals = totals_lines(
        batch, columns, fields, when="loaned_at", missing=state == EMPTY, bad=state == BAD
    )
    # Somebody borrowed "Total recall" on a day that was forgotten: that line has a member.
    return totals if parsed.members is None else totals & parsed.members.is_missing


def _is_before(returned: Moments, loaned: Moments) -> Bools:
    """By the clock when both have a time, else by the day."""
    earlier = returned.day < loaned.day
    with_time = (returned.micros >= 0) & (loaned.micros >= 0) & (returned.day == loaned.day)
    earlier |= with_time & (returned.micros < loaned.micros)
    before: Bools = earlier & (returned.state == GOOD) & (loaned.day != NULL_DAY)
    return before
