"""What rules of advice go by, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from segments.suppression import Cell

EVERYWHERE = 0  # of branches and of genres: all of them together
ACQUIRE, PLACE, PROMOTE = "acquire", "place", "promote"
MUCH, LITTLE = "much", "little"
COLLECTION, MARKETING = "collection", "marketing"
BRANCH = "other"  # whoever works there is of neither discipline


@dataclass(frozen=True)
class Thing:
    """A segment, a genre or a branch: its position, its code in addresses, its name."""

    position: int
    code: str
    name: str


@dataclass(frozen=True)
class Taste:
    """What a segment borrowed of a genre, with the totals that make it a share; all published."""

    segment: Thing
    genre: Thing
    cell: Cell
    of_segment: Cell
    of_genre: Cell
    total: Cell


@dataclass(frozen=True)
class Stand:
    """What stands of a genre, and how often it was lent in the year: about books, so exact."""

    titles: int = 0
    copies: int = 0
    loans: int = 0


@dataclass(frozen=True)
class Queue:
    """Reservations of a genre, and the numbers of the titles with the longest waiting lists."""

    titles: int = 0
    reservations: int = 0
    longest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Quiet:
    """How many titles of a genre stand in a branch and were hardly lent there; some of them."""

    count: int
    titles: tuple[int, ...] = ()


@dataclass(frozen=True)
class Home:
    """How many households of a segment live near a branch, of how many in all."""

    segment: Thing
    branch: Thing
    households: int
    of_segment: int


@dataclass(frozen=True)
class Reached:
    """Borrowers of a segment beside its households; the reference is borrowers per hundred."""

    segment: Thing
    households: int
    borrowers: Cell
    reference: float
    all_households: int


@dataclass(frozen=True)
class TitleTaste:
    """A title that a segment took; all published.

    lent: by all these readers, or where that may not be told by everybody, which is more.
    """

    segment: Thing
    number: int
    name: str
    cell: Cell
    lent: int
    of_segment: Cell
    total: Cell


@dataclass(frozen=True)
class Figures:
    """Everything that is known of one kind of readers in one period."""

    period: str
    period_said: str
    readers: str
    genres: Sequence[Thing] = ()
    branches: Sequence[Thing] = ()
    tastes: Sequence[Taste] = ()
    stands: Mapping[tuple[int, int], Stand] = field(default_factory=dict)  # (branch, genre)
    queues: Mapping[int, Queue] = field(default_factory=dict)  # by genre
    quiet: Mapping[tuple[int, int], Quiet] = field(default_factory=dict)
    homes: Sequence[Home] = ()
    reached: Sequence[Reached] = ()
    titles: Sequence[TitleTaste] = ()

    def stand(self, branch: int = EVERYWHERE, genre: int = EVERYWHERE) -> Stand:
        return self.stands.get((branch, genre), Stand())

    def queue(self, genre: int = EVERYWHERE) -> Queue:
        return self.queues.get(genre, Queue())

    @property
    def comparisons(self) -> int:
        """How many figures are looked at together; each could stand out by chance.

        Twice as many, since titles, of which there are thousands, get one half of the level and
        everything else the other.
        """
        places = sum(1 for stand in self.stands.values() if stand.copies)
        return 2 * (len(self.tastes) + places + len(self.reached)) or 1

    @property
    def title_comparisons(self) -> int:
        return 2 * len(self.titles) or 1


@dataclass(frozen=True)
class Reason:
    """A sentence with its figures, and on which page of what they stand."""

    text: str
    page: str  # cell, shelf, waiting, quiet, reach, homes, title
    segment: Thing | None = None
    genre: Thing | None = None
    branch: Thing | None = None
    title: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A direction, why, how sure, and to whom it is said."""

    kind: str
    rule: str
    certainty: str
    addressee: str
    text: str
    reasons: tuple[Reason, ...]
    weight: float  # the figure by which it is ranked within its rule; named in the rule
    segment: Thing | None = None
    genre: Thing | None = None
    branch: Thing | None = None
    titles: tuple[int, ...] = ()
    title: int = 0  # the one title that it is about

    @property
    def key(self) -> str:
        """What it is about, whatever the figures are."""
        parts = [self.kind, self.rule]
        for letter, thing in (("s", self.segment), ("g", self.genre), ("b", self.branch)):
            is_about = thing is not None and not (letter == "g" and self.rule == "reach")
            parts += [f"{letter}{thing.position}"] if thing and is_about else []
        parts += [f"t{self.title}"] if self.title else []
        return ":".join(parts)
