"""Somebody's own plan, pasted or read from a file, as rows with days. Pure: text in, rows out.

Days are found in the words people use: 12-03-2027, 3 t/m 14 maart, wk 12, half april, mrt-mei, Q2.
A day that is not there is never guessed: such a row comes without one, and a person fills it in.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_ROWS, LONGEST_TITLE = 200, 120
MONTHS = (
    ("jan", "januari"),
    ("feb", "februari"),
    ("mrt", "maart", "mar"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni"),
    ("jul", "juli"),
    ("aug", "augustus"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct"),
    ("nov", "november"),
    ("dec", "december"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTH_OF, key=len, reverse=True)) + r")\b\.?"
_UNTIL = r"\s*(?:t\s*/\s*m|t\.?m\.?|tot en met|tot|-|–|—)\s*"
_YEAR = r"(?:[\s-]*(?P<{0}>20\d\d))?"
PARTS = {"begin": (1, 10), "half": (11, 20), "medio": (11, 20), "eind": (21, 31)}
_NUMBERS = r"(?P<{0}d>\d{{1,2}})[-/.](?P<{0}m>\d{{1,2}})(?:[-/.](?P<{0}y>\d{{4}}|\d{{2}}))?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + pattern + r"(?![\w])", re.IGNORECASE)


_DAY = r"(?P<{0}d>\d{{1,2}})\s*"
# "zo 4 april": the name of the day says nothing that the date does not say.
WEEKDAY = re.compile(
    r"\b(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?\s*$",
    re.IGNORECASE,
)
PATTERNS = {
    "iso_range": _compiled(
        r"(?P<a>\d{4}-\d\d-\d\d)(?:[T ][\d:.]+)?" + _UNTIL + r"(?P<b>\d{4}-\d\d-\d\d)"
    ),
    "iso": _compiled(r"(?P<a>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?"),
    # Before the numbers: in "3-12 mrt" the twelve is no month.
    "word_range": _compiled(
        _DAY.format("a")
        + r"(?:"
        + _MONTH.format("am")
        + r")?"
        + _YEAR.format("ay")
        + _UNTIL
        + _DAY.format("b")
        + _MONTH.format("bm")
        + _YEAR.format("by")
    ),
    # Before the numbers: in "wk 10-12" the twelve is no month.
    "week_range": _compiled(
        r"(?:weken|week|wk)\.?\s*(?P<a>\d{1,2})"
        + _UNTIL
        + r"(?:week|wk)?\.?\s*(?P<b>\d{1,2})(?![-/.]\d)"
    ),
    "number_range": _compiled(_NUMBERS.format("a") + _UNTIL + _NUMBERS.format("b")),
    "number": _compiled(_NUMBERS.format("a")),
    "word": _compiled(_DAY.format("a") + _MONTH.format("am") + _YEAR.format("ay")),
    "week": _compiled(r"(?:week|wk)\.?\s*(?P<a>\d{1,2})"),
    "quarter": _compiled(r"(?:q(?P<a>[1-4])|(?P<b>[1-4])e\s+kwartaal|kwartaal\s+(?P<c>[1-4]))"),
    "month_range": _compiled(
        _MONTH.format("a") + r"(?:" + _UNTIL + r"|\s*/\s*)" + _MONTH.format("b")
    ),
    "part": _compiled(r"(?P<p>begin|half|medio|eind)\s+" + _MONTH.format("a")),
    "month": _compiled(_MONTH.format("a") + _YEAR.format("y")),
    "year": _compiled(r"(?:hele|heel het|het hele)\s+jaar"),
}


@dataclass(frozen=True)
class Found:
    """Days in a text, both included, and what is left of the text without them."""

    first: date
    last: date
    rest: str


@dataclass(frozen=True)
class Pasted:
    """One row of somebody's plan; without days a person has to say them."""

    title: str
    first: date | None = None
    last: date | None = None
    kind: str = "activity"
    discipline: str = ""
    target_group: str = ""
    notes: str = ""


def days_in(text: str, year: int) -> Found | None:
    """The first days that a text speaks of; without a year they are of the plan's year."""
    for name, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            days = _DAYS[name](match, year)
            if days:
                before = WEEKDAY.sub("", text[: match.start()])
                rest = re.sub(r"\s+", " ", f"{before} {text[match.end() :]}")
                return Found(*days, rest.strip(" \t:;,–—-|()"))
    return None


def from_lines(text: str, year: int) -> list[Pasted]:
    """Lines of text: days and a title in each; a line that is only a month is a heading."""
    rows, heading = [], None
    for line in text.splitlines():
        cleaned = re.sub(r"^[\s•*·–-]+(?=\D)", "", line).strip()
        if not cleaned:
            continue
        found = days_in(cleaned, year)
        if found and not found.rest:
            heading = found
            continue
        if found is None and heading is not None:
            found = Found(heading.first, heading.last, cleaned)
        title = found.rest if found else cleaned
        rows.append(row(title, found))
    return rows[:MOST_ROWS]


