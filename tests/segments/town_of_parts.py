"""What is told of the parts of each segment in the town of the attack, and what one knows by it.

Parts are asked by quarter and year, for all branches, of adults, youth and all readers; the total
of their table is their segment. In the arrays of small_library they stand where segments do.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from segments import siblings, suppression
from segments.siblings import Guard, Views
from segments.suppression import K, Labels, State
from tests.segments.attacker import MANY, Knowledge, exact_knowledge, knowledge
from tests.segments.small_library import (
    AGE_CODES,
    SHAPE,
    YEAR,
    Array,
    Exact,
    Published,
    arrays,
    beneath,
    bordered,
    labels,
    rounded,
)
from tests.segments.town_of_titles import PARTS, pages, town

ALL_BRANCHES, WHOLE, ANY_GENRE = 6, 6, 8
PERIODS, AGES = range(12, 17), (9, 10, 11)  # quarters and the year; adults, youth, all
ASKED = [(period, ALL_BRANCHES, age) for period in PERIODS for age in AGES]
SEGMENTS = range(6)


@cache
def exact_parts(seed: int, segment: int) -> Exact:
    return town(seed).parts(segment)


def known_of_parts(seed: int, *, with_siblings: bool = True) -> tuple[Knowledge, ...]:
    """What the tables of parts say, by segment; nothing where they cannot be asked."""
    return tuple(
        knowledge(
            exact_parts(seed, segment),
            published_parts(seed, segment, with_siblings=with_siblings),
            about_books=False,
        )
        for segment in SEGMENTS
    )


def known_without_complements(seed: int) -> tuple[Knowledge, ...]:
    """The same where only what is too small itself is hidden, on these pages alone."""
    found = []
    for segment in SEGMENTS:
        exact, seen = exact_parts(seed, segment), published_parts(seed, segment)
        shown = (exact.borrowers >= K) & _is_asked()
        counts = (np.where(shown, rounded(each), 0) for each in (exact.loans, exact.borrowers))
        careless = Published(shown, seen.told_zero, *counts)
        found.append(knowledge(exact, careless, about_books=False))
    return tuple(found)


def known_exactly(seed: int) -> tuple[Knowledge, ...]:
    """The same without rounding and without complements, and with every zero told."""
    found = []
    for segment in SEGMENTS:
        known = exact_knowledge(exact_parts(seed, segment))
        low = (np.where(_is_asked(), known.low[0], 0), np.where(_is_asked(), known.low[1], 0))
        high = (
            np.where(_is_asked(), known.high[0], MANY),
            np.where(_is_asked(), known.high[1], MANY),
        )
        found.append(Knowledge(low, high))
    return tuple(found)


def _is_asked() -> Array:
    found = np.zeros(SHAPE, np.bool_)
    for view in ASKED:
        found[view] = True
    return found


@cache
def published_parts(seed: int, segment: int, *, with_siblings: bool = True) -> Published:
    """As pages show them: what the table of segments hides of a segment is hidden here as well."""
    exact, of_segments = exact_parts(seed, segment), pages(seed)
    guarded = _guarded(exact) if with_siblings else np.zeros(SHAPE, np.bool_)
    unsaid = beneath((exact.loans > 0) & (exact.borrowers < K))
    shown, told, loans, borrowers = (np.zeros(SHAPE, np.int64) for _ in range(4))
    for view in ASKED:
        is_seen = of_segments.segments[view][segment] | of_segments.zeros[view][segment]
        elsewhere: set[Labels] = {
            (None, None if genre == ANY_GENRE else genre)
            for genre in np.flatnonzero(~is_seen).tolist()
        }
        grid = bordered(
            suppression.publish(
                exact.table(view),
                also=labels(guarded[view]),
                unsaid=labels(unsaid[view]) | elsewhere,
                hidden_elsewhere=elsewhere,
            )
        )
        shown[view] = [[cell.is_shown for cell in row] for row in grid]
        told[view] = [[cell.state is State.NONE for cell in row] for row in grid]
        loans[view] = [[cell.loans or 0 for cell in row] for row in grid]
        borrowers[view] = [[cell.borrowers or 0 for cell in row] for row in grid]
    return Published(shown > 0, told > 0, loans, borrowers)


def _guarded(exact: Exact) -> Array:
    flags = np.zeros(SHAPE, np.bool_)
    whole = _views(exact, WHOLE)
    pairs = ((_views(exact, part), whole) for part in range(PARTS))
    for part, guard in siblings.part_guards(pairs):
        flags[(*_place(guard), part, (guard.genre - 1) % 9)] = True
    return flags


def _place(guard: Guard) -> tuple[int, int, int]:
    period = {1: 12 + guard.period % 4, 2: 16}[guard.level]
    return period, ALL_BRANCHES, AGE_CODES.index(guard.age)


def _views(exact: Exact, row: int) -> Views:
    return Views.collect(YEAR, [0], 9, _rollups(exact, row))


def _rollups(exact: Exact, row: int) -> Iterator[tuple[int, int, int, int, list[int], list[int]]]:
    for period in PERIODS:
        number = (2, YEAR) if period == 16 else (1, YEAR * 4 + period - 12)
        for age in (0, *AGES):
            counts = arrays(exact, (period, ALL_BRANCHES, age, row))
            yield *number, 0, AGE_CODES[age], *counts
