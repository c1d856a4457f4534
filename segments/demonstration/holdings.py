"""What stands where in Noorderveld: copies that agree with the loans, and what is planted in them.

Travel stands almost only in Centrum, though the villages round Dorp love it. Of learning Dutch
there is one copy of everything, and a long list of people who wait. Some titles nobody ever took.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from .catalogue import Cells, cells_of
from .draws import For, Ints, bits, part, unit
from .lent import Lent
from .library import RUBRIEKEN
from .world import World

LOANS_PER_COPY = 7  # a year: with more, a branch buys a second one
AT_FIRST_BRANCH, SCARCE = "REIS", "NL"
KEPT_ELSEWHERE = 0.07  # of the cells of a rubriek that stands in the first branch
LENT_FROM_ELSEWHERE = 0.45  # of the cells with a loan or two: the copy came from another branch
NEVER_TAKEN = 0.06  # of the cells without a loan: a copy stands there all the same
SLEEPERS = 0.04  # titles that nobody took, beside those of a rubriek that were lent
EXPECTED = ("ROM", "SPAN", "LIT", "REIS", "KOOK", "NL", "PK", "J B")
EXPECTED_EACH, EXPECTED_DAYS = 3, 45
OLDEST_SLEEPER = 4_400  # days


@dataclass(frozen=True)
class Stock:
    """One entry per title: those of the catalogue, then sleepers, then those still to come."""

    cells: list[Cells]
    genre: Ints
    acquired: Ints  # days since 1970
    copies: NDArray[np.int64]  # (titles, branches)
    lent: Ints  # loans in the whole export
    sleepers: slice
    expected: slice


def make_stock(world: World, lent: Lent) -> Stock:
    """The copies of everything that was lent, and of what was not."""
    rubrieken = len(RUBRIEKEN)
    counts = world.catalogue.settled + world.catalogue.growing
    asleep = np.maximum(2, (counts * SLEEPERS).astype(np.int64))
    codes = [rubriek.code for rubriek in RUBRIEKEN]
    to_come = np.array([EXPECTED_EACH if code in EXPECTED else 0 for code in codes])
    titles = int(counts.sum())
    genre = np.concatenate([np.repeat(np.arange(rubrieken), each) for each in (counts, asleep)])
    genre = np.concatenate([genre, np.repeat(np.arange(rubrieken), to_come)])
    cells = world.catalogue.cells()
    cells += _more_titles(world, genre[titles:], titles, int(asleep.sum()))
    acquired = np.array([cell.acquired for cell in cells], "M8[D]").astype(np.int64)
    copies = _copies(world, lent, genre, titles)
    end = titles + int(asleep.sum())
    return Stock(
        cells=cells,
        genre=genre,
        acquired=acquired,
        copies=copies,
        lent=np.concatenate([lent.loans.sum(axis=1), np.zeros(len(genre) - titles, np.int64)]),
        sleepers=slice(titles, end),
        expected=slice(end, len(genre)),
    )


def _more_titles(world: World, genre: Ints, first: int, asleep: int) -> list[Cells]:
    """Titles beside the catalogue: old ones that nobody takes, and new ones that are ordered."""
    numbers = np.arange(first, first + len(genre))
    drawn = part(bits(world.order.seed, For.SLEEPER, numbers), 0, 16)
    found = []
    for at, (number, place, chance) in enumerate(
        zip(numbers.tolist(), genre.tolist(), drawn.tolist(), strict=True)
    ):
        days = (
            -(800 + chance % (OLDEST_SLEEPER - 800)) if at < asleep else 1 + chance % EXPECTED_DAYS
        )
        day = world.order.until + timedelta(days=days)
        found += cells_of(world.order.seed, place, number, [day.isoformat()])
    return found


def _copies(world: World, lent: Lent, genre: Ints, titles: int) -> NDArray[np.int64]:
    branches = len(world.branches)
    cells = np.arange(len(genre) * branches)
    chance = unit(bits(world.order.seed, For.COPIES, cells)).reshape(-1, branches)
    loans = np.zeros((len(genre), branches), np.int64)
    loans[:titles] = lent.loans
    a_year = np.zeros_like(loans)
    a_year[:titles] = lent.a_year()
    copies = np.where(loans > 0, 1 + (a_year - 1) // LOANS_PER_COPY, chance < NEVER_TAKEN)
    copies[(loans > 0) & (loans < 3) & (chance < LENT_FROM_ELSEWHERE)] = 0
    codes = [rubriek.code for rubriek in RUBRIEKEN]
    travel, scarce = (genre == codes.index(code) for code in (AT_FIRST_BRANCH, SCARCE))
    copies[travel, 0] = 1 + a_year[travel].sum(axis=1) // LOANS_PER_COPY
    copies[travel, 1:] *= chance[travel, 1:] < KEPT_ELSEWHERE
    copies[scarce] = 0
    copies[scarce, 0] = 1
    # Of everything there is a copy where it is lent most.
    lacking = np.flatnonzero(copies.sum(axis=1) == 0)
    most = np.where(
        loans[lacking].any(axis=1), loans[lacking].argmax(axis=1), chance[lacking].argmax(axis=1)
    )
    copies[lacking, most] = 1
    return copies.astype(np.int64)
