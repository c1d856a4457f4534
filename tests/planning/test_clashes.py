"""The rules of the signals: by example, against plain twins, and fast enough for a page."""

import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations, count
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from planning import clashes
from planning.clashes import Available, Days, Facts, Focus, National, Thresholds
from planning.clashes.pairs import is_family
from planning.entries import Entry, Joined

serial = count(1)
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
TODAY = date(2027, 3, 15)
USUAL = Thresholds()
LONG_AGO = date(2026, 1, 5)
DAY = date(2027, 5, 3)


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def day(month: int, number: int) -> date:
    return date(2027, month, number)


def entry(
    title: str = "Reisboeken",
    first: date = DAY,
    last: date | None = None,
    *,
    sides: str = "CM",
    joined_on: date = LONG_AGO,
    **fields: Any,
) -> Entry:
    names = {"C": "collection", "M": "marketing", "P": "programming"}
    values = {
        "id": next(serial),
        "kind": "campaign",
        "title": title,
        "starts_on": first,
        "ends_on": last or first,
        "created_on": LONG_AGO,
        "joined": tuple(Joined(names[side], joined_on) for side in sides),
        **fields,
    }
    return Entry(**values)


def plan(*entries: Entry, **fields: Any) -> Facts:
    return Facts(first=FIRST, last=LAST, entries=entries, **fields)


def aimed(title: str, first: date, last: date, **fields: Any) -> Entry:
    values = {
        "target_group_id": 7,
        "target_group": "Drukke gezinnen",
        "channel_ids": frozenset({1, 2}),
        "channels": ("nieuwsbrief", "Instagram"),
        **fields,
    }
    return entry(title, first, last, **values)


def placed(title: str, first: date, last: date, **fields: Any) -> Entry:
    values = {"display_id": 4, "display": "Tafel hal, Centrum", **fields}
    return entry(title, first, last, **values)


# Clashes


def test_two_for_one_group_through_one_channel_clash() -> None:
    one = aimed("Zomer", day(4, 1), day(4, 20))
    other = aimed("Lente", day(4, 18), day(5, 2), channel_ids=frozenset({2}))

    found = clashes.clash_audience([one, other], USUAL)

    text = (
        "‘Zomer’ en ‘Lente’ zijn allebei voor Drukke gezinnen via Instagram,"
        " van 18 tot en met 20 april"
    )
    other = replace(other, channels=("Instagram",))
    found = clashes.clash_audience([one, other], USUAL)
    assert [each.text for each in found] == [text]
    assert found[0].item_ids == (one.id, other.id)
    assert (found[0].starts_on, found[0].ends_on) == (day(4, 18), day(4, 20))


@pytest.mark.parametrize(
    "changes",
    [
        {"target_group_id": 8},
        {"channel_ids": frozenset({9})},
        {"starts_on": day(4, 19)},  # two days in common, three make a clash
    ],
)
def test_other_readers_another_channel_or_a_few_days_do_not_clash(changes: dict[str, Any]) -> None:
    one = aimed("Zomer", day(4, 1), day(4, 20))
    other = replace(aimed("Lente", day(4, 18), day(5, 2)), **changes)

    assert clashes.clash_audience([one, other], USUAL) == []


def test_a_table_booked_twice_clashes_and_says_when() -> None:
    one = placed("Boekenweek", day(4, 26), day(5, 9))
    other = placed("Reisboeken", day(5, 3), day(5, 20))

    (found,) = clashes.clash_space([one, other])

    assert found.text == (
        "Tafel hal Centrum is dubbel geboekt van 3 tot en met 9 mei: ‘Boekenweek’ en ‘Reisboeken’"
    )


def test_a_table_that_is_free_from_the_next_day_does_not_clash() -> None:
    one = placed("Boekenweek", day(4, 26), day(5, 9))
    other = placed("Reisboeken", day(5, 10), day(5, 20))

    assert clashes.clash_space([one, other]) == []


def test_two_hours_of_one_day_share_a_screen() -> None:
    morning = placed("Ontbijt", day(5, 3), day(5, 3), start_time=time(9), end_time=time(11))
    afternoon = placed("Lezing", day(5, 3), day(5, 3), start_time=time(11), end_time=time(12))
    noon = placed("Lunch", day(5, 3), day(5, 3), start_time=time(10), end_time=time(13))

    assert clashes.clash_space([morning, afternoon]) == []
    assert len(clashes.clash_space([morning, afternoon, noon])) == 2


