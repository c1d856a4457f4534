"""The parts of segments in the program over everything: what is known of them, and what is sought.

What is told of parts are sums of their loans and of their readers. Readers of parts and of ages
add up; those of quarters and of genres lie between the largest and the sum.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from segments.suppression import K
from tests.segments.attack_tables import GENRES, PERIODS, SIX, Tables
from tests.segments.attacker import Knowledge
from tests.segments.moving import Targets
from tests.segments.small_library import Array, Exact
from tests.segments.town_of_titles import PARTS

QUARTERS = [*([quarter] for quarter in range(4)), range(4)]
AGES = ([0], [1], [0, 1, 2])  # places 9 to 11 of the arrays: adults, youth, all
ROWS = [*([part] for part in range(PARTS)), range(PARTS)]
COLUMNS = [*([genre] for genre in range(GENRES)), range(GENRES)]
Place = tuple[int, int, int, int]  # period, age, part and genre, the last ones for all together


def at(place: Place) -> tuple[int, int, int, int, int]:
    """Where it is in the arrays of small_library."""
    period, age, part, genre = place
    return 12 + period, 6, 9 + age, part, genre


def places() -> Iterator[Place]:
    yield from product(range(PERIODS), range(len(AGES)), range(len(ROWS)), range(len(COLUMNS)))


def loans_of(tables: Tables, segment: int, place: Place) -> Array:
    period, age, part, genre = place
    chosen = np.ix_(list(QUARTERS[period]), AGES[age], list(ROWS[part]), list(COLUMNS[genre]))
    found: Array = tables["by_part"][:, :, segment][chosen]
    return found


def readers_of(tables: Tables, segment: int, place: Place) -> Array:
    period, age, part, genre = place
    found: Array = tables["part_readers"][period, AGES[age], segment][:, list(ROWS[part]), genre]
    return found


def add_parts(tables: Tables, segments: Knowledge, parts: Sequence[Knowledge]) -> None:
    """What the tables of parts tell, and that of segments of their readers."""
    for segment, known in enumerate(parts):
        for number, of in enumerate((loans_of, readers_of)):
            low, high = known.low[number], known.high[number]
            tables.bounded(
                [of(tables, segment, place) for place in places()],
                np.array([low[at(place)] for place in places()]),
                np.array([high[at(place)] for place in places()]),
            )
        wholes = [place for place in places() if place[2] == PARTS]
        where = [(*at(place)[:3], segment, place[3]) for place in wholes]
        tables.bounded(
            [readers_of(tables, segment, place) for place in wholes],
            np.array([segments.low[1][each] for each in where]),
            np.array([segments.high[1][each] for each in where]),
        )
    _add_readers(tables)


def _add_readers(tables: Tables) -> None:
    readers, lent = tables["part_readers"], tables["by_part"]
    quarters, year = readers[:4], readers[4]
    each_quarter = [*quarters.reshape(4, -1).T]
    tables.at_most(list(year.reshape(-1, 1)), each_quarter)
    by_genre, any_genre = readers[..., :GENRES].reshape(-1, GENRES), readers[..., GENRES].ravel()
    tables.at_most(list(any_genre.reshape(-1, 1)), list(by_genre))
    for part, whole in (
        (quarters.ravel(), np.broadcast_to(year, quarters.shape).ravel()),
        (by_genre.ravel(), np.repeat(any_genre, GENRES)),
    ):
        tables.at_most(list(part.reshape(-1, 1)), list(whole.reshape(-1, 1)))
    in_quarters = lent.reshape(-1, 1)
    in_year = np.moveaxis(lent, 0, -1).reshape(-1, 4)
    tables.at_most(list(quarters[..., :GENRES].reshape(-1, 1)), list(in_quarters))
    tables.at_most(list(year[..., :GENRES].reshape(-1, 1)), list(in_year))
    # Whoever lives somewhere is in one part: both are the readers of a segment in the year.
    places = tables["borrowers"].reshape(-1, SIX)
    tables.equal(list(year[:2, :, :, GENRES].reshape(-1, PARTS)), list(places))


def add_targets(tables: Tables, found: Targets, parts: Sequence[Exact]) -> None:
    """Small figures of parts: their loans, and how many readers these are."""
    for segment, exact in enumerate(parts):
        for place in places():
            loans, readers = int(exact.loans[at(place)]), int(exact.borrowers[at(place)])
            if place[2] == PARTS or not loans or readers >= K:
                continue
            found.add(("part", segment, *place), loans_of(tables, segment, place), loans)
            group = readers_of(tables, segment, place)
            found.add(("readers of a part", segment, *place), group, readers)


def tell_truth(tables: Tables, found: Array, parts: Sequence[Exact]) -> None:
    """How it is, in the array of all unknowns."""
    for segment, exact in enumerate(parts):
        view = (slice(12, 17), 6, (9, 10, 0), slice(PARTS))
        loans = exact.loans[view][:4, ..., :GENRES]
        found[tables["by_part"][:, :, segment]] = loans
        found[tables["part_readers"][:, :, segment]] = exact.borrowers[view]
