"""The members: where they live, how old they are, where and how often they borrow; all invented."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from .draws import Bits, Floats, For, Ints, bell, bits, ladder_pick, part, unit
from .library import DemoBranch
from .scheme import SEGMENTS, segment_positions
from .streets import ELSEWHERE_RANGE, ELSEWHERE_RANGES, Streets, postcode_elsewhere
from .words import FIRST_NAMES, SURNAMES

ELSEWHERE = 0.01
SECOND_BRANCH = 0.2
WITH_SPACE = 0.15
LEAST_ODD = 2  # of each oddity, in a library of any size that has more than ODD_EVERY members
ODD_EVERY = 50
WEEK = 7
_YOUTH_AGES = np.array([2, 3, 5, 7, 8, 9, 10, 10, 10, 9, 9, 8, 6, 5, 4, 3, 2.5, 2])
_MEMBER_NUMBERS = 10_000_000


class Oddity(IntEnum):
    """What is wrong with a member's own data: a warning, never a rejected loan."""

    NONE = 0
    ZERO_POSTCODE = 1  # 0000
    NO_POSTCODE = 2
    BIRTH_YEAR = 3  # 1800


@dataclass(frozen=True)
class People:
    """One entry per member, and `steps`, the ladder to draw a member by weekday."""

    subsegment: NDArray[np.int16]
    birth_year: NDArray[np.int16]
    home: NDArray[np.int16]
    second: NDArray[np.int16]
    oddity: NDArray[np.int8]
    numbers: list[str]
    postcodes: list[str]  # as printed
    tail: NDArray[np.uint8]  # (members, width): PASNUMMER;POSTCODE;GEBOORTEJAAR, filled up with NUL
    steps: Floats  # 7 x members, rising from weekday to weekday + 1

    @property
    def elsewhere(self) -> NDArray[np.bool_]:
        """Whether somebody lives outside the postcodes that the library's files name."""
        ranges = range(ELSEWHERE_RANGE, ELSEWHERE_RANGE + ELSEWHERE_RANGES)
        first = {str(number) for number in ranges}
        return np.array([postcode[:4] in first for postcode in self.postcodes])

    def pick(self, weekday: Ints, chance: Floats) -> Ints:
        """A member for each loan, of those whose branch is open on that weekday."""
        count = len(self.home)
        found = np.searchsorted(self.steps, weekday + chance, side="right") - weekday * count
        member: Ints = np.clip(found, 0, count - 1)
        return member


def opening(branches: tuple[DemoBranch, ...]) -> NDArray[np.bool_]:
    """(weekdays, branches): whether it is open."""
    return np.array([[day not in branch.closed_on for branch in branches] for day in range(WEEK)])


