"""What plays when: days, times of a day, midnight, the clock changes, and opening hours."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import programme
from campaigns.programme import ZONE, Piece

MONDAY = date(2027, 3, 15)
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)  # the clock changes in these nights
HOURS = [["10:00", "17:30"]] * 5 + [["10:00", "16:00"], []]


def piece(key: str = "a", **fields: Any) -> Piece:
    return Piece(**{"key": key, "source": "message", "first_on": MONDAY} | fields)  # type: ignore[arg-type]


def wall(day: date, clock: str = "00:00") -> datetime:
    return programme.at(day, time.fromisoformat(clock))


def spans(found: list[programme.Spell]) -> list[tuple[str, str]]:
    return [(f"{begins:%d %H:%M}", f"{ends:%d %H:%M}") for begins, ends in found]


def test_whole_days_are_one_spell_until_the_midnight_after_the_last() -> None:
    found = programme.spells(piece(last_on=date(2027, 3, 17)), wall(MONDAY), wall(FORWARD))

    assert spans(found) == [("15 00:00", "18 00:00")]


def test_daily_times_give_a_spell_a_day() -> None:
    daily = piece(last_on=date(2027, 3, 16), from_time=time(10), until_time=time(17))

    found = programme.spells(daily, wall(MONDAY), wall(FORWARD))

    assert spans(found) == [("15 10:00", "15 17:00"), ("16 10:00", "16 17:00")]


def test_times_past_midnight_belong_to_the_day_they_begin_on() -> None:
    night = piece(last_on=MONDAY, from_time=time(22), until_time=time(2))

    assert not programme.is_valid(night, wall(MONDAY, "01:00"))
    assert programme.is_valid(night, wall(MONDAY, "23:00"))
    assert programme.is_valid(night, wall(MONDAY + programme.DAY, "01:59"))
    assert not programme.is_valid(night, wall(MONDAY + programme.DAY, "02:00"))


def test_a_campaign_ends_at_its_midnight_whatever_runs_past_it() -> None:
    night = piece(from_time=time(22), until_time=time(2), within=(MONDAY, MONDAY))

    found = programme.spells(night, wall(MONDAY), wall(FORWARD))

    assert spans(found) == [("15 22:00", "16 00:00")]


def test_the_same_time_twice_is_a_whole_day_from_there() -> None:
    around = piece(last_on=MONDAY, from_time=time(9), until_time=time(9))

    assert spans(programme.spells(around, wall(MONDAY), wall(FORWARD))) == [
        ("15 09:00", "16 09:00")
    ]


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25), (MONDAY, 24)])
def test_a_day_has_the_hours_it_has(day: date, hours: int) -> None:
    whole = piece(first_on=day, last_on=day)

    [(begins, ends)] = programme.spells(
        whole, wall(day - programme.DAY), wall(day + 5 * programme.DAY)
    )

    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


def test_a_time_in_the_lost_hour_begins_an_hour_later_on_the_wall() -> None:
    lost = piece(first_on=FORWARD, last_on=FORWARD, from_time=time(2, 30), until_time=time(6))

    [(begins, ends)] = programme.spells(lost, wall(FORWARD), wall(BACK))

    assert (f"{begins:%H:%M}", f"{ends:%H:%M}") == ("03:30", "06:00")
    assert programme.is_valid(lost, wall(FORWARD, "05:59"))


def test_in_the_night_of_the_double_hour_the_campaign_of_sunday_begins_once() -> None:
    sunday = piece(first_on=BACK, last_on=BACK, within=(BACK, BACK))
    moments = [wall(BACK) + timedelta(minutes=10 * step) for step in range(-30, 200)]
    moments = [each.astimezone(UTC) for each in moments]

    valid = [programme.is_valid(sunday, each) for each in moments]

    changes = [at for at in range(1, len(valid)) if valid[at] != valid[at - 1]]
    assert len(changes) <= 2
    assert valid == [each.astimezone(ZONE).date() == BACK for each in moments]


def test_one_in_front_is_first_and_the_newest_of_two() -> None:
    found = programme.playing(
        [
            piece("a"),
            piece("b", is_first=True, made_at=1.0),
            piece("c", is_first=True, made_at=2.0),
        ],
        wall(MONDAY, "12:00"),
    )

    assert [each.key for each in found] == ["c", "a", "b"]


def test_turns_are_equal_and_what_is_in_front_comes_back_after_every_other() -> None:
    assert programme.turns(3, has_front=False) == [0, 1, 2]
    assert programme.turns(4, has_front=True) == [0, 1, 0, 2, 0, 3]
    assert programme.turns(1, has_front=True) == [0]
    assert programme.turns(0, has_front=False) == []


def test_opening_hours_leave_out_days_that_are_closed() -> None:
    shut = [(date(2027, 3, 16), date(2027, 3, 17))]

    found = programme.opening(HOURS, shut, wall(MONDAY), wall(date(2027, 3, 22)))

    assert found is not None
    assert spans(found) == [
        ("15 10:00", "15 17:30"),
        ("18 10:00", "18 17:30"),
        ("19 10:00", "19 17:30"),
        ("20 10:00", "20 16:00"),
    ]


def test_without_opening_hours_a_screen_is_always_on() -> None:
    assert programme.opening([], [], wall(MONDAY), wall(FORWARD)) is None
    assert programme.is_within(None, wall(MONDAY))
    assert not programme.is_within([], wall(MONDAY))


@pytest.mark.parametrize(
    ("fields", "moment", "code"),
    [
        ({}, wall(MONDAY, "12:00"), programme.PLAYS),
        ({"first_on": FORWARD}, wall(MONDAY), programme.LATER),
        ({"within": (FORWARD, FORWARD)}, wall(MONDAY), programme.LATER),
        ({"last_on": MONDAY}, wall(FORWARD), programme.OVER),
        ({"within": (MONDAY, MONDAY)}, wall(FORWARD), programme.OVER),
        ({"from_time": time(10), "until_time": time(11)}, wall(MONDAY, "12:00"), programme.NOT_NOW),
    ],
)
def test_every_slide_has_its_reason(fields: dict[str, Any], moment: datetime, code: str) -> None:
    assert programme.standing(piece(**fields), moment) == code


def test_what_is_valid_while_the_branch_is_closed_says_so() -> None:
    assert programme.standing(piece(), wall(MONDAY), is_open=False) == programme.CLOSED


# Around both changes of the clock, in whole minutes.
days = st.dates(date(2027, 3, 20), date(2027, 4, 5)) | st.dates(
    date(2027, 10, 25), date(2027, 11, 5)
)
clocks = st.times(max_value=time(23, 59)).map(lambda each: each.replace(second=0, microsecond=0))
pairs = st.none() | st.tuples(clocks, clocks)


@st.composite
def made(draw: st.DrawFn) -> Piece:
    first = draw(days)
    last = draw(st.none() | st.integers(0, 10).map(lambda more: first + timedelta(days=more)))
    within = draw(st.none() | st.tuples(st.integers(-3, 3), st.integers(0, 6)))
    times = draw(pairs)
    begins = first + timedelta(days=within[0]) if within else first
    return piece(
        draw(st.text("abcdef", min_size=1, max_size=4)),
        first_on=first,
        last_on=last,
        from_time=times[0] if times else None,
        until_time=times[1] if times else None,
        within=(begins, begins + timedelta(days=within[1])) if within else None,
        is_first=draw(st.booleans()),
        made_at=float(draw(st.integers(0, 3))),
    )


moments = st.builds(
    lambda day, minute: wall(day) + timedelta(minutes=minute), days, st.integers(0, 1439)
).map(lambda each: each.astimezone(UTC))


def slow_is_valid(one: Piece, moment: datetime) -> bool:
    """The rule by the clock on the wall, day by day; right but in the lost and the double hour."""
    here = moment.astimezone(ZONE)
    if one.within and not one.within[0] <= here.date() <= one.within[1]:
        return False
    for day in (here.date(), here.date() - timedelta(days=1)):
        if day < one.first_on or (one.last_on and day > one.last_on):
            continue
        if one.from_time is None or one.until_time is None:
            if day == here.date():
                return True
            continue
        begins = datetime.combine(day, one.from_time)
        ends = datetime.combine(day, one.until_time)
        if ends <= begins:
            ends += timedelta(days=1)
        if begins <= here.replace(tzinfo=None) < ends:
            return True
    return False


@given(one=made(), moment=moments)
def test_spells_agree_with_the_clock_on_the_wall(one: Piece, moment: datetime) -> None:
    here = moment.astimezone(ZONE)
    if here.date() in (FORWARD, BACK) and 1 <= here.hour <= 3:
        return  # what the wall says in these hours is no moment, or two

    assert programme.is_valid(one, moment) == slow_is_valid(one, moment)


@given(one=made(), first=moments, hours=st.integers(1, 400))
def test_spells_are_in_order_apart_and_within_what_was_asked(
    one: Piece, first: datetime, hours: int
) -> None:
    last = first + timedelta(hours=hours)

    found = [(a.timestamp(), b.timestamp()) for a, b in programme.spells(one, first, last)]

    assert all(begins < ends for begins, ends in found)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))
    assert all(first.timestamp() <= a and b <= last.timestamp() for a, b in found)


@given(one=made(), first=moments, hours=st.integers(1, 400), part=st.floats(0, 0.999))
def test_a_moment_is_in_the_spells_exactly_when_the_slide_is_valid(
    one: Piece, first: datetime, hours: int, part: float
) -> None:
    last = first + timedelta(hours=hours)
    moment = first + (last - first) * part

    found = programme.spells(one, first, last)

    assert programme.is_within(found, moment) == programme.is_valid(one, moment)


@given(several=st.lists(made(), max_size=8), moment=moments)
def test_everything_valid_plays_once_and_at_most_one_is_in_front(
    several: list[Piece], moment: datetime
) -> None:
    found = programme.playing(several, moment)
    front = programme.in_front(found)
    order = programme.turns(len(found), has_front=front is not None)

    valid = [each for each in several if programme.is_valid(each, moment)]
    assert sorted(map(id, found)) == sorted(map(id, valid))
    assert (front is not None) == any(each.is_first for each in valid)
    assert front is None or (
        found[0] is front and front.made_at == max(each.made_at for each in valid if each.is_first)
    )
    # Equal turns: each of the others once in a round.
    others = [place for place in order if place or front is None]
    assert sorted(others) == list(range(1 if front else 0, len(found)))
