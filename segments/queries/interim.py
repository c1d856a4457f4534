"""Stand-in until segments/lattice.py, measures.py and suppression.py are there. To be removed."""

from dataclasses import dataclass


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
