"""The numpy counts agree with counting by hand, cell by cell."""

from collections import defaultdict
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.loading import lattice_counts
from segments.loading.lattice_counts import ADULTS, ALL, YOUTH, Rows, count

GROUPS = {1: 7, 2: 7, 3: 9}
NAMES = ("member", "branch", "genre", "segment", "area", "band", "loans", "part")
loan = st.tuples(
    st.integers(0, 6),
    st.integers(0, 4),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 8),
    st.integers(0, 2),
    st.integers(0, 3),
)


def slow_count(loans: list[dict[str, int]]) -> dict[tuple[int, ...], tuple[int, int]]:
    """(branch, age, kind, row, genre or -1) → loans, distinct members.

    Parts of segments: of all branches only, and no single ages but the unknown one.
    """
    found: dict[tuple[int, ...], list[Any]] = defaultdict(lambda: [0, set()])
    for one in loans:
        branches = {0, one["branch"]} | {-GROUPS[b] for b in [one["branch"]] if b in GROUPS}
        ages = {one["band"], ALL}
        ages |= {ADULTS} if one["band"] >= 4 else {YOUTH} if one["band"] >= 1 else set()
        for branch in branches:
            for age in ages:
                rows = [(0, 0), (1, one["segment"]), (2, one["area"])]
                if branch == 0 and age in (0, ALL, ADULTS, YOUTH) and one["part"]:
                    rows.append((3, one["part"]))
                for kind, row in rows:
                    for genre in (-1, one["genre"]):
                        cell = found[branch, age, kind, row, genre]
                        cell[0] += one["loans"]
                        cell[1] |= {one["member"]} - {0}
    return {key: (n, len(members)) for key, (n, members) in found.items() if n}


@settings(max_examples=150, deadline=None)
@given(st.lists(loan, min_size=1, max_size=40))
def test_counts_agree_with_counting_by_hand(generated: list[tuple[int, ...]]) -> None:
    loans = [dict(zip(NAMES, one, strict=True)) for one in generated if one[6]]
    columns = {name: np.array([one[name] for one in loans], np.int64) for name in NAMES}

    counted = count(Rows(**columns), GROUPS, genres=3) if loans else None

    answers = {}
    for at in range(len(counted.branch) if counted else 0):
        assert counted
        key = (counted.branch[at], counted.age[at], counted.kind[at], counted.row[at])
        for genre, (n, borrowers) in enumerate(
            zip(counted.loans[at], counted.borrowers[at], strict=True), start=-1
        ):
            if n:
                answers[(*map(int, key), genre)] = (int(n), int(borrowers))
    assert answers == slow_count(loans)


def test_a_member_with_two_profiles_is_one_borrower() -> None:
    two = np.array([5, 5])
    ones = np.array([1, 1])
    rows = Rows(
        member=two, branch=ones, genre=ones, segment=np.array([1, 2]), part=np.array([3, 4]),
        area=ones, band=ones, loans=ones,
    )  # fmt: skip

    counted = lattice_counts.count(rows, {}, genres=1)

    totals = counted.borrowers[(counted.kind == 0) & (counted.age == ALL)]
    assert totals.max() == 1
