"""Which titles suit a campaign, and why: reasons in a fixed order, no score. Pure.

A title stands under the first of these reasons that holds, and tells the others too:
1. OWN    the target group takes more of it than others do: the highest index first.
2. NEW    it came in the last sixty days, or is expected, and its genre suits: the newest first.
3. QUIET  it stands on the shelf, its genre suits, and it was not lent for a year: what went quiet
          last comes first, since that has most chance to go again.
4. LENT   its genre suits, and it goes out: the most lent first.
5. THEME  colleagues put it in a theme collection that is meant for the group: the most lent first.
A genre suits when the group takes at least a fifth more of it than others do, or when a part of the
collection with that genre is meant for the group. Of young people a genre for adults suits only
when it is one in fifty of their loans: they take few of these, so that any of them looks special.
Where nothing of that is known every genre suits that has the age of the group, and the page says
so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LEAST_GENRE = 120
LEAST_TITLE = 150
ADULT_GENRE = 50  # one in so many loans of young people
QUIET = timedelta(days=365)


class Why(StrEnum):
    """In the order in which they count."""

    OWN = "own"
    NEW = "new"
    QUIET = "quiet"
    LENT = "lent"
    THEME = "theme"


@dataclass(frozen=True)
class Fit:
    """Why a genre suits the group: an index, a part of the collection, or only that it may."""

    genre: str
    index: int | None = None
    loans: int | None = None
    part: str = ""


@dataclass(frozen=True)
class Own:
    """What the group took of the title itself."""

    index: int
    loans: int
    is_at_least: bool = False


@dataclass(frozen=True)
class Facts:
    """All that counts of a title; at the branch that is asked, or in all of them."""

    number: int
    own: Own | None = None
    fit: Fit | None = None
    theme: str = ""
    came_on: date | None = None  # lately, or expected
    copies: int = 0
    copies_all: int = 0  # in every branch
    first_on: date | None = None
    last_on: date | None = None
    lent: int = 0  # in the year of loans


@dataclass(frozen=True)
class Rules:
    """What is known at all: without holdings nothing is on a shelf, without loans nothing quiet."""

    has_copies: bool = False
    quiet_before: date | None = None  # a last loan before it is long ago
    known_from: date | None = None  # the first day of the loans that are known without a gap


def suits(index: int | None, loans: int, *, taken: int, is_for_others: bool) -> bool:
    """Whether a genre suits by what the group takes of it; taken: all loans of the group.

    is_for_others: a genre for adults, where the group is of young people.
    """
    is_often = not is_for_others or loans * ADULT_GENRE >= taken
    return index is not None and index >= LEAST_GENRE and is_often


def quiet_since(first: date | None, last: date | None, today: date) -> date | None:
    """The day before which a last loan is long ago; None where less than a year is known."""
    if first is None or last is None:
        return None
    before = min(today, last) - QUIET
    return before if first <= before else None


def is_quiet(facts: Facts, rules: Rules) -> bool:
    """It stands there, and nobody took it for a year as far as our loans reach."""
    if rules.quiet_before is None or not facts.copies:
        return False
    if facts.last_on:
        return facts.last_on < rules.quiet_before
    return facts.first_on is not None and facts.first_on < rules.quiet_before


def holds(facts: Facts, rules: Rules) -> list[Why]:
    """Every reason that holds, the first one first."""
    can_be_had = facts.copies_all > 0 or not rules.has_copies or facts.came_on is not None
    suits = facts.fit is not None
    known = {
        Why.OWN: facts.own is not None and facts.own.index >= LEAST_TITLE,
        Why.NEW: suits and facts.came_on is not None,
        Why.QUIET: suits and is_quiet(facts, rules),
        Why.LENT: suits and facts.lent > 0 and (facts.copies > 0 or not rules.has_copies),
        Why.THEME: bool(facts.theme),
    }
    return [why for why in Why if known[why] and can_be_had]


def first(facts: Facts, rules: Rules) -> Why | None:
    """The reason under which a title stands; None: it is not suggested."""
    found = holds(facts, rules)
    return found[0] if found else None


def place(facts: Facts, why: Why) -> tuple[int, ...]:
    """Its place under a reason: the smallest comes first."""
    if why is Why.OWN and facts.own:
        return -facts.own.index, -facts.own.loans, facts.number
    if why is Why.NEW and facts.came_on:
        return -facts.came_on.toordinal(), facts.number
    if why is Why.QUIET:
        last = facts.last_on.toordinal() if facts.last_on else 0
        return -last, facts.number
    return -facts.lent, facts.number


def in_order(titles: Sequence[Facts], rules: Rules) -> Mapping[Why, list[int]]:
    """The numbers of all suggested titles, under their reasons, each in its order."""
    found: dict[Why, list[Facts]] = {why: [] for why in Why}
    for facts in titles:
        why = first(facts, rules)
        if why is not None:
            found[why].append(facts)
    return {
        why: [each.number for each in sorted(rows, key=lambda facts: place(facts, why))]
        for why, rows in found.items()
    }
