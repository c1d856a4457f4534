"""Everything an export is drawn from: an order, and the town, people, titles and days in it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from . import tastes
from .catalogue import LEAST_TITLES, MOST_TITLES, Catalogue, default_titles, make_catalogue
from .days import LEAD, SEASONS, Days, make_days
from .draws import For, Ints, stream_key
from .library import RUBRIEKEN, DemoBranch, branches_of
from .people import People, make_people, opening, padded
from .promoted import Promotion
from .streets import Streets, make_streets

LOANS_PER_MEMBER = 14  # a year
MOST_DEFAULT_MEMBERS = 150_000
LEAST_MEMBERS = 60
RENEWAL_SHARE = 0.3
RENEWAL_DAYS = 20  # mean distance between a loan and its renewal
MOST_ROWS = 300_000_000  # transaction numbers keep ten digits
MOST_MONTHS = 120


@dataclass(frozen=True)
class Order:
    """What is asked for: `rows` data rows in `months` months that end with the day `until`."""

    rows: int
    seed: int
    until: date
    months: int = 24
    members: int | None = None
    branches: int = 6
    bad_per_million: int = 0
    bad_kinds: tuple[str, ...] = ()  # empty: the usual ones
    with_names: bool = False
    titles: int | None = None
    promotions: tuple[Promotion, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be made with a ValueError that says so."""
        if not 1 <= self.rows <= MOST_ROWS:
            raise ValueError(f"rows must be 1 to {MOST_ROWS}")
        if not 1 <= self.months <= MOST_MONTHS:
            raise ValueError(f"months must be 1 to {MOST_MONTHS}")
        if self.members is not None and not LEAST_MEMBERS <= self.members <= 5_000_000:
            raise ValueError(f"members must be {LEAST_MEMBERS} to 5000000")
        if not 0 <= self.bad_per_million <= 500_000:
            raise ValueError("bad-per-million must be 0 to 500000")
        if self.titles is not None and not LEAST_TITLES <= self.titles <= MOST_TITLES:
            raise ValueError(f"titles must be {LEAST_TITLES} to {MOST_TITLES}")


@dataclass(frozen=True)
class World:
    """Memory grows with members, titles and postcodes, never with rows."""

    order: Order
    branches: tuple[DemoBranch, ...]
    days: Days
    streets: Streets
    people: People
    catalogue: Catalogue
    is_open: NDArray[np.bool_]
    genres: NDArray[np.uint8]  # flat (sub-segment x reader group, season, step of chance)
    reader_groups: NDArray[np.int8]
    branch_codes: NDArray[np.uint8]  # (branches, 3)
    digits: NDArray[np.uint8]  # (100000, 5): 00000 to 99999
    clock: NDArray[np.uint8]  # (86400, 8): uu:mm:ss
    first_number: int
    renewal_step: int  # rows between a loan and its renewal

    def genre(self, profile: Ints, season: Ints, step: Ints) -> Ints:
        """The rubriek each reader profile takes in a season at a step of chance."""
        flat = (profile * (2 * SEASONS) + season) * tastes.STEPS + step
        genre: Ints = self.genres.take(flat).astype(np.int64)
        return genre


def default_members(rows: int, months: int) -> int:
    """As many members as give the national 14 loans a year each, at most 150,000."""
    loans_a_year = rows * (1.0 - RENEWAL_SHARE) * 12 / months
    return int(np.clip(loans_a_year / LOANS_PER_MEMBER, LEAST_MEMBERS, MOST_DEFAULT_MEMBERS))


def _digit_table() -> NDArray[np.uint8]:
    numbers = np.arange(100_000)[:, None] // np.array([10_000, 1_000, 100, 10, 1])
    digits: NDArray[np.uint8] = (48 + numbers % 10).astype(np.uint8)
    return digits


def _clock_table() -> NDArray[np.uint8]:
    texts = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(86_400)]
    return padded(texts)


def make_world(order: Order) -> World:
    """Draw the town that this order is about."""
    branches = branches_of(order.branches)
    days = make_days(order.until, order.months)
    members = order.members or default_members(order.rows, order.months)
    streets = make_streets(order.seed, members, branches)
    years = range(int(days.year[LEAD]), order.until.year + 1)
    people = make_people(order.seed, members, years, streets, branches, with_names=order.with_names)
    shares = tastes.genre_shares()
    first_day = (days.origin - date(1970, 1, 1)).days + LEAD
    popularity = shares.reshape(-1, len(RUBRIEKEN)).mean(axis=0)
    titles = order.titles or default_titles(order.rows)
    catalogue = make_catalogue(order.seed, titles, popularity, first_day, days.count)
    return World(
        order=order,
        branches=branches,
        days=days,
        streets=streets,
        people=people,
        catalogue=catalogue,
        is_open=opening(branches),
        genres=tastes.genre_table(shares).ravel(),
        reader_groups=tastes.reader_group_table(),
        branch_codes=padded([branch.code for branch in branches]),
        digits=_digit_table(),
        clock=_clock_table(),
        # Exports of other seeds have other numbers, as those of other libraries would.
        first_number=1_000_000_000 + stream_key(order.seed, For.NUMBER) % 8_000 * 1_000_000,
        renewal_step=max(1, round(order.rows * RENEWAL_DAYS / days.count)),
    )
