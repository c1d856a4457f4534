"""What was lent of each title, counted while the loans are written."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .draws import Ints
from .rows import LOAN, Rows
from .world import World

YEAR = 365


@dataclass
class Lent:
    """Loans by title and branch, those of the last year by title, and the day of the last one."""

    world: World
    loans: NDArray[np.int32] = field(init=False)  # (titles, branches)
    last_year: NDArray[np.int32] = field(init=False)
    last_day: NDArray[np.int32] = field(init=False)  # as the days of the world count; -1 never

    def __post_init__(self) -> None:
        """Start at nothing."""
        titles = len(self.world.catalogue.block)
        self.loans = np.zeros((titles, len(self.world.branches)), np.int32)
        self.last_year = np.zeros(titles, np.int32)
        self.last_day = np.full(titles, -1, np.int32)

    def add(self, rows: Rows, good: NDArray[np.bool_]) -> None:
        """Count the loans among the good ones of these rows."""
        is_loan = good & (rows.action == LOAN)
        title, day = rows.title[is_loan], rows.day[is_loan]
        np.add.at(self.loans, (title, rows.branch[is_loan]), 1)
        np.add.at(self.last_year, title[day > self.world.days.last - YEAR], 1)
        np.maximum.at(self.last_day, title, day.astype(np.int32))

    def a_year(self) -> Ints:
        """Loans by title and branch as they would be in a year."""
        scaled: Ints = np.ceil(self.loans * (YEAR / self.world.days.count)).astype(np.int64)
        return scaled
