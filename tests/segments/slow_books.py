"""Files about books read in plain Python: slow and obvious, row by row."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from segments.coding.titles import isbn_key, title_key, words_key
from segments.profiles.moments import parse_moment
from tests.segments.coding_rows import TODAY, Row

ZONE_FREE = "dmy"
Text = tuple[str, str, str, str]  # key, ISBN, title, author


@dataclass
class SlowBooks:
    """What the coder of a kind must make of rows; titles are known by number from 1."""

    kind: str
    header: list[str]
    branches: dict[str, int]
    known: list[Text] = field(default_factory=list)
    rows: list[tuple[int, int, str, date | None, int, int]] = field(default_factory=list)
    rejects: list[tuple[int, str]] = field(default_factory=list)
    ignored: int = 0
    doubles: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Number the titles, and remember under which key a later row may come."""
        self.titles = list(self.known)
        self.number_of = {text[0]: number for number, text in enumerate(self.titles, 1)}
        self.barcodes: set[str] = set()

    def read(self, line: int, row: Row) -> None:
        """One row: rejected, ignored, double, or kept."""
        branch, count = row.get("branch", "").strip(), self._count(row)
        reason = self._reason(row, branch, count)
        if reason == "ignored":
            self.ignored += 1
        elif reason:
            self.rejects.append((line, reason))
        else:
            self._keep(row, self.branches[branch.casefold()], count)

    def _count(self, row: Row) -> int | None:
        if "copies" not in self.header:
            return 1
        text = re.sub(r"[.,]0{1,2}$", "", row["copies"].strip())
        whole = re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+", text)
        return int(re.sub(r"[., ]", "", text)) if whole else None

    def _reason(self, row: Row, branch: str, count: int | None) -> str:
        if not branch:
            return "missing_branch"
        if count is None:
            return "bad_count"
        if count > 10_000:
            return "absurd_count"
        if count == 0:
            return "ignored"
        if branch.casefold() not in self.branches:
            self.unknown[branch] += 1
            return "unknown_branch"
        return "" if title_key(*self._words(row)) else "missing_title"

    @staticmethod
    def _words(row: Row) -> tuple[str, str, str, str]:
        return tuple(row.get(name, "").strip() for name in ("title_id", "isbn", "title", "author"))  # type: ignore[return-value]

    def _keep(self, row: Row, branch: int, count: int | None) -> None:
        title = self._title(*self._words(row))
        barcode = row.get("barcode", "").strip()
        if barcode and barcode in self.barcodes:
            self.doubles += 1
            self.warnings["double_barcode"] += 1
            return
        self.barcodes.add(barcode)
        place = row.get("place", "").strip()
        self.rows.append((title, branch, place, self._day(row), count or 0, self._cents(row)))

    def _title(self, title_id: str, isbn: str, title: str, author: str) -> int:
        key = title_key(title_id, isbn, title, author)
        if key in self.number_of:
            return self.number_of[key]
        found = self._other(key, isbn_key(isbn), words_key(title, author))
        if not found:
            self.titles.append((key, isbn_key(isbn), title, author))
            found = len(self.titles)
        self.number_of[key] = found
        return found

    def _other(self, key: str, isbn: str, words: str) -> int:
        keys = [text[0] for text in self.titles]
        if key == words:
            same = [n for n, text in enumerate(self.titles, 1) if words_key(*text[2:]) == words]
            return same[0] if len(same) == 1 else 0
        if key == isbn:
            same = [n for n, text in enumerate(self.titles, 1) if text[1] == isbn]
            if len(same) == 1:
                return same[0]
            return keys.index(words) + 1 if words in keys else 0
        found = next((each for each in (isbn, words) if each in keys), None)
        return keys.index(found) + 1 if found else 0

    def _day(self, row: Row) -> date | None:
        text = row.get("acquired_on", "").strip()
        if not text:
            return None
        from zoneinfo import ZoneInfo

        moment = parse_moment(text, "dmy", ZoneInfo("Europe/Amsterdam"))
        if moment is None or moment.day > TODAY:
            self.warnings["bad_acquired_on" if moment is None else "future_acquired_on"] += 1
            return None
        return moment.day

    def _cents(self, row: Row) -> int:
        text = row.get("price", "").replace("€", "").strip()
        if text in ("", "-"):
            return -1
        found = re.fullmatch(r"(\d{1,4})(?:[.,](\d\d))?", text)
        if found is None:
            self.warnings["bad_price"] += 1
            return -1
        return int(found[1]) * 100 + int(found[2] or 0)


def day(number: int) -> date | None:
    """A day of the coder."""
    least = -(2**31)
    return None if number == least else date(2000, 1, 1) + timedelta(days=number)
