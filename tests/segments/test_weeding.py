"""What may become of a title on a weeding list, rule by rule."""

from typing import Any

import pytest

from segments.weeding import GO, KEEP, MOVE, PROMOTE, Listed, Verdict, Wish, judge

LIKED = (Wish("Rustige buiten", 141),)
HARDLY = (Wish("Drukke gezinnen", 119),)


def listed(**fields: Any) -> Listed:
    """One copy in a branch, another elsewhere, nobody who took either."""
    usual = {"copies": 1, "copies_here": 1, "copies_all": 2, "reservations": 0}
    return Listed(**{**usual, "loans_here": 0, "loans_elsewhere": 0, **fields})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, GO),
        ({"wishes": LIKED}, PROMOTE),
        ({"wishes": HARDLY}, GO),
        ({"wishes": LIKED, "years_old": 10}, PROMOTE),
        ({"wishes": LIKED, "years_old": 11}, GO),
        ({"wishes": LIKED, "years_old": 11, "copies_here": 3, "loans_here": 1}, PROMOTE),
        ({"loans_elsewhere": 1}, MOVE),
        ({"loans_elsewhere": 1, "copies_all": 4}, GO),
        ({"loans_elsewhere": 9, "wishes": LIKED}, MOVE),
        ({"loans_here": 1}, KEEP),
        ({"loans_here": 1, "copies": 2}, GO),
        ({"loans_here": 1, "loans_elsewhere": 9}, KEEP),
        ({"reservations": 1, "years_old": 40}, KEEP),
    ],
)
def test_the_first_rule_that_holds_says_it(fields: dict[str, Any], code: str) -> None:
    assert judge(listed(**fields)).code == code


def test_only_what_segments_want_more_of_is_a_wish() -> None:
    found = judge(listed(wishes=(*LIKED, *HARDLY)))

    assert found == Verdict(PROMOTE, LIKED)


@pytest.mark.parametrize(("copies_all", "is_last"), [(0, False), (1, True), (2, False), (3, False)])
def test_the_last_copy_is_said(copies_all: int, is_last: bool) -> None:  # noqa: FBT001
    assert judge(listed(copies_all=copies_all)).is_last == is_last
