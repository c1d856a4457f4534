"""The rules of the signals on generated plans: against plain twins, and fast enough for a page."""

import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from planning import clashes
from planning.clashes import Available, Days, Focus, National
from planning.clashes.pairs import is_family
from planning.entries import Entry, Joined
from tests.make_entries import FIRST, LAST, LONG_AGO, TODAY, USUAL, aimed, day, placed, plan


@pytest.fixture(autouse=True, scope="module")
def _in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


MOMENTS = st.tuples(st.sampled_from([None, time(9), time(12)]), st.booleans())
SHAPES = st.tuples(
    st.integers(-60, 380),  # first day of the year
    st.integers(0, 30),  # days after it
    st.sampled_from(["campaign", "activity", "moment", "consultation"]),
    st.sampled_from(["agreed", "proposed", "dropped"]),
    MOMENTS,
    st.tuples(st.integers(-1, 60), st.integers(-1, 60)),  # days before; -1 is not on board
    st.sampled_from([None, 1, 2]),  # target group
    st.frozensets(st.integers(1, 3)),
    st.sampled_from([None, 1, 2]),  # display
    st.sampled_from([{}, {"marketing": 30}, {"collection": 8}]),
    st.tuples(st.integers(0, 9), st.sampled_from([None, None, 1])),  # parent, series
)


def made(shapes: list[Any]) -> list[Entry]:
    return [_entry(number, shape) for number, shape in enumerate(shapes, start=1)]


def _entry(number: int, shape: Any) -> Entry:
    first, more, kind, status, (moment, has_end), before, group, channels, display, hours, tie = (
        shape
    )
    starts_on = FIRST + timedelta(days=first)
    parent = tie[0] if 0 < tie[0] < number else None
    return Entry(
        id=number,
        kind=kind,
        title=f"Item {number}",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=more),
        created_on=LONG_AGO,
        start_time=moment,
        end_time=time(moment.hour + 3) if moment and has_end else None,
        status=status,
        joined=tuple(
            Joined(discipline, starts_on - timedelta(days=days))
            for discipline, days in zip(("collection", "marketing"), before, strict=True)
            if days >= 0
        ),
        target_group_id=group,
        channel_ids=channels,
        display_id=display,
        hours=hours,
        parent_id=parent,
        series_id=tie[1],
    )


PLANS = st.lists(SHAPES, max_size=10).map(made)
SUMMER = Days(day(7, 10), day(8, 22))
AROUND: dict[str, Any] = {
    "nationals": [National(1, "Boekenweek", day(3, 10), day(3, 21))],
    "capacities": [Available(2027, each, "marketing", 40) for each in (1, 2, 3, 4)],
    "focus": [Focus(1, "Drukke gezinnen")],
    "summers": [SUMMER],
}


@settings(max_examples=60, deadline=None)
@given(PLANS, st.randoms())
def test_the_order_of_the_items_changes_nothing(entries: list[Entry], random: Any) -> None:
    shuffled = random.sample(entries, len(entries))

    assert clashes.signals(plan(*shuffled, **AROUND), USUAL, TODAY) == clashes.signals(
        plan(*entries, **AROUND), USUAL, TODAY
    )


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_an_item_far_away_changes_nothing(entries: list[Entry]) -> None:
    far = placed("Ver", date(2030, 5, 1), date(2030, 6, 1), target_group_id=1)

    assert clashes.signals(plan(*entries, far, **AROUND), USUAL, TODAY) == clashes.signals(
        plan(*entries, **AROUND), USUAL, TODAY
    )


@settings(max_examples=60, deadline=None)
@given(PLANS, st.integers(0, 120))
def test_keys_stay_while_days_go_by(entries: list[Entry], later: int) -> None:
    now = {each.key: each for each in clashes.signals(plan(*entries, **AROUND), USUAL, TODAY)}
    then = clashes.signals(plan(*entries, **AROUND), USUAL, TODAY + timedelta(days=later))

    moved_on = [each for each in then if each.key not in now]
    assert all(each.code in {"late", "one_sided", "undecided_national"} for each in moved_on)
    same = [each for each in then if each.key in now]
    assert all(now[each.key].item_ids == each.item_ids for each in same)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_space_agrees_with_comparing_every_two(entries: list[Entry]) -> None:
    found = {each.item_ids for each in clashes.clash_space(entries)}

    assert found == {
        (one.id, other.id)
        for one, other in combinations(entries, 2)
        if one.display_id
        and one.display_id == other.display_id
        and not is_family(one, other)
        and half_hours(one) & half_hours(other)
    }


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_audience_agrees_with_comparing_every_two(entries: list[Entry]) -> None:
    found = {each.item_ids for each in clashes.clash_audience(entries, USUAL)}

    assert found == {
        (one.id, other.id)
        for one, other in combinations(entries, 2)
        if one.target_group_id
        and one.target_group_id == other.target_group_id
        and one.channel_ids & other.channel_ids
        and not is_family(one, other)
        and len(days_of(one) & days_of(other)) >= USUAL.clash_days
    }


