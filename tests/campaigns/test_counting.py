"""Counts by hand before and during, per day."""

from datetime import date

from campaigns import counting
from campaigns.models import Campaign, CampaignCount


def count(phase: str, first: int, last: int, number: int, what: str = "visit") -> CampaignCount:
    days = {"from_on": date(2027, 3, first), "to_on": date(2027, 3, last)}
    return CampaignCount(phase=phase, what=what, number=number, **days)


def test_a_day_that_was_counted_twice_is_one_day() -> None:
    rows = [count("during", 1, 4, 10), count("during", 4, 5, 6)]

    (found,) = counting.comparisons(rows)

    assert found.before is None
    assert found.during == counting.Side(number=16, days=5, times=2)
    assert found.during.per_day == 3.2


def test_things_stand_in_the_order_of_the_goals() -> None:
    rows = [count("before", 1, 1, 3, what="member"), count("during", 2, 2, 4, what="visit")]

    assert [each.what for each in counting.comparisons(rows)] == ["visit", "member"]


def test_progress_counts_what_the_goal_is_about_and_only_while_it_runs() -> None:
    campaign = Campaign(goal="visit", goal_number=60, goal_on=date(2027, 4, 1))
    rows = [
        count("before", 1, 1, 30),
        count("during", 2, 3, 25),
        count("during", 4, 4, 9, what="member"),
    ]

    found = counting.progress(campaign, rows, date(2027, 3, 20))

    assert found == counting.Progress(reached=25, wanted=60, days_left=12)
    assert (found.left, found.shown) == (35, 25)


def test_loans_are_not_counted_by_hand() -> None:
    campaign = Campaign(goal="borrow", goal_number=60)

    assert counting.progress(campaign, [], date(2027, 3, 20)) is None
