"""A list of titles out of somebody's mail or spreadsheet: what each line says and may mean.

Pure. A line is never guessed at: it is sure only by its number, or where one title alone has its
words. Everything else is for a person to decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.isbn import thirteen
from segments.searching import words

MOST_LINES = 100
HEADS = {
    "title": ("titel", "title", "boek", "naam"),
    "author": ("auteur", "schrijver", "author"),
    "code": ("isbn", "ean", "ppn", "titelnummer", "nummer"),
    "expected": ("verwacht", "levering", "leverdatum", "verschijnt", "expected"),
}
PPN = re.compile(r"\d{8,9}[\dXx]")
BULLET = re.compile(r"^\s*(?:[-–•*·]|\d{1,3}[.)])\s+")
DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Line:
    """One title as it was pasted; `code` is an ISBN of thirteen digits, or another number."""

    text: str
    title: str = ""
    author: str = ""
    code: str = ""
    expected_on: date | None = None

    @property
    def name(self) -> str:
        """As it is written down when the library does not have it."""
        whole = f"{self.title}, {self.author}" if self.author and self.title else self.title
        return whole or self.text

    @property
    def isbn(self) -> str:
        return self.code if len(self.code) == 13 else ""


def lines(text: str) -> list[Line]:
    """The titles of a pasted text, each once, in their order."""
    rows = [row for row in text.splitlines() if row.strip()]
    heads = _heads(_cells(rows[0])) if rows else {}
    found = [_line(row, heads) for row in (rows[1:] if heads else rows)]
    once = {(each.code or each.name.casefold()): each for each in reversed(found) if each.name}
    kept = list(once.values())[::-1]
    return kept[:MOST_LINES]


def _cells(row: str) -> list[str]:
    """Cells of a spreadsheet stand apart by tabs; of a CSV by semicolons."""
    mark = "\t" if "\t" in row else ";" if row.count(";") else None
    cells = row.split(mark) if mark else [row]
    return [" ".join(cell.strip().strip('"').split()) for cell in cells]


def _heads(cells: Sequence[str]) -> dict[str, int]:
    """Where a head says which column is what; {} when the first row is a title already."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for name, begins in HEADS.items():
            if name not in found and cell.casefold().startswith(begins):
                found[name] = place
                break
    named = [cell for cell in cells if cell]
    is_head = len(found) >= 2 or (len(found) == 1 and len(named) == 1 and len(named[0]) < 12)
    return found if is_head else {}


def _line(row: str, heads: dict[str, int]) -> Line:
    cells = _cells(BULLET.sub("", row))
    text = " ".join(cell for cell in cells if cell)[:300]
    if heads:
        cell = {name: cells[at] if at < len(cells) else "" for name, at in heads.items()}
        title, author = cell.get("title", ""), cell.get("author", "")
        code, expected = _code(cell.get("code", "")), _day(cell.get("expected", ""))
        return Line(text, title, author, code or _code_in(cells), expected)
    code = _code_in(cells)
    named = [each for each in cells if each and not _code(each) and _day(each) is None]
    if len(named) == 1 and code:
        named = [_without_code(named[0])]
    day = next((found for cell in cells if (found := _day(cell))), None)
    return Line(text, *_apart(named), code, day)


def _apart(named: Sequence[str]) -> tuple[str, str]:
    """Title and author of cells, or of "Titel, auteur" and "Titel / auteur"."""
    if not named:
        return "", ""
    if len(named) > 1:
        return named[0], named[1]
    for mark in (" / ", " – ", " - ", ", "):
        title, found, author = named[0].rpartition(mark)
        if found and title.strip():
            return title.strip(), author.strip()
    return named[0], ""


def _code(text: str) -> str:
    bare = re.sub(r"^(?:isbn|ean|ppn)[\s:]*", "", text.strip(), flags=re.IGNORECASE)
    if isbn := thirteen(bare):
        return isbn
    return bare.upper() if PPN.fullmatch(bare) else ""


def _code_in(cells: Sequence[str]) -> str:
    """A number in a cell of its own, else one within a text."""
    for cell in cells:
        if found := _code(cell):
            return found
    for cell in cells:
        for part in re.findall(r"[\dXx][\dXx\-‐–]{8,16}", cell):
            if found := _code(part):
                return found
    return ""


def _without_code(text: str) -> str:
    bare = re.sub(
        r"\(?\s*(?:isbn|ean|ppn)?[\s:]*[\dXx][\dXx\-‐–]{8,16}\s*\)?", " ", text, flags=re.I
    )
    return " ".join(bare.split()).strip(" ,;(–-")


def _day(text: str) -> date | None:
    match = DAY.fullmatch(text.strip())
    if not match:
        return None
    day, month, year, *other = match.groups()
    numbers = (year, month, day) if year else other
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:
        return None


@dataclass(frozen=True)
class Candidate:
    """A title of the collection that a line may mean."""

    number: int
    title: str
    author: str


def sure(line: Line, candidates: Sequence[Candidate]) -> Candidate | None:
    """The one title that has the words of the line, and whose author it does not contradict."""
    same = [each for each in candidates if _is_same(line, each)]
    return same[0] if len(same) == 1 else None


def is_called(line: Line, title: str) -> bool:
    """Whether a title has exactly the words of the line's title."""
    return words([title]) == words([line.title or line.text])


def _is_same(line: Line, candidate: Candidate) -> bool:
    named, said = words([candidate.title]), words([line.title or line.text])
    author, whole = words([candidate.author]), words([line.text, line.title, line.author])
    if not named or not named <= whole:
        return False
    rest = (said | words([line.author])) - named
    return rest <= author if rest else True
