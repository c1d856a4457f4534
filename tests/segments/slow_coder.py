"""LoanCoder in plain Python, row by row: slow and obvious. Columns are named as fields."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.segments.slow_siphash import row_key, slow_siphash

Row = dict[str, str]
PERSONAL = {"member", "postcode", "house_number", "birth_year"}
BANDS = [(0, 6), (7, 12), (13, 17), (18, 29), (30, 44), (45, 59), (60, 74), (75, 110)]
BAND_NAMES = ["0-6", "7-12", "13-17", "18-29", "30-44", "45-59", "60-74", "75+"]
DATES = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
TIMES = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S", "T%H:%M:%S%z", "T%H:%M:%S.%f%z"]
SCIENTIFIC = r"[+-]?[0-9]([.,][0-9]+)?[eE][+-]?[0-9]+"


@dataclass(frozen=True)
class Known:
    """What is known before: codes in small letters, postcodes to (segment, area) codes."""

    key: bytes
    today: date
    branches: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    postcodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    create_unknown: bool = False


@dataclass(frozen=True)
class SlowLoan:
    """An accepted row in its own words; "" is unknown."""

    line: int
    loan_key: int
    day: date
    member: bytes
    branch: str
    title: str
    genre: str
    material: str
    segment: str
    area: str
    band: int
    loans: int
    renewals: int
    returned_on: date | None
    acquired_on: date | None


@dataclass
class Slow:
    """What a file comes to."""

    loans: list[SlowLoan] = field(default_factory=list)
    rejects: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    ignored: int = 0
    excluded: int = 0
    unknown: dict[str, Counter[str]] = field(
        default_factory=lambda: {
            name: Counter() for name in ("branch", "genre", "material", "segment", "area")
        }
    )
    warnings: Counter[str] = field(default_factory=Counter)


class Bad(Exception):
    """A text that is no date."""


def moment(text: str) -> tuple[date, float | None] | None:
    """Local day and second of the day (None without time); None when empty; Bad for no date."""
    text = text.strip()
    if not text:
        return None
    for date_format in DATES:
        for time_format in TIMES:
            try:
                found = datetime.strptime(text, date_format + time_format)  # noqa: DTZ007
            except ValueError:
                continue
            if found.tzinfo:
                found = found.astimezone(ZoneInfo("Europe/Amsterdam"))
            if not 1900 <= found.year < 2100:
                raise Bad
            midnight = found.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
            seconds = (found.replace(tzinfo=None) - midnight).total_seconds()
            return found.date(), seconds if time_format else None
    raise Bad


def is_bad(text: str) -> bool:
    try:
        moment(text)
    except Bad:
        return True
    return False


def is_bad_id(text: str) -> bool:
    """Empty, negative, in scientific notation, or with digits beyond ASCII."""
    text = text.strip()
    return (
        not text
        or re.fullmatch(SCIENTIFIC, text) is not None
        or re.match(r"[-−]\d", text) is not None
        or any(sign.isnumeric() and sign not in "0123456789" for sign in text)
    )


def is_before(first: str, second: str) -> bool:
    """Whether the return is before the loan: by the clock when both have a time."""
    returned, loaned = moment(first), moment(second)
    if returned is None or loaned is None:
        return False
    if returned[0] == loaned[0] and returned[1] is not None and loaned[1] is not None:
        return returned[1] < loaned[1]
    return returned[0] < loaned[0]


def reason(row: Row, header: list[str], known: Known) -> str:
    """The first rule a row fails, "" when it passes."""
    loaned = row["loaned_at"]
    day = None if is_bad(loaned) else moment(loaned)
    says_total = [
        row[name]
        .strip()
        .casefold()
        .startswith(("totaal", "total", "eindtotaal", "subtotaal", "subtotal", "grand total"))
        for name in (header[0], "branch", "title")
    ]
    is_total = (
        any(says_total)
        if not loaned.strip()
        else loaned.strip().casefold().startswith(("totaal", "total"))
    )
    returned = row["returned_at"]
    branch, genre, material = (
        row[name].strip().casefold() for name in ("branch", "genre", "material")
    )
    rules = {
        "repeated_header": all(row[name].strip().casefold() == name for name in header),
        "totals_line": is_total and not row["member"].strip(),
        "excluded": row["klantgroep"].strip().casefold() == "klassenpas",
        "ignored": row["renewal"].strip().casefold() not in ("uitlening", "verlenging"),
        "missing_date": not loaned.strip(),
        "bad_date": is_bad(loaned),
        "future_date": day is not None and day[0] > known.today,
        "bad_return_date": is_bad(returned),
        "returned_before_loan": not is_bad(returned)
        and not is_bad(loaned)
        and is_before(returned, loaned),
        "missing_member": not row["member"].strip(),
        "bad_member": is_bad_id(row["member"]),
        "bad_id": "loan_id" in header and is_bad_id(row["loan_id"]),
        "missing_branch": not branch,
        "unknown_branch": not known.create_unknown and branch not in known.branches,
        "unknown_genre": not known.create_unknown and genre not in known.genres | {""},
        "unknown_material": not known.create_unknown and material not in known.materials | {""},
    }
    return next((name for name, fails in rules.items() if fails), "")


def title_key(row: Row) -> str:
    """The title's own number, else its ISBN in thirteen digits, else its title and author."""
    if not is_bad_id(row["title_id"]):
        return row["title_id"].strip()
    isbn = re.sub(r"[\s-]", "", row["isbn"]).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", isbn):
        first = "978" + isbn[:9]
        rest = sum(int(first[place]) * (1, 3)[place % 2] for place in range(12)) % 10
        return first + str((10 - rest) % 10)
    if not is_bad_id(isbn):
        return isbn
    title, author = (" ".join(row[name].split()) for name in ("title", "author"))
    if title in ("", "-", "?"):
        return ""
    return f"{title}|{'' if author in ('-', '?') else author}".casefold()


