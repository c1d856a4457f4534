"""Rows of files about books as numbers: titles, copies, what comes in, what is waited for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segments.profiles import TITLE_FIELDS, Profile

from . import book_values
from .arrays import NULL_DAY, Bools, Column, Numbers, TextRows
from .book_rules import COUNTED, Parsed, judge
from .book_values import BAD, NONE
from .columns import Columns
from .dates import BAD as BAD_DATE
from .dates import DateParser, Moments
from .dimensions import Dimensions
from .growing import Growing
from .keys import Hasher
from .loan_rules import day_number
from .lookups import Lookups
from .members import scientific_ids
from .other_keys import OtherKeys
from .repeated import Barcodes, Seen
from .results import Counted, MissingColumns, unquoted
from .titles import TitleBook, isbn_key
from .verdicts import EXCLUDED, IGNORED, rejects

Fields = dict[str, Column]
Part = dict[str, Numbers]

FACTS = ("genre", "material", "language", "audience", "published")
LONGEST_TEXT = 80
_IDS = ("title_id", "isbn", "barcode")
_KINDS_WITH_FACTS = ("titles", "holdings", "acquisitions")


@dataclass
class CodedBooks(Counted):
    """One batch coded: the rows as columns, and what is said of titles that were not met before."""

    rows: Part
    facts: Part

    @property
    def accepted(self) -> int:
        return len(self.rows["title"])


class BookCoder(Growing):
    """Codes one file of a kind; what is new grows in `new_…`, in the order of accepted rows."""

    def __init__(self, profile: Profile, header: Sequence[str], lookups: Lookups) -> None:
        """Raises MissingColumns without anything that says which title, or which branch."""
        hasher = Hasher(lookups.key, b"row")
        self.kind = profile.kind
        self._columns = Columns(profile, header)
        self._branch = _only(lookups)
        self._refuse_lacking()
        self.headers = self._columns.headers
        self.absent = self._columns.absent
        self.personal = frozenset(self._columns.personal)
        self._dates = DateParser(profile.date_order, lookups.timezone)
        self._today, self._year = day_number(lookups.today), lookups.today.year
        others = OtherKeys(lookups.titles, lookups.title_texts) if lookups.title_texts else None
        self._titles = TitleBook(lookups.titles, hasher, others)
        self._bare = set(lookups.bare_titles)
        self._dimensions = Dimensions(lookups, self._columns, hasher)
        self._texts: dict[str, int] = {"": 0}
        self._seen = Seen()
        self._barcodes = Barcodes()
        self._has_facts = self.kind in _KINDS_WITH_FACTS and (
            self.kind == "titles" or any(name in self._columns for name in FACTS)
        )
        self.told: dict[int, tuple[str, str, str]] = {}
        self.scientific = Counter[str]()
        self.warnings = Counter[str]()

    def _refuse_lacking(self) -> None:
        if not any(name in self._columns for name in TITLE_FIELDS):
            raise MissingColumns(TITLE_FIELDS[:1])
        if self.kind == "holdings" and "branch" not in self._columns and not self._branch:
            raise MissingColumns(("branch",))

    @property
    def texts(self) -> list[str]:
        """Texts by the number that rows have instead of them."""
        return list(self._texts)

    @property
    def unknown(self) -> dict[str, Counter[str]]:
        """Codes that are not known, with their rows: those with nothing else wrong."""
        return self._dimensions.unknown

    @unquoted
    def code(self, batch: TextRows) -> CodedBooks:
        """Code one batch; an error of ours becomes CodingFailed, which quotes no value."""
        fields = self._columns.of(batch)
        self.scientific += scientific_ids(fields, _IDS)
        parsed = self._parse(fields)
        verdict = judge(self.kind, batch, self._columns, parsed, self._today)
        self._dimensions.judge(parsed.coded, verdict, verdict.passing())
        accepted = verdict.accepted()
        titles = self._titles.code(fields, accepted)
        if not titles.all():
            verdict.give("missing_title", _marked(accepted[titles == 0], len(batch.lines)))
            accepted, titles = accepted[titles > 0], titles[titles > 0]
        fresh = self._fresh(fields, accepted, titles)
        rows, facts = self._numbers(fields, parsed, accepted, titles, fresh)
        return CodedBooks(
            rows=rows,
            facts=facts,
            rejects=rejects(batch, self._columns, verdict),
            read=len(batch.lines),
            ignored=verdict.count(IGNORED),
            doubles=int((~fresh).sum()),
            excluded=verdict.count(EXCLUDED),
        )

    def _parse(self, fields: Fields) -> Parsed:
        counted = COUNTED[self.kind]
        acquired, last_loan = fields.get("acquired_on"), fields.get("last_loan_on")
        return Parsed(
            coded=self._dimensions.code(fields),
            counts=book_values.amounts(fields[counted]) if counted in fields else None,
            acquired=None if acquired is None else self._dates.parse(acquired),
            last_loan=None if last_loan is None else self._dates.parse(last_loan),
        )

    def _fresh(self, fields: Fields, accepted: Numbers, titles: Numbers) -> Bools:
        """Which rows are kept: in a list of titles one per title, else one per copy."""
        if self.kind == "titles":
            fresh = self._seen.first(titles)
            self._warn("double_title", ~fresh)
            return fresh
        if "barcode" not in fields:
            return np.ones(len(accepted), np.bool_)
        fresh = self._barcodes.first(fields["barcode"], accepted)
        self._warn("double_barcode", ~fresh)
        return fresh

    def _numbers(
        self, fields: Fields, parsed: Parsed, accepted: Numbers, titles: Numbers, fresh: Bools
    ) -> tuple[Part, Part]:
        """The columns of the rows that are kept, and of what is said of titles."""
        dimensions = self._dimensions.numbers(parsed.coded, accepted[fresh])
        kept, titles = accepted[fresh], titles[fresh]
        self._tell_bare(fields, kept, titles)
        rows: Part = {"title": titles, "branch": dimensions["branch"]}
        if "branch" not in parsed.coded:
            rows["branch"] = np.full(len(kept), self._branch, np.int32)
        counts = None if parsed.counts is None else parsed.counts[kept]
        rows["count"] = np.ones(len(kept), np.int64) if counts is None else counts
        rows["acquired_on"] = self._days("acquired_on", parsed.acquired, kept)
        rows["cents"] = self._cents(fields, kept)
        rows["place"] = self._numbered(fields, "place", kept)
        facts: Part = {}
        if self._has_facts:
            first = (
                np.ones(len(kept), np.bool_) if self.kind == "titles" else self._seen.first(titles)
            )
            facts = self._facts(fields, parsed, kept[first], titles[first])
            facts["genre_code"] = dimensions["genre"][first]
            facts["material"] = dimensions["material"][first]
        return rows, facts

    def _facts(self, fields: Fields, parsed: Parsed, kept: Numbers, titles: Numbers) -> Part:
        nothing = np.zeros(len(kept), np.int32)
        facts: Part = {"title": titles, "published": nothing}
        for name in ("language", "audience"):
            facts[name] = self._numbered(fields, name, kept)
        if "published" in fields:
            years = book_values.parsed(
                fields["published"], lambda text: book_values.parse_year(text, self._year)
            )[kept]
            self._warn("bad_published", years == BAD)
            facts["published"] = years.clip(min=0)
        counts = parsed.counts if self.kind == "titles" else None
        facts["loans"] = np.full(len(kept), NONE) if counts is None else counts[kept]
        facts["last_loan_on"] = self._days("last_loan_on", parsed.last_loan, kept)
        return facts

    def _days(self, name: str, moments: Moments | None, kept: Numbers) -> Numbers:
        """Days of a column; one that is none, or has not come yet, is left out and told."""
        if moments is None:
            return np.full(len(kept), NULL_DAY, np.int32)
        days = moments.day[kept]
        self._warn(f"bad_{name}", moments.state[kept] == BAD_DATE)
        if self.kind == "acquisitions":
            return days
        is_ahead = days > self._today
        self._warn(f"future_{name}", is_ahead)
        return np.where(is_ahead, NULL_DAY, days)

    def _cents(self, fields: Fields, kept: Numbers) -> Numbers:
        if "price" not in fields:
            return np.full(len(kept), NONE)
        cents = book_values.parsed(fields["price"], book_values.parse_cents)[kept]
        self._warn("bad_price", cents == BAD)
        return cents.clip(min=NONE)

    def _numbered(self, fields: Fields, name: str, kept: Numbers) -> Numbers:
        """A number for each text of a column, the same for the same text in any column."""
        if name not in fields:
            return np.zeros(len(kept), np.int32)
        numbers = book_values.parsed(
            fields[name],
            lambda text: self._texts.setdefault(
                text.replace("\x00", "")[:LONGEST_TEXT].strip(), len(self._texts)
            ),
        )
        return numbers[kept]

    def _tell_bare(self, fields: Fields, kept: Numbers, titles: Numbers) -> None:
        """Keep the words for titles of which another file gave a number only."""
        if not self._bare or not any(name in fields for name in ("isbn", "title", "author")):
            return
        is_bare = np.isin(titles, list(self._bare))
        for place in np.flatnonzero(is_bare).tolist():
            number = int(titles[place])
            isbn, title, author = (
                fields[name][int(kept[place])].as_py().strip() if name in fields else ""
                for name in ("isbn", "title", "author")
            )
            if number in self._bare and (isbn or title or author):
                self._bare.remove(number)
                self.told[number] = (isbn_key(isbn), title, author)

    def _warn(self, code: str, rows: Bools) -> None:
        if rows.any():
            self.warnings[code] += int(rows.sum())


def _only(lookups: Lookups) -> int:
    """The position of the branch of a library that has only one; else 0."""
    positions = set(lookups.branches.values())
    return positions.pop() if len(positions) == 1 else 0


def _marked(rows: Numbers, count: int) -> Bools:
    marked = np.zeros(count, np.bool_)
    marked[rows] = True
    return marked
