"""What is warned of before a campaign goes live, and when nothing is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.availability import (
    CODES,
    Concern,
    Files,
    Stock,
    concerns,
    has_queue,
    in_order,
    is_fresh,
    summary,
)

TODAY = date(2027, 3, 1)
START = date(2027, 3, 29)
FRESH = Files(TODAY - timedelta(days=2), TODAY - timedelta(days=2))
OLD = Files(TODAY - timedelta(days=3), TODAY - timedelta(days=3))


def codes(stock: Stock, files: Files = FRESH, *, days: int = 14) -> list[str]:
    found = concerns("Reis", stock, files, starts_on=START, supplier_days=days, today=TODAY)
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        (Stock(copies=3, here=[("Dorp", 3)]), []),
        (Stock(copies=3, here=[("Dorp", 0), ("Oost", 3)]), ["absent"]),
        (Stock(copies=0, here=[("Dorp", 0)]), ["nowhere", "order_by"]),
        (Stock(copies=2, reservations=1), []),
        (Stock(copies=2, reservations=2), ["queue"]),
        (Stock(copies=0, reservations=1), ["nowhere", "order_by", "queue"]),
        (Stock(is_to_buy=True), ["order_by"]),
        (Stock(is_to_buy=True, expected_on=START), []),
        (Stock(is_to_buy=True, expected_on=START + timedelta(days=1)), ["after_start"]),
        (Stock(copies=0, expected_on=START), []),
        (Stock(copies=0, here=[("Dorp", 0)], came_on=TODAY), ["awaited"]),
        (Stock(copies=0, expected_on=START, came_on=TODAY), []),
        (Stock(copies=2, here=[("Dorp", 2)], came_on=TODAY), []),
    ],
)
def test_a_title_warns_of_what_readers_would_find(stock: Stock, expected: list[str]) -> None:
    assert codes(stock) == expected


def test_files_older_than_two_days_warn_of_nothing() -> None:
    stock = Stock(copies=1, here=[("Dorp", 0)], reservations=9)

    assert codes(stock) == ["absent", "queue"]
    assert codes(stock, OLD) == []
    assert codes(stock, Files()) == []
    assert codes(Stock(is_to_buy=True), OLD) == ["order_by"]  # needs no file


@pytest.mark.parametrize(("days", "expected"), [(28, "order_by"), (29, "too_late")])
def test_what_is_still_to_buy_counts_with_the_days_of_the_supplier(
    days: int, expected: str
) -> None:
    assert codes(Stock(is_to_buy=True), days=days) == [expected]


def test_concerns_say_their_days_and_numbers() -> None:
    stock = Stock(is_to_buy=True)
    late = concerns("Reis", stock, FRESH, starts_on=START, supplier_days=40, today=TODAY)[0]
    queue = Concern("queue", "Reis", count=18, copies=1)

    assert late.text == (
        "Had besteld moeten zijn op 17 februari 2027; vandaag besteld is het er rond 10 april 2027."
    )
    assert queue.text == "18 reserveringen op 1 exemplaar: promoten maakt de wachtrij langer."
    assert [late.is_urgent, queue.is_urgent, Concern("order_by", "Reis").is_urgent] == [
        True,
        True,
        False,
    ]


def test_summary_counts_titles_and_puts_the_worst_first() -> None:
    found = [Concern("queue", "A"), Concern("queue", "B"), Concern("order_by", "C")]

    assert summary(found) == "1 nog te bestellen, 2 met een wachtrij"
    assert summary([]) == ""
    assert [each.about for each in in_order(found)] == ["C", "A", "B"]


@given(
    copies=st.integers(0, 5),
    reservations=st.integers(0, 9),
    expected=st.none() | st.dates(TODAY, START + timedelta(days=60)),
    stock=st.builds(Stock, is_to_buy=st.booleans()),
    age=st.none() | st.integers(0, 9),
    days=st.integers(1, 180),
    came=st.none() | st.just(TODAY),
)
def test_no_warning_lives_longer_than_its_file(
    copies: int,
    reservations: int,
    expected: date | None,
    stock: Stock,
    age: int | None,
    days: int,
    came: date | None,
) -> None:
    made_on = None if age is None else TODAY - timedelta(days=age)
    stock = Stock(copies, [("Dorp", copies)], reservations, expected, stock.is_to_buy, came)

    found = codes(stock, Files(made_on, made_on), days=days)

    assert set(found) <= set(CODES)
    assert len(found) == len(set(found))
    if not is_fresh(made_on, TODAY):
        assert not set(found) & {"nowhere", "awaited", "absent", "queue"}
    if "queue" in found:
        assert has_queue(reservations, copies)