def test_a_part_and_its_campaign_or_two_of_a_series_do_not_clash() -> None:
    campaign = placed("Zomer", day(7, 1), day(8, 1))
    part = placed("Tafel van zomer", day(7, 1), day(8, 1), parent_id=campaign.id)
    other_part = placed("Zomerposter", day(7, 1), day(8, 1), parent_id=campaign.id)
    weekly = [placed("Wissel", day(3, 1), day(3, 9), series_id=3) for _ in range(2)]

    assert clashes.clash_space([campaign, part, other_part, *weekly]) == []


def test_hours_over_the_quarter_are_said_for_the_discipline() -> None:
    spring = entry("Lente", day(4, 1), day(4, 30), hours={"marketing": 60})
    half_in_it = entry("Zomer", day(6, 21), day(7, 10), hours={"marketing": 80})
    room = Available(2027, 2, "marketing", 80)

    (found,) = clashes.clash_capacity([spring, half_in_it], [room])

    assert found.text == "Marketing: 100 van 80 uur in het tweede kwartaal"
    assert found.item_ids == (spring.id, half_in_it.id)


def test_a_part_counts_in_its_campaign() -> None:
    campaign = entry("Lente", day(4, 1), day(4, 30), hours={"marketing": 60})
    task = entry("Tekst", day(4, 1), day(4, 2), hours={"marketing": 30}, parent_id=campaign.id)

    assert clashes.clash_capacity([campaign, task], [Available(2027, 2, "marketing", 80)]) == []


def test_the_busiest_week_is_said_when_the_quarter_fits() -> None:
    week = entry("Kinderboekenweek", day(11, 1), day(11, 7), hours={"marketing": 45})
    room = Available(2027, 4, "marketing", 390)

    (found,) = clashes.clash_capacity([week], [replace(room, hours=380)])

    assert found.text == "Marketing: 45 van 29 uur in week 44"
    assert clashes.clash_capacity([week], [room]) == []  # half as full again as the mean week


# Gaps


def test_weeks_without_a_joint_moment_are_a_gap() -> None:
    entries = [entry(first=day(each, 16)) for each in (1, 2, 3, 4)]
    entries += [entry(first=day(5, 16)), entry(first=day(7, 19)), entry(first=day(9, 1))]
    entries += [entry(first=day(each, 1)) for each in (10, 11, 12)]

    found = clashes.gap_joint(entries, plan(*entries), USUAL)

    wanted = ["9 weken zonder gezamenlijk moment, van 17 mei tot en met 18 juli"]
    wanted += ["6 weken zonder gezamenlijk moment, van 20 juli tot en met 31 augustus"]
    assert [each.text for each in found] == wanted


def test_the_summer_counts_half() -> None:
    entries = [entry(first=day(7, 3)), entry(first=day(8, 30))]
    facts = plan(*entries, summers=[Days(day(7, 10), day(8, 22))])

    in_summer = clashes.gap_joint(entries, facts, USUAL)

    assert [(each.starts_on, each.ends_on) for each in in_summer] == [
        (FIRST, day(7, 2)),
        (day(8, 31), LAST),
    ]


@pytest.mark.parametrize("kind", ["consultation", "task", "training"])
def test_a_meeting_or_a_task_fills_no_gap(kind: str) -> None:
    entries = [entry(first=day(3, 1)), entry(first=day(4, 1), kind=kind), entry(first=day(5, 1))]

    found = clashes.gap_joint(entries, plan(*entries), USUAL)

    assert (day(3, 2), day(4, 30)) in [(each.starts_on, each.ends_on) for each in found]


def test_an_empty_plan_has_no_gap() -> None:
    last_year = entry(first=date(2026, 11, 1))

    assert clashes.gap_joint([last_year], plan(last_year), USUAL) == []


def test_a_gap_goes_back_into_the_year_before() -> None:
    entries = [entry(first=date(2026, 12, 1)), entry(first=day(1, 20))]

    found = clashes.gap_joint(entries, plan(*entries), USUAL)

    assert found[0].text.endswith("van 2 december 2026 tot en met 19 januari 2027")


