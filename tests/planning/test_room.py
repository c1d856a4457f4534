"""Hours and euros: what is needed against what there is, with a slow twin."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planning import room
from planning.clashes.facts import Available, Days
from planning.entries import Entry
from planning.room import Room, Wish

YEAR = 2027
QUARTERS = {
    1: Days(date(YEAR, 1, 1), date(YEAR, 3, 31)),
    2: Days(date(YEAR, 4, 1), date(YEAR, 6, 30)),
    3: Days(date(YEAR, 7, 1), date(YEAR, 9, 30)),
    4: Days(date(YEAR, 10, 1), date(YEAR, 12, 31)),
}


def entry(number: int, start: int, days: int, hours: int, euros: int, status: str) -> Entry:
    first = date(2026, 11, 1) + timedelta(days=start)
    return Entry(
        id=number,
        kind="campaign",
        title=str(number),
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        created_on=date(2026, 1, 1),
        status=status,
        hours={"marketing": hours} if hours else {},
        euros=Decimal(euros),
    )


entries = st.lists(
    st.tuples(
        st.integers(0, 450),
        st.integers(1, 120),
        st.integers(0, 60),
        st.integers(0, 900),
        st.sampled_from(["agreed", "proposed", "dropped"]),
    ),
    max_size=8,
).map(lambda rows: [entry(number, *row) for number, row in enumerate(rows)])
wishes = st.lists(
    st.builds(
        Wish,
        id=st.integers(1, 99),
        quarter=st.sampled_from([None, 1, 2, 3, 4]),
        hours=st.fixed_dictionaries({"marketing": st.integers(0, 40)}),
        euros=st.integers(0, 500).map(Decimal),
    ),
    max_size=6,
)


@given(entries, wishes, st.sampled_from([1, 2, 3, 4]))
def test_hours_needed_are_those_of_a_slow_twin(
    items: list[Entry], wanted: list[Wish], quarter: int
) -> None:
    days = QUARTERS[quarter]

    found = room.hours_room("marketing", wanted, items, [], days, quarter)

    slow = 0.0
    for item in items:
        day = item.starts_on
        while day <= item.ends_on:
            if item.status != "dropped" and days.first <= day <= days.last:
                slow += item.hours.get("marketing", 0) / item.days
            day += timedelta(days=1)
    for wish in wanted:
        slow += wish.hours["marketing"] * {quarter: 1, None: 0.25}.get(wish.quarter, 0)
    assert slow - 1e-6 <= found.needed < slow + 1 + 1e-6


@given(entries, wishes)
def test_euros_of_the_quarters_are_those_of_the_year(
    items: list[Entry], wanted: list[Wish]
) -> None:
    budgets = {each: Decimal(1000) for each in QUARTERS}
    whole = Days(QUARTERS[1].first, QUARTERS[4].last)

    year = room.euros_room(wanted, items, budgets, whole, None)
    parts = [room.euros_room(wanted, items, budgets, days, each) for each, days in QUARTERS.items()]

    assert year.available == 4000
    assert abs(sum(part.needed for part in parts) - year.needed) <= 2  # each is rounded


def test_nothing_said_is_not_nothing_available() -> None:
    capacities = [Available(YEAR, 1, "marketing", 80)]
    wanted = [Wish(1, 1, {"marketing": 112})]

    known = room.hours_room("marketing", wanted, [], capacities, QUARTERS[1], 1)
    unknown = room.hours_room("marketing", wanted, [], capacities, QUARTERS[2], 2)

    assert (known, known.over, known.left) == (Room(112, 80), 32, 0)
    assert (unknown, unknown.over, unknown.left) == (Room(0, None), 0, 0)
