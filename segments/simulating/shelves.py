"""An invented collection: loans of each title in each week, and titles chosen for a campaign.

Nothing here follows what the estimate supposes: genres have a season and a trend of their own,
titles drift, have good and bad months and arrive in between, and titles are chosen for their
loans, for want of loans, because they are new, because they are good, or for no reason.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

MONTH = 4  # weeks
LATE = 0.15  # of the titles, that came in these two years
TOO_NEW = 13  # weeks; what came later is in no comparison
CHOSEN = ("quiet", "popular", "good", "new", "any")
GENRES_ELSEWHERE = 5  # times as much is lent of everything else


@dataclass(frozen=True)
class Size:
    """A campaign: of which genres, how many titles, how long, how often they are lent a week."""

    genres: int
    titles: int
    promoted: int
    weeks: int
    weekly: float


@dataclass(frozen=True)
class Shelves:
    """Rates are what would be lent in a week without a campaign; the campaign begins at `start`."""

    start: int
    genre: "NDArray"
    came: "NDArray"  # the week in which it came, 0 long ago
    rates: "NDArray"
    loans: "NDArray"
    elsewhere: "NDArray"


def shelves(rng: "Generator", size: Size, history: int) -> Shelves:
    """Titles by weeks, before anything is promoted."""
    count, weeks = size.genres * size.titles, history + size.weeks
    genre = np.repeat(np.arange(size.genres), size.titles)
    popular = rng.gamma(0.7, size.weekly / 0.7, count)
    is_late = rng.random(count) < LATE
    came = np.where(is_late, rng.integers(1, weeks, count), 0)
    at = np.arange(weeks)
    common = _year(rng, at, 1)[0] * np.where(rng.random(weeks) < 0.04, 0.5, 1)
    rates = popular[:, None] * (common * _year(rng, at, size.genres))[genre]
    rates *= _fortunes(rng, count, weeks)
    there = at[None] >= came[:, None]
    fresh = 1 + 1.5 * np.exp(-np.maximum(at[None] - came[:, None], 0) / 20) * is_late[:, None]
    rates *= there * fresh
    trend = np.exp(rng.normal(0, 0.05) * at / 52)
    elsewhere = rng.poisson(popular.sum() * GENRES_ELSEWHERE * common * trend)
    return Shelves(history, genre, came, rates, rng.poisson(rates), elsewhere)


def _year(rng: "Generator", at: "NDArray", genres: int) -> "NDArray":
    """Season and trend of each genre."""
    phase, height = rng.uniform(0, 52, genres), rng.uniform(0.05, 0.3, genres)
    season = 1 + height[:, None] * np.sin(2 * np.pi * (at - phase[:, None]) / 52)
    found: NDArray = season * np.exp(rng.uniform(-0.15, 0.15, genres)[:, None] * at / 52)
    return found


def _fortunes(rng: "Generator", titles: int, weeks: int) -> "NDArray":
    """What happens to a title alone: a slow drift, and months in which it is talked about."""
    months = weeks // MONTH + 1
    drift = np.cumsum(rng.normal(0, 0.07, (titles, months)), axis=1)
    months_of = np.exp(drift + rng.normal(-0.03, 0.25, (titles, months)))
    found: NDArray = np.repeat(months_of, MONTH, axis=1)[:, :weeks]
    return found


def choose(rng: "Generator", there: Shelves, count: int, choosing: str) -> "NDArray":
    """Titles of a campaign, by one way of choosing or, by default, by all of them mixed."""
    mix = rng.dirichlet(np.ones(len(CHOSEN))) if not choosing else None
    parts = rng.multinomial(count, mix) if mix is not None else [count]
    free = np.flatnonzero(there.came <= there.start - TOO_NEW)
    chosen: list[int] = []
    for way, part in zip(CHOSEN if mix is not None else (choosing,), parts, strict=True):
        left = free[np.isin(free, chosen, invert=True)]
        odds = _odds(there, left, way)
        fitting = min(int(part), int((odds > 0).sum()))
        if fitting:
            chosen += rng.choice(left, fitting, replace=False, p=odds / odds.sum()).tolist()
    return np.array(chosen, dtype=int)


def _odds(there: Shelves, titles: "NDArray", way: str) -> "NDArray":
    lent = there.loans[titles, : there.start]
    if way == "quiet":
        odds = lent[:, -26:].sum(axis=1) == 0
    elif way == "popular":
        odds = lent[:, -52:].sum(axis=1)
    elif way == "good":
        odds = there.rates[titles, there.start - 52 : there.start].sum(axis=1)
    elif way == "new":
        odds = there.came[titles] > there.start - 52
    else:
        odds = np.ones(len(titles))
    found: NDArray = odds.astype(float)
    return found


def promote(
    rng: "Generator", there: Shelves, chosen: "NDArray", uplift: float, moved: float
) -> "NDArray":
    """The loans of all titles with a campaign: so much more of these, of which `moved` is lacking
    elsewhere on the same shelves. One title gains more than another, on average `uplift`."""
    loans = there.loans.copy()
    rates = there.rates[chosen, there.start :]
    gains = rng.gamma(2.0, 0.5, len(chosen))
    more = rng.poisson(rates * gains[:, None] * uplift)
    rest = np.setdiff1d(np.arange(len(loans)), chosen)
    for week in range(more.shape[1]):
        here = loans[rest, there.start + week]
        lost = min(rng.binomial(more[:, week].sum(), moved), here.sum())
        loans[rest, there.start + week] -= rng.multivariate_hypergeometric(here, lost)
    loans[chosen, there.start :] += more
    return loans
