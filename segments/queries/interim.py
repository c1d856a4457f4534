"""Stand-in until segments/lattice.py, measures.py and suppression.py are there. To be removed."""

import re
from dataclasses import dataclass

ALL, ADULTS, YOUTH = 10, 11, 12
READERS = {"adults": ADULTS, "youth": YOUTH, "all": ALL}
BANDS = ["unknown", "0-6", "7-12", "13-17", "18-29", "30-44", "45-59", "60-74", "75+"]
BANDS_OF = {ADULTS: (4, 5, 6, 7, 8), YOUTH: (1, 2, 3), ALL: (1, 2, 3, 4, 5, 6, 7, 8, 0)}


@dataclass(frozen=True, order=True)
class Period:
    level: int  # 0 month, 1 quarter, 2 year
    number: int

    @property
    def code(self) -> str:
        if self.level == 2:
            return str(self.number)
        per = 4 if self.level == 1 else 12
        year, part = divmod(self.number, per)
        return f"{year}-Q{part + 1}" if self.level == 1 else f"{year}-{part + 1:02}"

    @property
    def year(self) -> int:
        return self.number // {0: 12, 1: 4, 2: 1}[self.level]


def parse(code: str) -> Period:
    if m := re.fullmatch(r"(\d{4})", code):
        return Period(2, int(code))
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", code):
        return Period(1, int(m[1]) * 4 + int(m[2]) - 1)
    if m := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", code):
        return Period(0, int(m[1]) * 12 + int(m[2]) - 1)
    raise ValueError(code)


def round5(value: int) -> int:
    return (value + 2) // 5 * 5


@dataclass(frozen=True)
class Cell:
    state: str
    loans: int | None = None
    borrowers: int | None = None


def publish(
    raw: dict[tuple[int, int], tuple[int, int]], *, k: int, has_borrowers: bool = True
) -> dict[tuple[int, int], Cell]:
    done = {}
    for key, (loans, borrowers) in raw.items():
        if not loans:
            done[key] = Cell("none")
        elif has_borrowers and borrowers < k:
            done[key] = Cell("suppressed")
        else:
            done[key] = Cell("shown", round5(loans), round5(borrowers))
    return done


def index(cell: int, row: int, column: int, total: int) -> int | None:
    if row < 50 or column < 50:
        return None
    return round(100 * (cell / row) / (column / total))


def share(cell: int, row: int) -> float | None:
    return cell / row if row >= 50 else None


def band(value: float) -> int:
    return 1 + sum(value < edge for edge in (150, 120, 80, 50))