def _birth_years(seed: int, numbers: Ints, owners: Ints, years: range) -> Ints:
    """Two thirds young, adults round their segment's age, everybody born by the first year."""
    drawn = bits(seed, For.PERSON, numbers)
    youth = np.array([segment.youth for segment in SEGMENTS])[owners]
    mean = np.array([segment.age for segment in SEGMENTS], float)[owners]
    young = ladder_pick(_YOUTH_AGES, unit(bits(seed, For.PERSON, -1 - numbers)))
    adult = np.clip(mean + 9.0 * bell(bits(seed, For.PERSON_PLACE, -1 - numbers)), 18, 94)
    age = np.where(unit(drawn) < youth, young, adult.astype(np.int64))
    born: Ints = np.minimum(years[len(years) // 2] - age, years[0])
    return born


def _oddities(count: int) -> NDArray[np.int8]:
    """A handful of each kind; the members are drawn in any order, so the first ones will do."""
    oddity = np.zeros(count, np.int8)
    each = max(LEAST_ODD, count // 8_000) if count > ODD_EVERY else 0
    for kind in (Oddity.ZERO_POSTCODE, Oddity.NO_POSTCODE, Oddity.BIRTH_YEAR):
        start = 7 + 3 * each * (kind - 1)
        oddity[start : start + 3 * each : 3] = kind
    return oddity


def _weekly_steps(weights: Floats, home: Ints, second: Ints, is_open: NDArray[np.bool_]) -> Floats:
    """Who comes on which weekday: all whose branch is open, a few more whose other branch is."""
    steps = []
    for weekday in range(WEEK):
        here = weights * np.where(is_open[weekday][home], 1.0, 0.4 * is_open[weekday][second])
        ladder = np.cumsum(here)
        steps.append(weekday + ladder / ladder[-1])
    return np.concatenate(steps)


def _printed_postcodes(
    seed: int, streets: Streets, street: Ints, oddity: NDArray[np.int8]
) -> list[str]:
    drawn = bits(seed, For.PERSON_PLACE, np.arange(len(street)))
    away = (part(drawn, 0, 16) < ELSEWHERE * 65_536).tolist()
    spaced = (part(drawn, 16, 16) < WITH_SPACE * 65_536).tolist()
    elsewhere = postcode_elsewhere(drawn >> np.uint64(32))
    printed = []
    for member, (place, kind) in enumerate(zip(street.tolist(), oddity.tolist(), strict=True)):
        postcode = elsewhere[member] if away[member] else streets.postcodes[place]
        if kind == Oddity.ZERO_POSTCODE:
            postcode = "0000"
        elif kind == Oddity.NO_POSTCODE:
            postcode = ""
        elif spaced[member]:
            postcode = f"{postcode[:4]} {postcode[4:]}"
        printed.append(postcode)
    return printed


def padded(texts: list[str]) -> NDArray[np.uint8]:
    """Texts as UTF-8 in rows of equal width, filled up with NUL."""
    table = np.array([text.encode() for text in texts], dtype=np.bytes_)
    return table.view(np.uint8).reshape(len(texts), -1)


def fictional_name(drawn: int) -> str:
    """A name for the column that must not come in; nobody can be called this."""
    surname, first_name = (
        SURNAMES[drawn % len(SURNAMES)],
        FIRST_NAMES[drawn // 64 % len(FIRST_NAMES)],
    )
    return f"{surname}-Verzonnen, {first_name}"


def _names(seed: int, count: int) -> list[str]:
    drawn = part(bits(seed, For.PERSON, np.arange(count)), 0, 30)
    return [fictional_name(value) for value in drawn.tolist()]


def _zeal(seed: int, numbers: Ints, owners: Ints) -> Floats:
    """Loans against the average: a few take very many, most take some."""
    drawn: Bits = bits(seed, For.PERSON_ZEAL, numbers)
    own = np.array([segment.zeal for segment in SEGMENTS])[owners]
    zeal: Floats = own * np.exp(0.75 * bell(drawn))
    return zeal


def _card_numbers(seed: int, numbers: Ints) -> list[str]:
    """Ten digits, all different, in no order: factor and modulus have no divisor in common."""
    scattered = (numbers * 7_654_321 + seed * 97 % _MEMBER_NUMBERS) % _MEMBER_NUMBERS
    return [f"209{number:07}" for number in scattered.tolist()]


def _tails(
    cards: list[str], postcodes: list[str], born: Ints, names: list[str]
) -> NDArray[np.uint8]:
    """The end of each member's rows, with a name only where names are given."""
    cells = zip(cards, postcodes, born.tolist(), strict=True)
    ends = [f"{card};{postcode};{birth}" for card, postcode, birth in cells]
    if names:
        ends = [f"{end};{name}" for end, name in zip(ends, names, strict=True)]
    return padded([f"{end}\r\n" for end in ends])


def make_people(
    seed: int,
    count: int,
    years: range,
    streets: Streets,
    branches: tuple[DemoBranch, ...],
    *,
    with_names: bool,
) -> People:
    """`count` members, born by the first of `years`; visibly fictional names only if asked."""
    numbers = np.arange(count)
    reach = np.array([segment.members for segment in SEGMENTS], float)
    owner_of = np.array(segment_positions())
    weights = streets.households * reach[owner_of[streets.subsegment]]
    street = ladder_pick(weights, unit(bits(seed, For.PERSON_PLACE, numbers + count)))
    owners = owner_of[streets.subsegment[street]]
    home = streets.branch[street]
    other = part(bits(seed, For.PERSON_ZEAL, -1 - numbers), 0, 32)
    has_other = (other & 1023) < SECOND_BRANCH * 1024
    # Half of the second branches are the largest one, where everybody comes to town.
    second = np.where(other & 1024, 0, (other >> 11) % len(branches))
    second = np.where(has_other, second, home)
    oddity = _oddities(count)
    names = _names(seed, count) if with_names else []
    born = _birth_years(seed, numbers, owners, years)
    postcodes = _printed_postcodes(seed, streets, street, oddity)
    cards = _card_numbers(seed, numbers)
    return People(
        subsegment=streets.subsegment[street].astype(np.int16),
        birth_year=born.astype(np.int16),
        home=home.astype(np.int16),
        second=second.astype(np.int16),
        oddity=oddity,
        numbers=cards,
        postcodes=postcodes,
        tail=_tails(cards, postcodes, np.where(oddity == Oddity.BIRTH_YEAR, 1800, born), names),
        steps=_weekly_steps(_zeal(seed, numbers, owners), home, second, opening(branches)),
    )
