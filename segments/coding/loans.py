"""Rows of a loan export as numbers: batch by batch, the same answer whatever their size."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from segments.profiles import Profile

from . import renewing
from .arrays import NULL_DAY, Bools, Column, Longs, Numbers, TextRows
from .columns import Columns
from .dates import BAD, DateParser
from .digests import Digests
from .dimensions import Dimensions
from .growing import Growing
from .keys import Hasher
from .loan_keys import LoanKeys
from .loan_rules import Parsed, day_number, judge
from .lookups import Lookups
from .members import MemberBook, scientific_ids
from .readers import Readers
from .results import LOAN_TYPES, CodedLoans, unquoted
from .titles import TitleBook
from .verdicts import EXCLUDED, IGNORED, rejects

Fields = dict[str, Column]

_TITLES = ("title_id", "isbn", "title")
# Without a number of its own a loan is known by its copy too.
_IDS, _COPY_IDS = ("loan_id", "member"), ("barcode", "member")
_RENEWAL = np.uint64(0x9E3779B97F4A7C15)


class LoanCoder(Growing):
    """Codes one file of loans; what is new grows in `new_…`, in the order of accepted rows."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns when the file has no column for the moment of the loan."""
        hasher = Hasher(lookups.key, b"row")
        self._profile = profile
        self._columns = Columns(profile, header)
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._dates = DateParser(profile.date_order, lookups.timezone)
        self._today = day_number(lookups.today)
        self._members = MemberBook(lookups.key, lookups.member_codes)
        self._titles = TitleBook(lookups.titles, hasher)
        self._dimensions = Dimensions(lookups, self._columns, hasher)
        self._readers = Readers(lookups, profile.date_order)
        self._digests = Digests(lookups, hasher)
        self._loan_keys = LoanKeys(lookups.key)
        self._warnings: Counter[str] = Counter()
        self.scientific = Counter[str]()
        self.last_day = NULL_DAY  # the newest day of an accepted row, today at most

    @property
    def lacks_postcodes(self) -> bool:
        """Whether a table of postcodes would have told more of these loans."""
        return self._readers.lacks_postcodes

    @property
    def new_members(self) -> list[bytes]:
        return self._members.new

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        """Codes that are not known, with their rows: those with nothing else wrong."""
        return {**self._dimensions.unknown, **self._readers.unknown}

    @property
    def warnings(self) -> Counter[str]:
        """What was doubtful about accepted rows, with the number of rows."""
        return self._warnings + self._readers.warnings

    @unquoted
    def code(self, batch: TextRows) -> CodedLoans:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        fields = self._columns.of(batch)
        self.scientific += scientific_ids(fields, _IDS if "loan_id" in fields else _COPY_IDS)
        self._readers.look_at_postcodes(fields)
        parsed = self._parse(fields, batch)
        verdict = judge(batch, self._columns, fields, parsed, self._today)
        self._dimensions.judge(parsed.coded, verdict, verdict.passing())
        accepted = verdict.accepted()
        columns = self._numbers(fields, parsed, accepted)
        columns["line"] = batch.lines[accepted]
        return CodedLoans(
            columns={
                name: columns[name].astype(kind, copy=False) for name, kind in LOAN_TYPES.items()
            },
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            ignored=verdict.count(IGNORED),
            excluded=verdict.count(EXCLUDED),
        )

    def close(self) -> None:
        """Forget every member's number; the codes stay."""
        self._members.forget()

    def _parse(self, fields: Fields, batch: TextRows) -> Parsed:
        returned = fields.get("returned_at")
        member = fields.get("member")
        loan_id = fields.get("loan_id")
        columns = self._columns.renewal(batch)
        return Parsed(
            loaned=self._dates.parse(fields["loaned_at"]),
            returned=None if returned is None else self._dates.parse(returned),
            members=None if member is None else self._members.code(member),
            coded=self._dimensions.code(fields),
            counted=renewing.count(self._profile.renewals, columns, len(batch.lines)),
            bad_ids=None if loan_id is None else self._loan_keys.bad_ids(loan_id),
        )

    def _numbers(self, fields: Fields, parsed: Parsed, accepted: Numbers) -> dict[str, Numbers]:
        """The columns of the accepted rows."""
        nothing = np.zeros(len(accepted), np.int32)
        loaned = parsed.loaned.take(accepted)
        found: dict[str, Numbers] = {"day": loaned.day, "member": nothing}
        if parsed.members is not None:
            self._members.grow(parsed.members, accepted)
            found["member"] = parsed.members.rows[accepted]
        found |= self._dimensions.numbers(parsed.coded, accepted)
        found["genre_code"] = found["genre"]
        found["title"] = self._titles.code(fields, accepted)
        readers = self._readers.code(fields, accepted, found["member"], found["day"])
        found |= readers._asdict()
        found["loans"] = parsed.counted.loans[accepted]
        found["renewals"] = parsed.counted.renewals[accepted]
        found["returned_on"], found["acquired_on"] = self._days(fields, parsed, accepted)
        self._note(fields, parsed, accepted, found)
        words = self._words(parsed, accepted, found)
        found["row_digest"] = self._digests.of(list(words.values()), readers, found)
        if "loan_id" in fields:
            found["loan_key"] = self._loan_keys.of_ids(fields["loan_id"], accepted)
            return found
        copies = words["title"]
        if "barcode" in fields:
            copies = self._loan_keys.copies(fields["barcode"], accepted, copies)
        # A loan and its renewal on one day are two rows, in whatever order they stand.
        is_renewal = np.where(found["loans"] == 0, _RENEWAL, np.uint64(0))
        found["loan_key"] = self._loan_keys.of_values(
            words["member"], copies ^ is_renewal, words["branch"], loaned
        )
        return found

    def _days(self, fields: Fields, parsed: Parsed, accepted: Numbers) -> tuple[Numbers, Numbers]:
        """Day of return and of acquisition, NULL_DAY where there is none."""
        none = np.full(len(accepted), NULL_DAY, np.int32)
        returned = none if parsed.returned is None else parsed.returned.day[accepted]
        if "acquired_on" not in fields:
            return returned, none
        acquired = self._dates.parse(fields["acquired_on"]).take(accepted)
        self._warn("bad_acquired_on", acquired.state == BAD)
        return returned, acquired.day

    def _note(
        self, fields: Fields, parsed: Parsed, accepted: Numbers, found: dict[str, Numbers]
    ) -> None:
        """Keep the newest day, and count what was doubtful."""
        for name in ("day", "returned_on"):
            newest = int(found[name].max(initial=NULL_DAY))
            self.last_day = max(self.last_day, min(newest, self._today))
        self._warn("bad_renewals", parsed.counted.bad[accepted])
        if any(name in fields for name in _TITLES):
            self._warn("title_missing", found["title"] == 0)

    def _words(
        self, parsed: Parsed, accepted: Numbers, found: dict[str, Numbers]
    ) -> dict[str, Longs]:
        """A word per row for each text it was loaded with."""
        words = {name: coded.digests[coded.index[accepted]] for name, coded in parsed.coded.items()}
        words.setdefault("branch", np.zeros(len(accepted), np.uint64))
        words["member"] = self._members.words()[found["member"]]
        words["title"] = self._titles.words(found["title"])
        return words

    def _warn(self, code: str, rows: Bools) -> None:
        if rows.any():
            self._warnings[code] += int(rows.sum())
