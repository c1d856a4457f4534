"""What may go from a weeding list, and what a reader would still like: rules, and why.

The first rule that holds says it, in this order:
1. Somebody waits for it, or each copy here went out in the newest two years: keep.
2. Each copy elsewhere did, and here it did not: move.
3. A segment borrows more of its genre than expected, and it is not both older than ten years and
   borrowed nowhere in two years: show it once more first.
4. Else it may go.
A segment says something about a genre, not about this book: that is why it is shown and not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

KEEP, MOVE, PROMOTE, GO = VERDICTS = ("keep", "move", "promote", "go")
LEAST_INDEX = 120
OLD_YEARS = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """A segment that borrows more of a genre than expected."""

    segment: str
    index: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A title on the list, at the branch that would weed it; None is not known."""

    copies: int  # on the list
    copies_here: int
    copies_all: int
    reservations: int
    loans_here: int  # of the newest two years
    loans_elsewhere: int
    years_old: int | None = None
    wishes: Sequence[Wish] = ()

    @property
    def is_lent_here(self) -> bool:
        return self.loans_here >= max(self.copies_here, self.copies, 1)

    @property
    def is_lent_elsewhere(self) -> bool:
        return self.loans_elsewhere >= max(self.copies_all - self.copies_here, 1)

    @property
    def is_old(self) -> bool:
        """Old, and nobody took it anywhere."""
        is_lent = self.loans_here or self.loans_elsewhere
        return not is_lent and self.years_old is not None and self.years_old > OLD_YEARS


class Line(Protocol):
    """What is known of a line of the list; branch 0 where none was named."""

    @property
    def branch(self) -> int: ...
    @property
    def copies(self) -> int: ...
    @property
    def copies_here(self) -> int: ...
    @property
    def copies_all(self) -> int: ...
    @property
    def reservations(self) -> int: ...
    @property
    def loans_here(self) -> int: ...
    @property
    def loans_all(self) -> int: ...


def listed_of(line: Line, *, years_old: int | None, wishes: Sequence[Wish] = ()) -> Listed:
    """A line as the rules see it: without a branch every copy is here."""
    return Listed(
        copies=line.copies,
        copies_here=line.copies_here if line.branch else line.copies_all,
        copies_all=line.copies_all,
        reservations=line.reservations,
        loans_here=line.loans_here if line.branch else line.loans_all,
        loans_elsewhere=line.loans_all - line.loans_here if line.branch else 0,
        years_old=years_old,
        wishes=wishes,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and the facts that say so; `is_last` where no copy would be left anywhere."""

    code: str
    wishes: tuple[Wish, ...] = ()
    is_last: bool = False


def judge(listed: Listed) -> Verdict:
    """What may become of a title on the list."""
    wishes = tuple(wish for wish in listed.wishes if wish.index >= LEAST_INDEX)
    is_last = 0 < listed.copies_all <= listed.copies
    if listed.reservations or listed.is_lent_here:
        return Verdict(KEEP, wishes, is_last)
    if listed.is_lent_elsewhere:
        return Verdict(MOVE, wishes, is_last)
    return Verdict(PROMOTE if wishes and not listed.is_old else GO, wishes, is_last)
