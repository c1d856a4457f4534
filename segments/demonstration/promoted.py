"""Titles that went out more than they would have, on days that are known: a campaign to measure.

1. A promotion names titles of a rubriek by rank (0 = most lent), among those that were there when
   the export begins, and the days that it lasts.
2. Of the loans of those days a small part, drawn by the number of the loan, is of one of these
   titles instead of what it would have been; everything else of the loan stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from .draws import For, Ints, bits, part
from .library import RUBRIEKEN

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .days import Days

_STEPS = 16  # bits of the draw whether a loan is taken over


@dataclass(frozen=True)
class Promotion:
    """Both days included; `share` of all loans of these days goes to the titles of these ranks."""

    rubriek: str
    first_rank: int
    titles: int
    first_day: date
    last_day: date
    share: float

    @property
    def genre(self) -> int:
        return [rubriek.code for rubriek in RUBRIEKEN].index(self.rubriek)

    def numbers(self, catalogue: "Catalogue") -> Ints:
        """Its titles, as the catalogue numbers them."""
        rank = np.arange(self.first_rank, self.first_rank + self.titles)
        settled = int(catalogue.settled[self.genre])
        found: Ints = catalogue.start[self.genre] + catalogue.classic(self.genre, rank % settled)
        return found

    def ppns(self, catalogue: "Catalogue") -> list[str]:
        """The same titles as files name them."""
        rows = catalogue.block[self.numbers(catalogue)]
        return [row.tobytes().partition(b";")[0].decode() for row in rows]


def promote(
    seed: int,
    promotions: Sequence[Promotion],
    catalogue: "Catalogue",
    days: "Days",
    loan: Ints,
    day: Ints,
    title: Ints,
    genre: Ints,
) -> None:
    """Change `title` and `genre` of the loans that a promotion takes over, in place."""
    for place, promotion in enumerate(promotions):
        drawn = bits(seed, For.PROMOTION, loan * len(promotions) + place)
        first, last = (
            (each - days.origin).days for each in (promotion.first_day, promotion.last_day)
        )
        taken = (day >= first) & (day <= last)
        taken &= part(drawn, 0, _STEPS) < promotion.share * 2**_STEPS
        numbers = promotion.numbers(catalogue)
        title[taken] = numbers[part(drawn, _STEPS, 32)[taken] % len(numbers)]
        genre[taken] = promotion.genre