def place(row: Row, known: Known, into: Slow) -> tuple[str, str]:
    """Segment and area: the row's own, else those of its postcode."""
    found = []
    by_postcode = ["", ""]
    postcode = "".join(row["postcode"].split()).upper()
    is_six = re.fullmatch("[0-9]{4}[A-Z]{2}", postcode) is not None
    for key in (postcode[:4] if is_six else "", postcode):
        by_postcode = [
            new or old
            for new, old in zip(known.postcodes.get(key, ("", "")), by_postcode, strict=True)
        ]
    into.warnings["unknown_postcode"] += bool(postcode) and not any(by_postcode)
    for at, (name, codes) in enumerate((("segment", known.segments), ("area", known.areas))):
        own = row[name].strip()
        if own.casefold() in ("", "onbekend", "unknown", "?"):
            found.append(by_postcode[at])
        elif own.casefold() in codes:
            found.append(own.casefold())
        else:
            into.unknown[name][own] += 1
            into.warnings[f"unknown_{name}"] += 1
            found.append("")
    return found[0], found[1]


def band(row: Row, day: date, into: Slow) -> int:
    """1..8 by the year of birth, else by the band's name; 0 is unknown."""
    born = row["birth_year"].strip()
    if born.casefold() not in ("", "onbekend", "unknown", "?"):
        if re.fullmatch("[0-9]{1,4}", born):
            for number, (youngest, oldest) in enumerate(BANDS, 1):
                if youngest <= day.year - int(born) <= oldest:
                    return number
        into.warnings["bad_birth_year"] += 1
        return 0
    name = row["age_band"].strip()
    if name in BAND_NAMES:
        return BAND_NAMES.index(name) + 1
    into.warnings["bad_age_band"] += name.casefold() not in ("", "onbekend", "unknown", "?")
    return 0


def slow_code(rows: list[Row], header: list[str], known: Known, first_line: int) -> Slow:
    """All rows of a file, one after the other."""
    slow = Slow()
    for line, cells in enumerate(rows, first_line):
        row = {name: cells.get(name, "") for name in (*header, "loan_id")}
        code = reason(row, header, known)
        if code in ("", "unknown_branch", "unknown_genre", "unknown_material"):
            count_unknown(row, known, slow)
        if code == "excluded":
            slow.excluded += 1
        elif code == "ignored":
            slow.ignored += 1
        elif code:
            kept = tuple("" if name in PERSONAL else row[name] for name in header)
            slow.rejects.append((line, code, kept))
        else:
            slow.loans.append(loan(line, row, known, slow))
    slow.warnings = +slow.warnings
    return slow


def count_unknown(row: Row, known: Known, into: Slow) -> None:
    codes = {"branch": known.branches, "genre": known.genres, "material": known.materials}
    for name, each in codes.items():
        text = row[name].strip()
        if not known.create_unknown and text and text.casefold() not in each:
            into.unknown[name][text] += 1


def loan(line: int, row: Row, known: Known, into: Slow) -> SlowLoan:
    """An accepted row in its own words."""
    loaned = moment(row["loaned_at"])
    assert loaned is not None
    returned = moment(row["returned_at"])
    acquired = None if is_bad(row["acquired_on"]) else moment(row["acquired_on"])
    into.warnings["bad_acquired_on"] += is_bad(row["acquired_on"])
    into.warnings["title_missing"] += not title_key(row)
    segment, area = place(row, known, into)
    is_renewal = row["renewal"].strip().casefold() == "verlenging"
    number = slow_siphash(row["loan_id"].strip().encode(), row_key(known.key, b"loan"))
    member = hashlib.blake2b(
        row["member"].strip().encode(), key=known.key, digest_size=16, person=b"member"
    )
    return SlowLoan(
        line=line,
        loan_key=int.from_bytes(number.to_bytes(8, "little"), "little", signed=True),
        day=loaned[0],
        member=member.digest(),
        branch=row["branch"].strip().casefold(),
        title=title_key(row),
        genre=row["genre"].strip().casefold(),
        material=row["material"].strip().casefold(),
        segment=segment,
        area=area,
        band=band(row, loaned[0], into),
        loans=0 if is_renewal else 1,
        renewals=1 if is_renewal else 0,
        returned_on=returned[0] if returned else None,
        acquired_on=acquired[0] if acquired else None,
    )
