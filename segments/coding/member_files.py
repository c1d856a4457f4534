"""A file of members: whose segment, area and age we know for exports that do not say it."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from segments.profiles import Profile

from .arrays import Numbers, TextRows
from .columns import Columns
from .lookups import Lookups
from .members import MemberBook, scientific_ids
from .readers import Readers, band_of
from .results import CodedRows, unquoted
from .verdicts import EXCLUDED, Verdict, rejects, repeated_headers

YEARS_BACK, YEARS_AHEAD = 9, 1  # calendar years, counted from today's, for which a band is kept


class MemberRow(NamedTuple):
    """A member's number and positions (0 unknown), with an age band per year from `first_year`."""

    line: int
    number: int
    segment: int
    area: int
    bands: tuple[int, ...]


class MemberCoder:
    """Codes one file of members; of a member who is there twice the first row counts."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no column with the number of the member."""
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._members = MemberBook(lookups.key, lookups.member_codes)
        self._readers = Readers(lookups, profile.date_order)
        self._year = lookups.today.year
        self._seen: set[int] = set()
        self._doubles = 0
        self.scientific = Counter[str]()
        self.first_year = self._year - YEARS_BACK

    @property
    def new_members(self) -> list[bytes]:
        return self._members.new

    @property
    def lacks_postcodes(self) -> bool:
        """Whether a table of postcodes would have told more of these members."""
        return self._readers.lacks_postcodes

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        return self._readers.unknown

    @property
    def warnings(self) -> Counter[str]:
        return self._readers.warnings + Counter(double_member=self._doubles)

    @unquoted
    def code(self, batch: TextRows) -> CodedRows[MemberRow]:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        fields = self._columns.of(batch)
        self._readers.look_at_postcodes(fields)
        members = self._members.code(fields["member"])
        verdict = Verdict(len(batch.lines))
        all_rows = np.ones(len(batch.lines), np.bool_)
        verdict.give("repeated_header", repeated_headers(batch, self._columns, all_rows))
        verdict.give(EXCLUDED, self._columns.excluded(batch))
        verdict.give("missing_member", members.is_missing)
        verdict.give("bad_member", members.is_bad)
        self.scientific += scientific_ids(fields, ("member",))
        accepted = verdict.accepted()
        self._members.grow(members, accepted)
        numbers = members.rows[accepted]
        fresh = np.array([self._is_first(number) for number in numbers.tolist()], np.bool_)
        self._doubles += int((~fresh).sum())
        return CodedRows(
            rows=self._rows(batch, accepted[fresh], numbers[fresh]),
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            doubles=int((~fresh).sum()),
            excluded=verdict.count(EXCLUDED),
        )

    def _rows(self, batch: TextRows, rows: Numbers, numbers: Numbers) -> list[MemberRow]:
        fields = self._columns.of(batch)
        segment, area = self._readers.places(fields, rows)
        born = self._readers.births(fields, rows, self._year)
        years = range(self.first_year, self._year + YEARS_AHEAD + 1)
        bands = np.stack([band_of(np.full(len(born), year), born) for year in years], axis=1)
        columns = (batch.lines[rows], numbers, segment, area, bands.clip(min=0))
        return [
            MemberRow(line, number, in_segment, in_area, tuple(each))
            for line, number, in_segment, in_area, each in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def close(self) -> None:
        """Forget every member's number; the codes stay."""
        self._members.forget()

    def _is_first(self, number: int) -> bool:
        is_first = number not in self._seen
        self._seen.add(number)
        return is_first
