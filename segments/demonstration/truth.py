"""What an export really holds: bad lines, members with odd data, what an import must count."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .draws import Ints
from .library import RUBRIEKEN
from .people import Oddity
from .rows import LOAN, Rows
from .world import Order, World


@dataclass(frozen=True)
class BadLine:
    """A physical line of uitleningen.csv (the header is 1) and the reason to reject it."""

    line: int
    reason: str


@dataclass(frozen=True)
class OddMembers:
    """Members whose postcode or birth year cannot be used, wholly so, and their accepted rows."""

    kind: str
    members: list[str]
    rows: int


@dataclass(frozen=True)
class Totals:
    """What an import must count; `members` are the distinct ones with any accepted row."""

    read: int
    accepted: int
    rejected: int
    loans: int
    renewals: int
    members: int
    members_elsewhere: int  # of these, those whose postcode is in no file: segment unknown
    loans_by_branch: dict[str, int]
    renewals_by_branch: dict[str, int]
    loans_by_genre: dict[str, int]


@dataclass(frozen=True)
class Truth:
    """All that waarheid.json says."""

    seed: int
    rows: int
    months: int
    first_day: date
    until: date
    bytes: int
    bad: list[BadLine]
    warnings: list[OddMembers]
    totals: Totals
    promoted: list[list[str]]  # PPNs of the titles of each promotion

    def write(self, path: Path) -> None:
        """As JSON, with dates as yyyy-mm-dd."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=date.isoformat)
        path.write_text(f"{text}\n", encoding="utf-8")


@dataclass
class Tally:
    """Counts the accepted rows while they are written."""

    world: World
    loans: Ints = field(init=False)  # branches x rubrieken
    renewals: Ints = field(init=False)  # branches
    rows_of_member: Ints = field(init=False)

    def __post_init__(self) -> None:
        """Start at nothing."""
        self.loans = np.zeros(len(self.world.branches) * len(RUBRIEKEN), np.int64)
        self.renewals = np.zeros(len(self.world.branches), np.int64)
        self.rows_of_member = np.zeros(len(self.world.people.home), np.int64)

    def add(self, rows: Rows, good: NDArray[np.bool_]) -> None:
        """Count the good ones of these rows."""
        is_loan = good & (rows.action == LOAN)
        cell = rows.branch[is_loan] * len(RUBRIEKEN) + rows.genre[is_loan]
        self.loans += np.bincount(cell, minlength=len(self.loans))
        renewed = rows.branch[good & (rows.action != LOAN)]
        self.renewals += np.bincount(renewed, minlength=len(self.renewals))
        self.rows_of_member += np.bincount(rows.member[good], minlength=len(self.rows_of_member))

    def totals(self, order: Order, rejected: int) -> Totals:
        """The counts of the whole file."""
        table = self.loans.reshape(-1, len(RUBRIEKEN))
        seen = self.rows_of_member > 0
        codes = [branch.code for branch in self.world.branches]
        genres = [rubriek.code for rubriek in RUBRIEKEN]
        return Totals(
            read=order.rows,
            accepted=order.rows - rejected,
            rejected=rejected,
            loans=int(table.sum()),
            renewals=int(self.renewals.sum()),
            members=int(seen.sum()),
            members_elsewhere=int((seen & self.world.people.elsewhere).sum()),
            loans_by_branch=dict(zip(codes, table.sum(axis=1).tolist(), strict=True)),
            renewals_by_branch=dict(zip(codes, self.renewals.tolist(), strict=True)),
            loans_by_genre=dict(zip(genres, table.sum(axis=0).tolist(), strict=True)),
        )

    def odd_members(self) -> list[OddMembers]:
        """One entry per oddity that the file holds."""
        people = self.world.people
        found = []
        for kind in (Oddity.ZERO_POSTCODE, Oddity.NO_POSTCODE, Oddity.BIRTH_YEAR):
            places = np.flatnonzero((people.oddity == kind) & (self.rows_of_member > 0))
            if len(places):
                numbers = sorted(people.numbers[place] for place in places.tolist())
                rows = int(self.rows_of_member[places].sum())
                found.append(OddMembers(kind.name.lower(), numbers, rows))
        return found