def row(title: str, found: Found | None, **more: str) -> Pasted:
    """A row with its kind guessed from its words."""
    title = re.sub(r"\s+", " ", title).strip()
    first, last = (found.first, found.last) if found else (None, None)
    return Pasted(title[:LONGEST_TITLE], first, last, kind=kind_of(title), **more)


KINDS = (
    ("activity", ("thematafel", "themakast", "themaplank")),
    ("consultation", ("overleg", "vergadering", "teammeeting")),
    (
        "moment",
        ("nieuwsbrief", "instagram", "facebook", "linkedin", "social", "persbericht", "post"),
    ),
    ("milestone", ("deadline", "oplevering", "mijlpaal")),
    ("training", ("training", "cursus", "bijscholing")),
    ("look_back", ("terugblik", "evaluatie")),
    ("campaign", ("campagne", "thema", "actie")),
)


def kind_of(title: str) -> str:
    """What a thing probably is, by its name; an activity where nothing tells."""
    words = set(re.findall(r"\w+", title.casefold()))
    for kind, telling in KINDS:
        if any(word.startswith(each) for word in words for each in telling):
            return kind
    return "activity"


def _whole(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of a month to the last day of another."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_order(first: date | None, last: date | None) -> tuple[date, date] | None:
    if first is None or last is None:
        return None
    if last < first and first.year == last.year:
        last = _day(last.year + 1, last.month, last.day) or last  # over the end of the year
    return (first, last) if first <= last and (last - first).days <= 366 else None


def _iso_range(match: "re.Match[str]", _year: int) -> tuple[date, date] | None:
    return _in_order(_iso(match["a"]), _iso(match["b"]))


def _iso_day(match: "re.Match[str]", _year: int) -> tuple[date, date] | None:
    day = _iso(match["a"])
    return (day, day) if day else None


def _iso(text: str) -> date | None:
    return _day(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _full_year(text: str | None, year: int) -> int:
    if not text:
        return year
    return int(text) if len(text) == 4 else 2000 + int(text)


def _number_range(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    last = _full_year(match["by"], year)
    first = _full_year(match["ay"], last)
    return _in_order(
        _day(first, int(match["am"]), int(match["ad"])),
        _day(last, int(match["bm"]), int(match["bd"])),
    )


def _number(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    day = _day(_full_year(match["ay"], year), int(match["am"]), int(match["ad"]))
    return (day, day) if day else None


def _word_range(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    month = MONTH_OF[match["bm"].lower()]
    first_month = MONTH_OF[match["am"].lower()] if match["am"] else month
    last = _full_year(match["by"], year)
    first = _full_year(match["ay"], last)
    return _in_order(
        _day(first, first_month, int(match["ad"])), _day(last, month, int(match["bd"]))
    )


def _word(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    day = _day(_full_year(match["ay"], year), MONTH_OF[match["am"].lower()], int(match["ad"]))
    return (day, day) if day else None


def _weeks(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    numbers = [int(each) for each in match.groupdict().values()]
    weeks = date(year, 12, 28).isocalendar().week
    if not all(1 <= each <= weeks for each in numbers) or numbers[0] > numbers[-1]:
        return None
    first = date.fromisocalendar(year, numbers[0], 1)
    return first, date.fromisocalendar(year, numbers[-1], 1) + timedelta(days=6)


def _quarter(match: "re.Match[str]", year: int) -> tuple[date, date]:
    quarter = int(match["a"] or match["b"] or match["c"])
    return _whole(year, 3 * quarter - 2, 3 * quarter)


def _month_range(match: "re.Match[str]", year: int) -> tuple[date, date] | None:
    first, last = MONTH_OF[match["a"].lower()], MONTH_OF[match["b"].lower()]
    if first <= last:
        return _whole(year, first, last)
    return date(year, first, 1), _whole(year + 1, last, last)[1]


def _part(match: "re.Match[str]", year: int) -> tuple[date, date]:
    start, end = PARTS[match["p"].lower()]
    first, last = _whole(year, *(2 * [MONTH_OF[match["a"].lower()]]))
    return first.replace(day=start), first.replace(day=min(end, last.day))


def _month(match: "re.Match[str]", year: int) -> tuple[date, date]:
    return _whole(_full_year(match["y"], year), *(2 * [MONTH_OF[match["a"].lower()]]))


def _year(_match: "re.Match[str]", year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


_DAYS = {
    "iso_range": _iso_range,
    "iso": _iso_day,
    "number_range": _number_range,
    "number": _number,
    "word_range": _word_range,
    "word": _word,
    "week_range": _weeks,
    "week": _weeks,
    "quarter": _quarter,
    "month_range": _month_range,
    "part": _part,
    "month": _month,
    "year": _year,
}


def months_of(cells: Sequence[str]) -> dict[int, int]:
    """Which columns are months, by their place; empty unless at least six are."""
    found = {
        place: MONTH_OF[cell.strip(" .").lower()]
        for place, cell in enumerate(cells)
        if cell.strip(" .").lower() in MONTH_OF
    }
    return found if len(found) >= 6 else {}