def test_a_focus_group_without_a_campaign_in_a_quarter_is_named() -> None:
    campaign = entry(first=day(3, 20), last=day(4, 10), target_group_id=7)
    facts = plan(campaign, focus=[Focus(7, "Drukke gezinnen")])

    found = clashes.gap_focus([campaign], facts, USUAL)

    assert [each.text for each in found] == [
        "Drukke gezinnen heeft geen campagne in het derde kwartaal",
        "Drukke gezinnen heeft geen campagne in het vierde kwartaal",
    ]


# On board


def test_late_looks_forward() -> None:
    alone = entry("Reisboeken", TODAY + timedelta(weeks=5), sides="C")
    far = entry("Zomer", TODAY + timedelta(weeks=7), sides="C")

    (found,) = clashes.late([alone, far], USUAL, TODAY)

    assert found.text == "Nog geen marketing aan boord bij ‘Reisboeken’, start over 5 weken"
    assert found.act_by == alone.starts_on - timedelta(days=21)


def test_who_was_fetched_just_before_the_start_came_late() -> None:
    start = day(4, 20)
    joined = (Joined("collection", LONG_AGO), Joined("marketing", start - timedelta(days=20)))
    found = clashes.late([entry("Zomer", start, joined=joined)], USUAL, TODAY)
    assert [each.text for each in found] == [
        "Bij ‘Zomer’ kwam het andere vak pas kort voor de start aan boord"
    ]

    in_time = (Joined("collection", LONG_AGO), Joined("marketing", start - timedelta(days=21)))
    together = entry(first=start, joined_on=start - timedelta(days=2))
    assert clashes.late([entry(first=start, joined=in_time), together], USUAL, TODAY) == []


def test_a_campaign_without_channel_or_collection_is_one_sided() -> None:
    soon = TODAY + timedelta(days=10)
    silent = entry("Warme winter", soon)
    empty = entry("Ledenwerving", soon, sides="M")
    told = entry("Zomer", soon, channel_ids=frozenset({1}))
    parent = entry("Lente", soon)
    post = entry("Bericht", soon, kind="post", parent_id=parent.id, channel_ids=frozenset({1}))

    found = clashes.one_sided([silent, empty, told, parent, post], USUAL, TODAY)

    assert [each.text for each in found] == [
        "‘Warme winter’ heeft collectie maar nog geen kanaal, start over 10 dagen",
        "‘Ledenwerving’ heeft marketing maar nog geen collectie aan boord, start over 10 dagen",
    ]


def test_an_item_that_waits_for_marketing_says_so_once() -> None:
    alone = entry(first=TODAY + timedelta(days=10), sides="C")

    found = clashes.signals(plan(alone), USUAL, TODAY)

    assert [each.code for each in found if alone.id in each.item_ids] == ["late"]


def test_a_national_campaign_nearby_waits_for_an_answer() -> None:
    near = National(1, "Boekenweek", TODAY + timedelta(weeks=10), TODAY + timedelta(weeks=12))
    far = replace(near, starts_on=near.starts_on + timedelta(days=1))
    answered = replace(near, is_open=False)

    (found,) = clashes.undecided_national([near, far, answered], USUAL, TODAY)

    assert found.text == (
        "Boekenweek start over 10 weken en jullie hebben nog niet beslist of je meedoet"
    )
    assert found.national_id == 1


# Measures


def test_lead_time_is_from_the_second_discipline_to_the_start() -> None:
    joined = (
        Joined("collection", LONG_AGO),
        Joined("marketing", day(4, 1)),
        Joined("programming", day(4, 20)),
    )

    assert clashes.lead_time(entry(first=day(5, 1), joined=joined)) == 30
    assert clashes.lead_time(entry(sides="C")) is None


def test_ad_hoc_is_made_late_or_not_released() -> None:
    late = entry(first=day(5, 1), created_on=day(4, 11))
    early = replace(late, created_on=day(4, 10))

    assert clashes.is_ad_hoc(late, None, 21)
    assert not clashes.is_ad_hoc(early, None, 21)
    assert not clashes.is_ad_hoc(early, frozenset({early.id}), 21)
    assert clashes.is_ad_hoc(early, frozenset(), 21)


