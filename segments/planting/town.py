"""A town: who lives where, what they like, what stands where, and a year of loans."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

BRANCHES = {"CEN": "Centrum", "DRP": "Dorp", "OOS": "Oost"}
AREAS = {"CEN": ("Binnenstad", "Singel"), "DRP": ("Dorp", "Buiten"), "OOS": ("Oost", "Kamp")}
SEGMENTS = ("Starters", "Gezinnen", "Buitenlui", "Buren", "Studie", "Senioren", "Tuinders", "Heren")
ADULT = ("ROM", "SPAN", "LIT", "BIO", "REIS", "KOOK", "GES", "GEZ", "TUIN", "KUN", "HIST", "TECH")
YOUTH = ("J A", "J B", "J INF")
APPETITE = (26, 24, 10, 5, 5, 7, 5, 5, 4, 3, 3, 3)
# How much more or less somebody of 75 takes of it than somebody of 45.
BY_AGE = (0, 0.1, 0.1, 0.2, 0.1, -0.1, 0.2, 0.1, 0.2, 0.1, 0.2, -0.1)
HOUSEHOLDS = 7000
PER_HOUSEHOLD = 0.24  # adults who borrow
LOANS_EACH = 10
AT_HOME = 0.8  # of the loans are at the branch nearby
OWN_TASTE = 0.5  # shape of a gamma: some readers take nearly all their books from two genres
LOANS_PER_COPY = 2.5
TITLES_PER_GENRE = 90
# What is planted.
TRAVEL, TRAVELLERS, VILLAGE, LOVE = "REIS", 2, "DRP", 7
UNREACHED, SCARCE, READER_GROUP = 6, "GEZ", 4
OWN_TITLE_LOANS, OTHERS_LOANS = 80, 4


@dataclass(frozen=True)
class Member:
    number: str
    segment: int
    home: str
    postcode: str
    born: int
    loans: int


@dataclass(frozen=True)
class Title:
    ppn: str
    name: str
    genre: str
    weight: float


@dataclass(frozen=True)
class Loan:
    day: date
    member: Member
    branch: str
    title: Title


@dataclass
class Town:
    """Everything that its files say."""

    seed: int
    year: int
    is_planted: bool
    households: dict[tuple[int, str], int] = field(default_factory=dict)  # (segment, area)
    titles: list[Title] = field(default_factory=list)
    copies: Counter[tuple[str, str]] = field(default_factory=Counter)  # (ppn, branch)
    reservations: Counter[str] = field(default_factory=Counter)
    loans: list[Loan] = field(default_factory=list)
    own_title: str = ""


def make_town(seed: int, *, year: int, is_planted: bool) -> Town:
    """The same town for the same arguments; about 20,000 loans."""
    draw = Random(seed)  # noqa: S311
    town = Town(seed, year, is_planted)
    town.titles = _titles(draw)
    _settle(town, draw)
    members = _members(town, draw)
    _lend(town, members, draw)
    _stock(town, draw)
    if is_planted:
        _plant_title(town, members, draw)
    return town


def postcode(segment: int, area: str) -> str:
    """One per segment and area: enough for a file that leads from one to the other."""
    places = [each for areas in AREAS.values() for each in areas]
    return f"{9100 + places.index(area)}{'ABCDEFGH'[segment]}{'ABCDEFGH'[segment]}"


def _titles(draw: Random) -> list[Title]:
    """A few titles of a genre are much loved and most are not."""
    return [
        Title(f"{100_000 + 1000 * place + rank}", f"{genre} {rank:03}", genre, (rank + 1) ** -0.6)
        for place, genre in enumerate((*ADULT, *YOUTH))
        for rank in draw.sample(range(TITLES_PER_GENRE), TITLES_PER_GENRE)
    ]


def _settle(town: Town, draw: Random) -> None:
    """Segments of any size that live anywhere; planted ones are large enough to be found."""
    sizes = [draw.uniform(0.5, 2) for _segment in SEGMENTS]
    where = [[draw.uniform(0.6, 1.4) for _branch in BRANCHES] for _segment in SEGMENTS]
    if town.is_planted:
        sizes[TRAVELLERS] = sizes[UNREACHED] = sizes[READER_GROUP] = 1.6
        where[TRAVELLERS] = [0.6, 2.4, 0.6]
    for segment, size in enumerate(sizes):
        there = HOUSEHOLDS * size / sum(sizes)
        for part, areas in zip(where[segment], AREAS.values(), strict=True):
            for area in areas:
                share = part / sum(where[segment]) / len(areas)
                town.households[segment, area] = round(there * share)


def _members(town: Town, draw: Random) -> list[Member]:
    made: list[Member] = []
    ages = [draw.uniform(40, 66) for _segment in SEGMENTS]
    children = [draw.uniform(0.02, 0.08) for _segment in SEGMENTS]
    home = {area: branch for branch, areas in AREAS.items() for area in areas}
    for (segment, area), households in town.households.items():
        part = 0.35 if town.is_planted and segment == UNREACHED else 1.0
        adults = round(households * PER_HOUSEHOLD * part * draw.uniform(0.95, 1.05))
        youth = round(households * children[segment] * part)
        for number in range(adults + youth):
            is_adult = number < adults
            age = draw.gauss(ages[segment], 14) if is_adult else draw.uniform(4, 17)
            age = min(max(age, 18), 92) if is_adult else age
            made.append(
                Member(
                    number=f"P{len(made):05}",
                    segment=segment,
                    home=home[area],
                    postcode=postcode(segment, area),
                    born=town.year - int(age),
                    # Gamma of shape ½: a tenth of the readers make two fifths of the loans.
                    loans=1 + int(draw.gammavariate(0.5, 2 * (LOANS_EACH - 1))),
                )
            )
    return made


def _taste(town: Town, member: Member, draw: Random) -> list[float]:
    """A little by age, and much by person: whoever reads thrillers reads many of them."""
    age = town.year - member.born
    older = max(-1.0, min(1.2, (age - 45) / 30))
    weights = [
        weight * (1 + older * by) * draw.gammavariate(OWN_TASTE, 1 / OWN_TASTE)
        for weight, by in zip(APPETITE, BY_AGE, strict=True)
    ]
    if town.is_planted and member.segment == TRAVELLERS:
        weights[ADULT.index(TRAVEL)] *= LOVE
    return weights


def _lend(town: Town, members: Sequence[Member], draw: Random) -> None:
    by_genre: dict[str, tuple[list[Title], list[float]]] = {}
    for genre in (*ADULT, *YOUTH):
        titles = [title for title in town.titles if title.genre == genre]
        by_genre[genre] = titles, list(accumulate(title.weight for title in titles))
    for member in members:
        is_adult = town.year - member.born >= 18
        genres = ADULT if is_adult else YOUTH
        weights = _taste(town, member, draw) if is_adult else [1, 1, 1]
        for genre in draw.choices(genres, weights, k=member.loans):
            titles, heap = by_genre[genre]
            title = draw.choices(titles, cum_weights=heap)[0]
            town.loans.append(
                Loan(_day(town, draw), member, _branch(town, member, genre, draw), title)
            )


def _day(town: Town, draw: Random) -> date:
    return date(town.year, 1, 1) + timedelta(days=draw.randrange(365))


def _branch(town: Town, member: Member, genre: str, draw: Random) -> str:
    """Mostly nearby; where the shelf is missing nearby, in the centre."""
    branch = member.home if draw.random() < AT_HOME else draw.choice(list(BRANCHES))
    return "CEN" if town.is_planted and (branch, genre) == (VILLAGE, TRAVEL) else branch


def _stock(town: Town, draw: Random) -> None:
    """Copies in proportion to what is borrowed at each branch; waiting lists follow loans."""
    lent = Counter((loan.branch, loan.title.genre) for loan in town.loans)
    for (branch, genre), loans in sorted(lent.items()):
        scarce = town.is_planted and genre == SCARCE
        copies = loans / LOANS_PER_COPY * draw.uniform(0.85, 1.15) * (0.2 if scarce else 1)
        titles = [title for title in town.titles if title.genre == genre]
        # Less skewed than demand: a library buys many titles once.
        weights = [title.weight**0.5 for title in titles]
        for title in draw.choices(titles, weights, k=max(1, round(copies))):
            town.copies[title.ppn, branch] += 1
    for loan in draw.sample(town.loans, len(town.loans) // 60):
        town.reservations[loan.title.ppn] += 1
    if town.is_planted:
        wanted = [loan.title.ppn for loan in town.loans if loan.title.genre == SCARCE]
        town.reservations.update(draw.sample(wanted, min(120, len(wanted))))


def _plant_title(town: Town, members: Sequence[Member], draw: Random) -> None:
    """A title that one segment takes, and hardly anybody else."""
    title = Title("900001", "Varen met een klein schip", "KUN", 1.0)
    town.titles.append(title)
    town.own_title = title.ppn
    adults = [each for each in members if town.year - each.born >= 18]
    own = [each for each in adults if each.segment == READER_GROUP]
    others = [each for each in adults if each.segment != READER_GROUP]
    readers = draw.sample(own, min(OWN_TITLE_LOANS, len(own))) + draw.sample(others, OTHERS_LOANS)
    town.loans += [Loan(_day(town, draw), each, each.home, title) for each in readers]
    for branch in BRANCHES:
        town.copies[title.ppn, branch] = 12
