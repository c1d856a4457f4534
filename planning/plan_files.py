"""A file with somebody's plan as rows: a spreadsheet, a table of text, an agenda, or plain text."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from planning.pasting import Found, Pasted, days_in, from_lines, row
from planning.pasting_tables import from_table

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 20
MOST_REPEATS = 60
ROOT = Path(__file__).resolve().parent.parent


class CannotRead(Exception):
    """The file is none of the kinds that we read, or it is broken; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rows_of(content: bytes, year: int) -> list[Pasted]:
    """The rows of a file, told apart by what is in it and never by its name."""
    if len(content) > MOST_BYTES:
        raise CannotRead("too_big")
    if content.startswith(b"PK\x03\x04"):
        return from_table(_cells(content), year)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8")):
        raise CannotRead("unknown")
    text = _decoded(content)
    if "BEGIN:VCALENDAR" in text[:2000]:
        return _from_agenda(content, year)
    if "<html" in text[:2000].lower():
        raise CannotRead("unknown")
    return rows_of_text(text, year)


def rows_of_text(text: str, year: int) -> list[Pasted]:
    """The rows of pasted text: cells of a spreadsheet, a table with separators, or lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    for separator in ("\t", ";"):
        if lines and sum(separator in line for line in lines) >= max(1, len(lines) * 2 // 3):
            return from_table(list(csv.reader(io.StringIO(text), delimiter=separator)), year)
    if lines and lines[0].count(",") >= 2 and days_in(lines[0], year) is None:
        return from_table(list(csv.reader(io.StringIO(text))), year)
    return from_lines(text, year)


def _decoded(content: bytes) -> str:
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252",
    ):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise CannotRead("unknown")


def _cells(content: bytes) -> list[list[str]]:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "planning.sheet_child", file.name],
                cwd=ROOT,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CannotRead("broken") from None
    if done.returncode != 0:
        raise CannotRead("broken")
    cells: list[list[str]] = json.loads(done.stdout)
    return cells


def _from_agenda(content: bytes, year: int) -> list[Pasted]:
    import icalendar

    try:
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    except ValueError:
        raise CannotRead("broken") from None
    rows: list[Pasted] = []
    for event in events:
        start = event.get("DTSTART")
        title = str(event.get("SUMMARY", "")).strip()
        if start is None or not title or "RECURRENCE-ID" in event:
            continue
        length = _length(event, start.dt)
        days = _days_of(event, start.dt, year)
        rows.extend(row(title, Found(day, day + length, "")) for day in days)
    return sorted(rows, key=lambda each: (each.first or date.max, each.title))


def _days_of(event: object, start: date, year: int) -> list[date]:
    """The days in the year on which an event begins, by its rule where it has one."""
    from dateutil.rrule import rrulestr

    first = start.date() if isinstance(start, datetime) else start
    rule = event.get("RRULE")  # type: ignore[attr-defined]
    if rule is None:
        return [first] if first.year == year else []
    text = ";".join(
        part for part in rule.to_ical().decode().split(";") if not part.startswith("UNTIL")
    )
    until = rule.get("UNTIL", [None])[0]
    last = until.date() if isinstance(until, datetime) else until
    begin, end = datetime(year, 1, 1), datetime(year, 12, 31)  # noqa: DTZ001
    moments = rrulestr(text, dtstart=datetime.combine(first, datetime.min.time())).xafter(
        begin - timedelta(days=1), count=MOST_REPEATS
    )
    days = [each.date() for each in moments if each <= end]
    return [day for day in days if last is None or day <= last]


def _length(event: object, start: date) -> timedelta:
    end = event.get("DTEND")  # type: ignore[attr-defined]
    if end is None:
        return timedelta()
    if isinstance(start, datetime):
        return timedelta(days=max(0, (end.dt.date() - start.date()).days))
    return timedelta(days=max(0, (end.dt - start).days - 1))
