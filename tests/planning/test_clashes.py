"""The rules of the signals by example, in the words that people read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import translation

from planning import clashes
from planning.clashes import Available, Days, Focus, National
from planning.entries import Joined
from tests.make_entries import (
    FIRST,
    LAST,
    LONG_AGO,
    TODAY,
    USUAL,
    aimed,
    day,
    entry,
    placed,
    plan,
)


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


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
    assert clashes.clash_space([replace(morning, id=afternoon.id + 9), afternoon]) == []
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


def test_a_moment_inside_a_long_joint_campaign_opens_no_gap() -> None:
    entries = [entry(first=day(3, 1), last=day(5, 31)), entry(first=day(3, 5))]
    entries.append(entry(first=day(6, 10)))

    found = clashes.gap_joint(entries, plan(*entries), USUAL)

    assert [(each.starts_on, each.ends_on) for each in found] == [
        (FIRST, day(2, 28)),
        (day(6, 11), LAST),
    ]


def test_an_empty_plan_has_no_gap() -> None:
    last_year = entry(first=date(2026, 11, 1))

    assert clashes.gap_joint([last_year], plan(last_year), USUAL) == []


def test_a_gap_that_ended_with_last_year_is_not_of_this_one() -> None:
    entries = [entry(first=date(2026, 10, 1)), entry(first=FIRST, last=LAST)]

    assert clashes.gap_joint(entries, plan(*entries), USUAL) == []


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