# Everything together


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


@st.composite
def plans(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for at in range(draw(st.integers(0, 14))):
        starts_on = FIRST + timedelta(days=draw(st.integers(-60, 380)))
        moment = draw(st.sampled_from([None, time(9), time(14)]))
        parents = [each.id for each in entries if each.parent_id is None]
        entries.append(
            Entry(
                id=at + 1,
                kind=draw(st.sampled_from(["campaign", "activity", "moment", "consultation"])),
                title=f"Item {at}",
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=draw(st.integers(0, 30))),
                created_on=LONG_AGO,
                start_time=moment,
                end_time=draw(st.sampled_from([None, time(17)])) if moment else None,
                status=draw(st.sampled_from(["agreed", "proposed", "dropped"])),
                joined=tuple(
                    Joined(each, starts_on - timedelta(days=draw(st.integers(0, 60))))
                    for each in draw(st.sets(st.sampled_from(["collection", "marketing"])))
                ),
                target_group_id=draw(st.sampled_from([None, 1, 2])),
                channel_ids=draw(st.frozensets(st.integers(1, 3))),
                display_id=draw(st.sampled_from([None, 1, 2])),
                hours=draw(st.sampled_from([{}, {"marketing": 30}, {"collection": 8}])),
                parent_id=draw(st.sampled_from([None, *parents])),
                series_id=draw(st.sampled_from([None, None, 1])),
            )
        )
    return entries


SUMMER = Days(day(7, 10), day(8, 22))
AROUND: dict[str, Any] = {
    "nationals": [National(1, "Boekenweek", day(3, 10), day(3, 21))],
    "capacities": [Available(2027, each, "marketing", 40) for each in (1, 2, 3, 4)],
    "focus": [Focus(1, "Drukke gezinnen")],
    "summers": [SUMMER],
}


@given(plans(), st.randoms())
def test_the_order_of_the_items_changes_nothing(entries: list[Entry], random: Any) -> None:
    shuffled = random.sample(entries, len(entries))

    assert clashes.signals(plan(*shuffled, **AROUND), USUAL, TODAY) == clashes.signals(
        plan(*entries, **AROUND), USUAL, TODAY
    )


@given(plans())
def test_an_item_far_away_changes_nothing(entries: list[Entry]) -> None:
    far = placed("Ver", date(2030, 5, 1), date(2030, 6, 1), target_group_id=1)

    assert clashes.signals(plan(*entries, far, **AROUND), USUAL, TODAY) == clashes.signals(
        plan(*entries, **AROUND), USUAL, TODAY
    )


@given(plans(), st.integers(0, 120))
def test_keys_stay_while_days_go_by(entries: list[Entry], later: int) -> None:
    now = {each.key: each for each in clashes.signals(plan(*entries, **AROUND), USUAL, TODAY)}
    then = clashes.signals(plan(*entries, **AROUND), USUAL, TODAY + timedelta(days=later))

    moved_on = [each for each in then if each.key not in now]
    assert all(each.code in {"late", "one_sided", "undecided_national"} for each in moved_on)
    same = [each for each in then if each.key in now]
    assert all(now[each.key].item_ids == each.item_ids for each in same)


def test_keys_are_new_when_the_facts_are() -> None:
    one, other = placed("A", day(5, 1), day(5, 9)), placed("B", day(5, 3), day(5, 20))
    later = replace(other, starts_on=day(5, 4))
    renamed = replace(other, title="C")

    (before,) = clashes.clash_space([one, other])
    (moved,) = clashes.clash_space([one, later])
    (same,) = clashes.clash_space([one, renamed])

    assert before.key != moved.key
    assert before.key == same.key


@given(plans())
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


@given(plans())
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


@given(plans(), st.integers(1, 12))
def test_gaps_agree_with_counting_every_day(entries: list[Entry], weeks: int) -> None:
    facts = plan(*entries, **AROUND)
    found = clashes.gap_joint(entries, facts, replace(USUAL, gap_weeks=weeks))

    assert [(each.starts_on, each.ends_on) for each in found] == slow_gaps(entries, weeks)


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
