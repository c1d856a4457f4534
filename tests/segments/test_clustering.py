"""Groups for a small library: each step keeps what was seen and stops as soon as it is enough."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from segments import clustering
from segments.clustering import Cell, Counted, merged, propose, published_share, share_in_sight

K = 5
place = st.tuples(st.integers(1, 5), st.integers(1, 4), st.sampled_from([11, 12]))
cell = st.builds(Counted, loans=st.integers(30, 60), borrowers=st.integers(1, 2**24 - 1))
libraries = st.dictionaries(place, cell, min_size=1, max_size=24)
YOUTH = [3, 4]


def sparse(cells: dict[Cell, Counted]) -> dict[Cell, Counted]:
    """Few borrowers per cell, so that there is something to take together."""
    return {
        key: Counted(c.loans, c.borrowers & (c.borrowers >> 1) & 0x0F0F0F)
        for key, c in cells.items()
    }


@settings(max_examples=150)
@given(libraries)
def test_a_proposal_is_a_partition(cells: dict[Cell, Counted]) -> None:
    found = propose(sparse(cells), k=K, youth_genres=YOUTH)

    for axis, groups in enumerate((found.segments, found.genres)):
        members = [each for group in groups for each in group]
        assert sorted(members) == sorted({key[axis] for key in cells})
    assert all(len({genre in YOUTH for genre in group}) == 1 for group in found.genres)


@settings(max_examples=100)
@given(libraries)
def test_it_stops_when_enough_is_seen_or_nothing_is_left(cells: dict[Cell, Counted]) -> None:
    found = propose(sparse(cells), k=K, youth_genres=YOUTH, enough=0.9)

    kinds = len({genre in YOUTH for group in found.genres for genre in group})
    is_whole = (len(found.segments), len(found.genres)) == (1, kinds)
    assert found.share >= 0.9 or is_whole


@settings(max_examples=100)
@given(libraries)
def test_more_is_seen_with_every_step(cells: dict[Cell, Counted]) -> None:
    cells = sparse(cells)
    before = share_in_sight(cells, K)

    shares = [
        propose(cells, k=K, enough=before + step * (1 - before)).share for step in (0, 0.3, 0.7, 1)
    ]

    assert math.isclose(shares[0], before)
    assert shares == sorted(shares)


def test_what_is_seen_already_stays_as_it_is() -> None:
    many = 2**20 - 1
    cells = {(s, g, 11): Counted(50, many) for s in (1, 2) for g in (1, 2)}

    found = propose(cells, k=K)

    assert (found.segments, found.genres) == (
        (frozenset([1]), frozenset([2])),
        (frozenset([1]), frozenset([2])),
    )


def test_the_pair_that_brings_most_loans_into_sight_comes_together() -> None:
    cells = {
        (1, 1, 11): Counted(900, 2**20 - 1),
        (2, 1, 11): Counted(40, 0b111),
        (3, 1, 11): Counted(90, 0b111000),
        (4, 1, 11): Counted(70, 0b111000000),
    }

    found = propose(cells, k=K, enough=0.95)

    assert found.segments == (frozenset([1]), frozenset([2]), frozenset([3, 4]))


def test_one_reader_of_two_genres_is_one_borrower() -> None:
    cells = {(1, 1, 11): Counted(9, 0b11111), (1, 2, 11): Counted(9, 0b01111)}

    together = merged(cells, [frozenset([1])], [frozenset([1, 2])])

    assert together == {(0, 0, 11): Counted(18, 0b11111)}


def test_published_share_counts_what_complements_hide() -> None:
    many = 2**20 - 1
    cells = {
        (1, 1, 11): Counted(100, many),
        (1, 2, 11): Counted(50, many << 9),
        (2, 1, 11): Counted(60, many << 30),
        (2, 2, 11): Counted(4, 0b11),
    }

    assert share_in_sight(cells, K) == 210 / 214
    assert published_share(cells, K) == 0
    assert clustering.ENOUGH == 0.9