@settings(max_examples=60, deadline=None)
@given(PLANS, st.integers(1, 12))
def test_gaps_agree_with_counting_every_day(entries: list[Entry], weeks: int) -> None:
    facts = plan(*entries, **AROUND)
    found = clashes.gap_joint(entries, facts, replace(USUAL, gap_weeks=weeks))

    assert [(each.starts_on, each.ends_on) for each in found] == slow_gaps(entries, weeks)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_hours_agree_with_counting_every_day(entries: list[Entry]) -> None:
    estimated = {each.id for each in entries if each.hours.get("marketing")}
    spring = {day(4, 1) + timedelta(days=at) for at in range(91)}
    wanted = sum(
        each.hours["marketing"] * len(days_of(each) & spring) / each.days
        for each in entries
        if each.id in estimated and each.parent_id not in estimated
    )

    found = clashes.clash_capacity(entries, [Available(2027, 2, "marketing", 0)])

    hours = [int(each.key.split(":")[3]) for each in found if "2027-2" in each.key]
    assert abs(sum(hours) - wanted) <= 0.6


def days_of(each: Entry) -> set[date]:
    return {each.starts_on + timedelta(days=at) for at in range(each.days)}


def half_hours(each: Entry) -> set[tuple[date, int]]:
    taken = set()
    for on in days_of(each):
        first, last = 0, 48
        if on == each.starts_on and each.start_time:
            first = each.start_time.hour * 2
        if on == each.ends_on and each.end_time:
            last = each.end_time.hour * 2
        taken |= {(on, at) for at in range(first, last)}
    return taken


def slow_gaps(entries: list[Entry], weeks: int) -> list[tuple[date, date]]:
    """Walk the days; the run in front begins after the last joint day before the year."""
    if not any(each.overlaps(FIRST, LAST) for each in entries):
        return []
    joint = {
        on
        for each in entries
        if each.is_joint and each.kind != "consultation" and each.status != "dropped"
        for on in days_of(each)
    }
    before = [on for on in joint if on < FIRST]
    on = max(before) + timedelta(days=1) if before else FIRST
    runs: list[list[date]] = [[]]
    while on <= LAST:
        if on in joint:
            runs.append([])
        else:
            runs[-1].append(on)
        on += timedelta(days=1)
    return [
        (run[0], run[-1])
        for run in runs
        if run
        and run[-1] >= FIRST
        and sum(0.5 if SUMMER.first <= each <= SUMMER.last else 1 for each in run) >= 7 * weeks
    ]


def test_what_is_over_and_what_was_dropped_gives_no_signal() -> None:
    over = [placed("Oud", day(2, 1), day(2, 9)), placed("Ouder", day(2, 1), day(2, 9))]
    dropped = [
        placed("Nee", day(6, 1), day(6, 9), status="dropped"),
        placed("Ja", day(6, 1), day(6, 9)),
    ]

    found = clashes.signals(plan(*over, *dropped), USUAL, TODAY)

    assert [each for each in found if each.code.startswith("clash")] == []


def test_a_key_fits_its_column() -> None:
    many = frozenset(range(100_000, 100_060))
    one = aimed("Zomer", day(4, 1), day(4, 20), channel_ids=many)
    other = aimed("Lente", day(4, 1), day(4, 20), channel_ids=many)

    (found,) = clashes.clash_audience([one, other], USUAL)

    assert len(found.key) <= clashes.facts.LONGEST_KEY


def test_keys_are_new_when_the_facts_are() -> None:
    one, other = placed("A", day(5, 1), day(5, 9)), placed("B", day(5, 3), day(5, 20))
    later = replace(other, starts_on=day(5, 4))
    renamed = replace(other, title="C")

    (before,) = clashes.clash_space([one, other])
    (moved,) = clashes.clash_space([one, later])
    (same,) = clashes.clash_space([one, renamed])

    assert before.key != moved.key
    assert before.key == same.key


def test_a_full_year_is_looked_at_in_a_moment() -> None:
    entries = [
        placed(
            f"Item {at}",
            FIRST + timedelta(days=2 * at),
            FIRST + timedelta(days=2 * at + 10),
            display_id=at % 12,
            target_group_id=at % 5,
            channel_ids=frozenset({at % 4}),
            hours={"marketing": 4, "collection": 3},
            sides="CM" if at % 9 == 0 else "C",
        )
        for at in range(160)
    ]
    facts = plan(*entries, **AROUND)
    clashes.signals(facts, USUAL, TODAY)

    spent = []
    for _ in range(5):
        began = clock.perf_counter()
        clashes.signals(facts, USUAL, TODAY)
        spent.append(clock.perf_counter() - began)

    assert min(spent) < 0.02
