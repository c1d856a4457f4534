"""The small library of the attack, with areas and titles, and all that is told of it.

Areas and titles are drawn beside the loans of small_library, so that its matrices stay the same.
Areas lie in three municipalities and in the catchments of four branches, which cross each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from segments import placing, title_cells
from segments.lattice import ADULTS, YOUTH
from segments.placing import Key, Told
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY
from segments.suppression import K
from segments.title_cells import ANY, Cells, Matrix
from tests.segments.small_library import (
    Exact,
    Loans,
    counted,
    drawn_loans,
    published_library,
)

Array = NDArray[Any]
TITLES = 10  # of each genre
PARTS = 6  # of each segment
AGES = {ADULTS: 9, YOUTH: 10}  # where they are in the arrays of small_library
WITHIN = {1: (1, 1), 2: (1, 2), 3: (2, 1), 4: (2, 3), 5: (3, 3), 6: (3, 4)}
YEAR = 16


@dataclass(frozen=True)
class Town:
    """Loans with a title, and area and part of their reader; positions begin at 0."""

    loans: Loans
    area: Array
    title: Array
    part: Array

    @cached_property
    def segments(self) -> Exact:
        return counted(self.loans)

    @cached_property
    def areas(self) -> Exact:
        """The same arrays with areas in the place of segments: there are six of both."""
        month, branch, band, _segment, genre = self.loans.columns
        return counted(Loans(self.loans.who, (month, branch, band, self.area, genre)))

    def parts(self, segment: int) -> Exact:
        """The same with the parts of one segment, which is the total."""
        month, branch, band, code, genre = self.loans.columns
        inside = code == segment
        columns = month, branch, band, self.part, genre
        return counted(Loans(self.loans.who[inside], tuple(each[inside] for each in columns)))

    def of_age(self, age: int) -> Array:
        band = self.loans.columns[2]
        return (band >= 4) if age == ADULTS else (band >= 1) & (band <= 3)


@cache
def town(seed: int) -> Town:
    """People of a segment live together, and a third of the titles are of one segment above all."""
    loans = drawn_loans(seed)
    draw = np.random.default_rng(1000 + seed)
    segment, genre = loans.columns[3], loans.columns[4]
    members = int(loans.who.max()) + 1
    segment_of = np.zeros(members, np.int64)
    segment_of[loans.who] = segment
    near = draw.dirichlet([0.7] * 6, 6)
    home = np.array([draw.choice(6, p=near[one]) for one in segment_of])
    fame = 1 / np.arange(1, TITLES + 1)
    lover = draw.integers(0, 6, (8, TITLES))
    chances = (
        np.where(
            lover[None] == np.arange(6)[:, None, None],
            6.0,
            np.where(np.arange(TITLES) % 3, 1.0, 0.05),
        )
        * fame
    )
    chances /= chances.sum(2, keepdims=True)
    title = np.array(
        [
            g * TITLES + draw.choice(TITLES, p=chances[s, g])
            for s, g in zip(segment, genre, strict=True)
        ]
    )
    part = draw.choice(PARTS, members, p=[0.35, 0.25, 0.16, 0.12, 0.08, 0.04])
    return Town(loans, home[loans.who], title, part[loans.who])


def reach_counts(town: Town, age: int) -> dict[Key, int]:
    """Distinct borrowers by kind of place, place and segment; positions from 1."""
    inside = town.of_age(age)
    who, segment = town.loans.who[inside], town.loans.columns[3][inside] + 1
    area = town.area[inside] + 1
    lies_in = np.array([(0, 0), *WITHIN.values()])
    places = {
        EVERYWHERE: np.zeros_like(area),
        AREA: area,
        MUNICIPALITY: lies_in[area, 0],
        CATCHMENT: lies_in[area, 1],
    }
    found: dict[Key, set[int]] = {}
    for kind, place in places.items():
        for member, at, code in zip(who.tolist(), place.tolist(), segment.tolist(), strict=True):
            for each in (code, placing.ANY):
                found.setdefault((kind, at, each), set()).add(member)
    return {key: len(members) for key, members in found.items()}


@dataclass(frozen=True)
class Pages:
    """What the matrices show: neither what is too small nor what goes along with it.

    zeros: what they say of segments is nothing.
    """

    segments: Array
    areas: Array
    zeros: Array


@cache
def pages(seed: int) -> Pages:
    segments = published_library(town(seed).segments)
    areas = published_library(town(seed).areas)
    return Pages(segments.shown, areas.shown, segments.told_zero)


def told_reach(seed: int, age: int) -> dict[Key, int]:
    """The rounded counts of places that can be read, totals of the matrices left out."""
    counts = reach_counts(town(seed), age)
    told = _told(seed, age, counts)
    away = placing.guards(counts, WITHIN, told, k=K)
    found: dict[Key, int] = {}
    for kind in (AREA, MUNICIPALITY, CATCHMENT):
        of_kind = placing.of_kind(counts, kind)
        guarded = {(segment, place) for at, place, segment in away if at == kind}
        elsewhere = placing.of_kind(dict.fromkeys(told.hidden, 0), kind)
        seen = placing.published(of_kind, k=K, guarded=guarded, hidden_elsewhere=elsewhere.keys())
        for (segment, place), cell in seen.items():
            is_total = place == placing.ANY or (kind == AREA and segment == placing.ANY)
            if cell.borrowers is not None and not is_total:
                found[kind, place, segment] = cell.borrowers
    return found


def _told(seed: int, age: int, counts: Mapping[Key, int]) -> Told:
    totals = {key for key in counts if key[0] == EVERYWHERE or key[::2] == (AREA, placing.ANY)}
    found = pages(seed)
    rows = found.segments[YEAR, 6, AGES[age], :, 8], found.areas[YEAR, 6, AGES[age], :, 8]
    hidden = {(EVERYWHERE, 0, row + 1) for row in np.flatnonzero(~rows[0][:6]).tolist()}
    hidden |= {(AREA, row + 1, placing.ANY) for row in np.flatnonzero(~rows[1][:6]).tolist()}
    if not rows[0][6] and not rows[1][6]:
        hidden.add((EVERYWHERE, 0, placing.ANY))
    here = town(seed)
    segments, areas = (_delicate(exact, AGES[age]) for exact in (here.segments, here.areas))
    delicate = {(EVERYWHERE, 0, row + 1 if row < 6 else placing.ANY) for row in segments}
    delicate |= {(AREA, row + 1, placing.ANY) for row in areas if row < 6}
    return Told(totals, hidden, delicate)


def _delicate(exact: Exact, age: int) -> list[int]:
    """Rows with something small one step from the year, all branches and these ages."""
    small = ((exact.loans > 0) & (exact.borrowers < K))[..., 8]
    near = small[:, 6, age].any(0) | small[YEAR, :, age].any(0) | small[YEAR, 6].any(0)
    return [int(row) for row in np.flatnonzero(near)]


def title_counts(town: Town) -> Cells:
    """Loans and distinct readers per title, age and segment, counted one by one."""
    lent: dict[tuple[int, int, int], int] = {}
    readers: dict[tuple[int, int, int], set[int]] = {}
    band, segment = town.loans.columns[2], town.loans.columns[3]
    for who, title, b, s in zip(
        *(column.tolist() for column in (town.loans.who, town.title, band, segment)), strict=True
    ):
        age = ADULTS if b >= 4 else YOUTH if b else 0
        for code in (s + 1, ANY) if age else (ANY,):
            key = (title + 1, age, code)
            lent[key] = lent.get(key, 0) + 1
            readers.setdefault(key, set()).add(who)
    keys = sorted(lent)
    title, age, code = np.array(keys, np.int64).T
    return Cells(
        title,
        age,
        code,
        (title - 1) // TITLES + 1,
        np.array([lent[key] for key in keys]),
        np.array([len(readers[key]) for key in keys]),
    )


def told_titles(seed: int, cells: Cells) -> Array:
    """Flags of the cells that can be read."""
    exact, seen = town(seed).segments, pages(seed).segments
    lines = []
    for age, at in AGES.items():
        for row in range(7):
            for genre in range(8):
                place = (YEAR, 6, at, row, genre)
                code = ANY if row == 6 else row + 1
                lines.append((age, code, genre + 1, exact.loans[place], seen[place]))
    age, segment, genre, loans, is_told = np.array(lines, np.int64).T
    matrix = Matrix(age, segment, genre, loans, is_told.astype(np.bool_))
    return title_cells.told(cells, matrix, k=K)
