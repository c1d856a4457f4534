"""For whom a part is meant beside who borrows: sums of what may be told, and never more."""

import pytest

from planning.models import TargetGroup
from segments import meaning
from segments.queries import parts
from segments.suppression import NONE, SUPPRESSED, Cell, State


def shown(loans: int) -> Cell:
    return Cell(State.SHOWN, loans, loans)


def test_what_is_borrowed_is_the_sum_of_what_may_be_told() -> None:
    found = meaning.borrowed(
        "segment",
        [
            (1, "S1", "Starters", [shown(30), SUPPRESSED]),
            (2, "S2", "Buiten", [shown(60), shown(10)]),
            (3, "S3", "Nieuw", [NONE, NONE]),
            (0, "onbekend", "onbekend", [shown(40), NONE]),
        ],
        [shown(150), shown(20)],
        meant={1},
    )

    assert [(row.name, row.loans, row.share, row.hidden) for row in found.rows] == [
        ("Buiten", 70, 53.8, 0),
        ("Starters", 30, 23.1, 1),
        ("Nieuw", 0, 0.0, 0),
    ]
    assert (found.known, found.base, found.total) == (100, 130, 170)
    assert (found.unknown, found.hidden) == (70, 1)
    assert found.meant_share == 23.1


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ([shown(20)], 60, (True, 20.0)),
        ([SUPPRESSED], 60, (True, None)),  # at most 40 are theirs
        ([SUPPRESSED], 50, (False, None)),  # 50 are hidden, and all may be theirs
        ([NONE], 60, (True, 0.0)),
        ([shown(60)], 40, (False, 60.0)),
        ([shown(5), SUPPRESSED], 60, (True, 5.0)),
    ],
)
def test_what_is_hidden_is_never_told_as_nothing(
    own: list[Cell], others: int, expected: tuple[bool, float | None]
) -> None:
    lines = [(1, "S1", "A", own), (2, "S2", "B", [shown(others)])]

    found = meaning.borrowed("segment", lines, [shown(100)], meant={1})

    assert (found.is_elsewhere, found.meant_share) == expected


def test_where_most_is_hidden_no_share_is_told() -> None:
    lines = [(1, "S1", "A", [shown(60)]), (2, "S2", "B", [SUPPRESSED])]

    found = meaning.borrowed("segment", lines, [shown(200)], meant={1})

    assert (found.known, found.base, found.top, found.meant_share) == (60, 200, None, None)


def test_too_little_gives_no_shares() -> None:
    few = meaning.borrowed("segment", [(1, "S1", "A", [shown(45)])], [SUPPRESSED], meant={1})

    assert (few.top, few.meant_share, few.total, few.unknown) == (None, None, None, None)
    assert few.rows[0].share is None


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        ((None, None), set()),
        ((4, 12), {1, 2}),
        ((60, None), {7, 8}),
        ((None, 3), {1}),
        ((17, 18), {3, 4}),
        ((12, 16), {3}),
        ((10, 13), {2}),
        ((25, 45), {4, 5}),
        ((13, 13), {3}),
        ((79, 80), {8}),
        ((110, None), {8}),
    ],
)
def test_ages_of_a_group_are_the_bands_that_it_is_of(
    ages: tuple[int | None, int | None], bands: set[int]
) -> None:
    group = TargetGroup(from_age=ages[0], to_age=ages[1])

    assert parts.bands_of(group) == bands
    assert parts.readers_of(group) == ("youth" if bands and max(bands) < 4 else "adults")
