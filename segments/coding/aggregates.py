"""Rows of an export that was counted before it reached us: totals per period and dimensions."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from segments.profiles import Profile

from .arrays import Bools, Column, Ints, Numbers, TextRows, distinct
from .columns import Columns
from .counts import Period, parse_count, parse_period
from .dimensions import Coded, Dimensions
from .growing import Growing
from .keys import Hasher
from .loan_rules import day_number
from .lookups import Lookups
from .readers import Readers
from .results import CodedRows, unquoted
from .titles import TitleBook
from .verdicts import EXCLUDED, Verdict, rejects, repeated_headers, totals_lines

_MISSING, _BAD = -1, -2
_COUNTS = ("loans", "renewals", "borrowers")
_TITLES = ("title_id", "isbn", "title")


class CountRow(NamedTuple):
    """The totals of one row; positions and numbers are 0 where unknown or not in the file."""

    line: int
    level: int
    period: int
    branch: int
    title: int
    genre_code: int
    material: int
    segment: int
    area: int
    band: int
    loans: int
    renewals: int
    borrowers: int | None


class AggregateCoder(Growing):
    """Codes one file of counts; what is new grows in `new_…`, in the order of accepted rows."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no period or no number of loans."""
        hasher = Hasher(lookups.key, b"row")
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._today = lookups.today
        self._titles = TitleBook(lookups.titles, hasher)
        self._dimensions = Dimensions(lookups, self._columns, hasher)
        self._readers = Readers(lookups, profile.date_order)
        self._warnings: Counter[str] = Counter()

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        """Codes that are not known, with their rows: those with nothing else wrong."""
        return {**self._dimensions.unknown, **self._readers.unknown}

    @property
    def warnings(self) -> Counter[str]:
        return self._warnings + self._readers.warnings

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[CountRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        fields = self._columns.of(batch)
        coded = self._dimensions.code(fields)
        periods, period_of = _parsed(fields["period"], parse_period)
        counts = {name: _counts(fields[name]) for name in _COUNTS if name in fields}
        verdict = self._judge(batch, fields, coded, (periods, period_of), counts)
        accepted = verdict.accepted()
        numbers = self._numbers(fields, coded, accepted)
        found = [periods[place] for place in period_of[accepted].tolist()]
        rows = zip(
            batch.lines[accepted].tolist(),
            [period.level for period in found],
            [period.number for period in found],
            *(numbers[name].tolist() for name in CountRow._fields[3:10]),
            *self._counted(counts, accepted),
            strict=True,
        )
        return CodedRows(
            rows=[CountRow(*row) for row in rows],
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            excluded=verdict.count(EXCLUDED),
        )

    def _judge(
        self,
        batch: TextRows,
        fields: dict[str, Column],
        coded: dict[str, Coded],
        parsed: tuple[list[Any], Numbers],
        counts: dict[str, Ints],
    ) -> Verdict:
        periods, period_of = parsed
        state = np.array([_state(period) for period in periods], np.int8)[period_of]
        starts = [day_number(each.first_day) if isinstance(each, Period) else 0 for each in periods]
        missing, bad = state == _MISSING, state == _BAD
        verdict = Verdict(len(batch.lines))
        verdict.give("repeated_header", repeated_headers(batch, self._columns, bad))
        totals = totals_lines(batch, self._columns, fields, when="period", missing=missing, bad=bad)
        verdict.give("totals_line", totals)
        verdict.give(EXCLUDED, self._columns.excluded(batch))
        has_begun = np.array(starts, np.int64)[period_of] <= day_number(self._today)
        verdict.give("future_date", ~has_begun & (state == 0))
        if "branch" in coded:
            verdict.give("missing_branch", coded["branch"].rows == 0)
        bad_counts = _bad_counts(counts)
        others = verdict.passing() & (state == 0) & ~bad_counts
        self._dimensions.judge(coded, verdict, others)
        verdict.give("missing_period", missing)
        verdict.give("bad_period", bad)
        verdict.give("bad_count", bad_counts)
        return verdict

    def _numbers(
        self, fields: dict[str, Column], coded: dict[str, Coded], accepted: Numbers
    ) -> dict[str, Numbers]:
        nothing = np.zeros(len(accepted), np.int64)
        found = self._dimensions.numbers(coded, accepted)
        found["genre_code"] = found["genre"]
        found["title"] = self._titles.code(fields, accepted)
        if any(name in fields for name in _TITLES) and (found["title"] == 0).any():
            self._warnings["title_missing"] += int((found["title"] == 0).sum())
        return found | self._readers.code(fields, accepted, nothing, nothing)._asdict()

    def _counted(self, counts: dict[str, Ints], accepted: Numbers) -> Iterable[list[int | None]]:
        """Loans, renewals (0 when empty) and borrowers (None when empty) of accepted rows."""
        for name in _COUNTS:
            column = counts.get(name)
            empty = None if name == "borrowers" else 0
            if column is None:
                yield [empty] * len(accepted)
            else:
                yield [count if count >= 0 else empty for count in column[accepted].tolist()]


def merged_counts(rows: Iterable[CountRow]) -> list[CountRow]:
    """Rows with equal period and dimensions added up; borrowers of several rows are not known."""
    found: dict[tuple[int, ...], CountRow] = {}
    for row in rows:
        key = row[1:10]
        earlier = found.get(key)
        found[key] = row if earlier is None else _added(earlier, row)
    return list(found.values())


def _added(first: CountRow, second: CountRow) -> CountRow:
    return first._replace(
        loans=first.loans + second.loans,
        renewals=first.renewals + second.renewals,
        borrowers=None,
    )


def _parsed(column: Column, parse: Callable[[str], Any]) -> tuple[list[Any], Numbers]:
    """What the distinct texts of a column mean (_MISSING when empty, _BAD when nothing)."""
    values = distinct(column)
    texts = [text.strip() for text in values.texts()]
    found = [_MISSING if not text else parse(text) for text in texts]
    return [_BAD if each is None else each for each in found], values.index


def _counts(column: Column) -> Ints:
    found, index = _parsed(column, parse_count)
    return np.array(found, np.int64)[index]


def _bad_counts(counts: dict[str, Ints]) -> Bools:
    bad: Bools = counts["loans"] < 0
    for column in counts.values():
        bad = bad | (column == _BAD)
    return bad


def _state(period: Period | int) -> int:
    return period if isinstance(period, int) else 0
