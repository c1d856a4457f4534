"""Reads an export the slow way: line by line, each rule of the contract in its order."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

HEADER = [
    "TRANSACTIENR",
    "UITL_DATUM",
    "INLEVER_DATUM",
    "ACTIE",
    "VESTIGING",
    "EXEMPLAAR",
    "PPN",
    "ISBN",
    "TITEL",
    "AUTEUR",
    "RUBRIEK",
    "MATERIAAL",
    "DOELPUBLIEK",
    "AANSCHAFDATUM",
    "PASNUMMER",
    "POSTCODE",
    "GEBOORTEJAAR",
]


class BrokenQuoting(Exception):
    """There is text after a closing quote, or no closing quote."""


@dataclass(frozen=True)
class Loan:
    """An accepted row."""

    number: int
    at: datetime
    returned: datetime | None
    is_renewal: bool
    cells: dict[str, str]


@dataclass(frozen=True)
class Reading:
    """What a file holds."""

    loans: list[Loan]
    rejects: list[tuple[int, str]]

    def counts(self) -> dict[str, object]:
        """The totals as waarheid.json gives them, those that can be read from the file alone."""
        loans = [loan for loan in self.loans if not loan.is_renewal]
        renewals = [loan for loan in self.loans if loan.is_renewal]
        return {
            "read": len(self.loans) + len(self.rejects),
            "accepted": len(self.loans),
            "rejected": len(self.rejects),
            "loans": len(loans),
            "renewals": len(renewals),
            "members": len({loan.cells["PASNUMMER"] for loan in self.loans}),
            "loans_by_branch": Counter(loan.cells["VESTIGING"] for loan in loans),
            "renewals_by_branch": Counter(loan.cells["VESTIGING"] for loan in renewals),
            "loans_by_genre": Counter(loan.cells["RUBRIEK"] for loan in loans),
        }


def cells_of(line: str) -> list[str]:
    """The cells of a line, quotes undone."""
    cells, place = [], 0
    while True:
        if line[place : place + 1] == '"':
            cell = ""
            while True:
                end = line.find('"', place + 1)
                if end < 0:
                    raise BrokenQuoting
                cell += line[place + 1 : end]
                place = end + 1
                if line[place : place + 1] != '"':
                    break
                cell += '"'
            if place < len(line) and line[place] != ";":
                raise BrokenQuoting
        else:
            end = line.find(";", place)
            end = len(line) if end < 0 else end
            cell, place = line[place:end], end
        cells.append(cell)
        if place == len(line):
            return cells
        place += 1


def moment(text: str) -> datetime | None:
    """A moment as the file writes it, or None; years have four digits."""
    try:
        return datetime.strptime(text, "%d-%m-%Y %H:%M:%S")  # noqa: DTZ007 (the file has no zone)
    except ValueError:
        return None


def split(line: str) -> list[str] | str:
    """The cells of a line that may be a row, or the reason why it is none."""
    if "\0" in line:
        return "nul_byte"
    try:
        cells = cells_of(line)
    except BrokenQuoting:
        return "broken_quoting"
    if len(cells) != len(HEADER):
        return "too_few_fields" if len(cells) < len(HEADER) else "too_many_fields"
    if cells == HEADER:
        return "repeated_header"
    return "totals_line" if cells[0].lower().startswith("totaal") else cells


def judged(line: str, last_day: date, branches: set[str], genres: set[str]) -> Loan | str:
    """The loan of a line, or the first reason to reject it."""
    cells = split(line)
    if isinstance(cells, str):
        return cells
    row = dict(zip(HEADER, cells, strict=True))
    at, returned = moment(row["UITL_DATUM"]), moment(row["INLEVER_DATUM"])
    rules = {
        "missing_date": not row["UITL_DATUM"],
        "bad_date": at is None,
        "future_date": at is not None and at.date() > last_day,
        "bad_return_date": row["INLEVER_DATUM"] != "" and returned is None,
        "returned_before_loan": at is not None and returned is not None and returned < at,
        "missing_member": not row["PASNUMMER"],
        "bad_id": not (row["TRANSACTIENR"].isascii() and row["TRANSACTIENR"].isdigit()),
        "unknown_branch": row["VESTIGING"] not in branches,
        "unknown_genre": row["RUBRIEK"] not in genres,
    }
    for reason, applies in rules.items():
        if applies:
            return reason
    assert at is not None
    return Loan(int(row["TRANSACTIENR"]), at, returned, row["ACTIE"] == "3", row)


def read_export(path: Path, *, last_day: date, branches: set[str], genres: set[str]) -> Reading:
    """All of uitleningen.csv; lines are counted from 1, the header being the first."""
    lines = path.read_bytes().decode().split("\r\n")
    assert lines[0].split(";") == HEADER
    assert lines[-1] == ""
    loans, rejects = [], []
    for number, line in enumerate(lines[1:-1], start=2):
        found = judged(line, last_day, branches, genres)
        if isinstance(found, str):
            rejects.append((number, found))
        else:
            loans.append(found)
    return Reading(loans, rejects)
