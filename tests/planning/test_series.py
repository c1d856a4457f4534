"""Things that come back: this one, this and following, all; what is different stays different."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning import recurrence, snapshots, tenancy
from planning.actions import bins, items, series
from planning.actions.series import Scope
from planning.models import ItemChange, Library, PlanItem, PlanSeries, User
from tests import make_plan

MONDAY = date(2027, 3, 1)  # the first Monday of a month
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _inside(library: Library) -> Iterator[None]:
    with tenancy.library_scope(library):
        yield


def make_series(
    library: Library,
    choice: str = recurrence.WEEKLY,
    *,
    first: date = MONDAY,
    until: date = date(2027, 4, 5),
    **fields: Any,
) -> list[PlanItem]:
    values = {"kind": "consultation", "title": "Overleg", "starts_on": first, "ends_on": first}
    return series.create_series(
        library,
        by=None,
        fields=values | fields,
        involved=[("collection", None), ("marketing", None)],
        rule=recurrence.rule_of(choice, first, until),
    )


def days(of: PlanItem | PlanSeries) -> list[date]:
    """The days in the plan of the series of an item, or of a series."""
    number = of.pk if isinstance(of, PlanSeries) else PlanItem.objects.get(pk=of.pk).series_id
    rows = PlanItem.objects.filter(series=number, archived_at=None).order_by("starts_on")
    return list(rows.values_list("starts_on", flat=True))


def titles() -> list[str]:
    rows = PlanItem.objects.current().order_by("starts_on", "pk")
    return list(rows.values_list("title", flat=True))


def change(item: PlanItem, scope: str, **fields: Any) -> list[PlanItem]:
    item.refresh_from_db()
    return series.change_series(item, by=None, base=item.version, fields=fields, scope=scope)


def check_rules_agree_with_days() -> None:
    """Each series says by its rule which days it has; those in the bin are among them."""
    for each in PlanSeries.objects.all():
        own = PlanItem.objects.filter(series=each).order_by("series_on")
        by_rule = recurrence.days(each.rule, each.starts_on)
        assert list(own.values_list("series_on", flat=True)) == by_rule
    assert not PlanSeries.objects.filter(items=None).exists()


def test_each_day_of_a_series_is_an_item_with_its_people_and_its_history(library: Library) -> None:
    made = make_series(library, recurrence.MONTHLY_WEEKDAY, until=date(2027, 6, 30))

    assert [each.starts_on for each in made] == [
        *(date(2027, 3, 1), date(2027, 4, 5), date(2027, 5, 3), date(2027, 6, 7)),
    ]
    assert [each.series_on for each in made] == [each.starts_on for each in made]
    assert [len(snapshots.of(each)["involved"]) for each in made] == [2] * 4
    assert ItemChange.objects.filter(kind="created").count() == 4


def test_only_this_one_leaves_the_others(library: Library) -> None:
    made = make_series(library)

    tuesday = MONDAY + WEEK + timedelta(days=1)
    change(made[1], Scope.THIS, title="Kick-off", starts_on=tuesday, ends_on=tuesday)

    assert titles() == ["Overleg", "Kick-off", *["Overleg"] * 4]
    assert PlanItem.objects.get(pk=made[1].pk).series_on == MONDAY + WEEK
    assert PlanSeries.objects.count() == 1


def test_this_and_following_cuts_the_series_in_two(library: Library) -> None:
    made = make_series(library)

    changed = change(made[2], Scope.FOLLOWING, place="Zaal 2")

    assert len(changed) == 4
    places = PlanItem.objects.order_by("starts_on").values_list("place", flat=True)
    assert list(places) == ["", "", *["Zaal 2"] * 4]
    old, new = PlanSeries.objects.order_by("pk")
    assert recurrence.until_of(old.rule) == MONDAY + 2 * WEEK - timedelta(days=1)
    assert (days(old), days(new)) == (
        [MONDAY, MONDAY + WEEK],
        [MONDAY + number * WEEK for number in range(2, 6)],
    )
    check_rules_agree_with_days()


def test_following_from_the_first_on_is_all(library: Library) -> None:
    made = make_series(library)

    change(made[0], Scope.FOLLOWING, title="Werkoverleg")

    assert titles() == ["Werkoverleg"] * 6
    assert PlanSeries.objects.count() == 1


def test_exceptions_survive_a_change_of_another_field_and_yield_to_the_same(
    library: Library,
) -> None:
    made = make_series(library)
    change(made[1], Scope.THIS, title="Kick-off")
    elsewhen = MONDAY + 2 * WEEK + timedelta(days=2)
    change(made[2], Scope.THIS, starts_on=elsewhen, ends_on=elsewhen)
    made[4].refresh_from_db()
    items.archive_item(made[4], by=None)

    change(made[0], Scope.ALL, place="Zaal 2")

    assert titles() == ["Overleg", "Kick-off", "Overleg", "Overleg", "Overleg"]
    assert days(made[0])[2] == elsewhen
    change(made[0], Scope.ALL, title="Werkoverleg")
    assert titles() == ["Werkoverleg"] * 5
    assert days(made[0])[2] == elsewhen
    gone = PlanItem.objects.get(pk=made[4].pk)
    assert (gone.archived_at is None, gone.title) == (False, "Werkoverleg")


def test_moving_all_moves_each_and_keeps_the_name_of_the_series(library: Library) -> None:
    made = make_series(library)
    uid = PlanSeries.objects.get().uid
    tuesday = MONDAY + WEEK + timedelta(days=1)

    change(made[1], Scope.ALL, starts_on=tuesday, ends_on=tuesday)

    assert days(made[0]) == [MONDAY + number * WEEK + timedelta(days=1) for number in range(6)]
    assert PlanSeries.objects.get().uid == uid
    check_rules_agree_with_days()


def test_moving_the_following_leaves_what_was_before(library: Library) -> None:
    made = make_series(library, recurrence.MONTHLY_WEEKDAY, until=date(2027, 6, 30))
    second_tuesday = date(2027, 5, 11)

    change(made[2], Scope.FOLLOWING, starts_on=second_tuesday, ends_on=second_tuesday)

    assert days(made[0]) == [date(2027, 3, 1), date(2027, 4, 5)]
    assert days(made[2]) == [date(2027, 5, 11), date(2027, 6, 8)]
    assert "BYDAY=2TU" in PlanSeries.objects.get(items=made[2]).rule
    check_rules_agree_with_days()


def test_a_day_without_place_goes_to_the_bin_and_a_new_one_comes(library: Library) -> None:
    made = make_series(
        library, recurrence.MONTHLY_DAY, first=date(2027, 1, 30), until=date(2027, 5, 31)
    )
    assert days(made[0]) == [date(2027, month, 30) for month in (1, 3, 4, 5)]

    change(made[0], Scope.ALL, starts_on=date(2027, 1, 31), ends_on=date(2027, 1, 31))

    assert days(made[0]) == [date(2027, month, 31) for month in (1, 3, 5)]
    assert PlanItem.objects.get(starts_on=date(2027, 4, 30)).archived_at is not None
    change(made[0], Scope.ALL, starts_on=date(2027, 1, 15), ends_on=date(2027, 1, 15))
    assert days(made[0]) == [date(2027, month, 15) for month in range(1, 6)]
    check_rules_agree_with_days()


def test_a_longer_one_makes_all_longer_and_a_moved_one_keeps_its_length(library: Library) -> None:
    made = make_series(library, recurrence.WEEKLY, until=MONDAY + 2 * WEEK)

    change(made[1], Scope.ALL, ends_on=made[1].ends_on + timedelta(days=2))
    assert [each.days for each in PlanItem.objects.all()] == [3, 3, 3]
    moved = MONDAY + timedelta(days=1)
    change(made[0], Scope.ALL, starts_on=moved, ends_on=moved + timedelta(days=2))

    assert [each.days for each in PlanItem.objects.all()] == [3, 3, 3]


def test_the_clock_change_moves_no_time(library: Library) -> None:
    # A quarter past two: on 28 March that is no time at all, on 31 October it is there twice.
    made = make_series(
        library,
        recurrence.WEEKLY,
        first=date(2027, 3, 21),
        until=date(2027, 11, 7),
        start_time=time(2, 15),
        end_time=time(2, 45),
    )

    change(made[0], Scope.ALL, start_time=time(2, 30))

    rows = PlanItem.objects.order_by("starts_on").values_list("starts_on", "start_time", "end_time")
    whole = [(date(2027, 3, 21) + number * WEEK, time(2, 30), time(2, 45)) for number in range(34)]
    assert list(rows) == whole


def test_removing_this_and_following_keeps_what_was_before(library: Library) -> None:
    made = make_series(library)

    gone = series.archive_series(made[2], by=None, base=1, scope=Scope.FOLLOWING)

    assert len(gone) == 4
    assert days(made[0]) == [MONDAY, MONDAY + WEEK]
    assert days(made[2]) == []
    check_rules_agree_with_days()


def test_what_was_removed_on_its_own_stays_removed_when_the_rest_comes_back(
    library: Library,
) -> None:
    made = make_series(library)
    items.archive_item(made[1], by=None)
    PlanItem.objects.filter(pk=made[1].pk).update(archived_at="2027-01-01T12:00Z")
    gone = series.archive_series(made[2], by=None, base=1, scope=Scope.ALL)
    assert len(gone) == 5

    last = PlanItem.objects.get(pk=gone[-1].pk)
    back = bins.restore_series(last, by=None, base=last.version)

    assert len(back) == 5
    assert days(made[0]) == [MONDAY + number * WEEK for number in (0, 2, 3, 4, 5)]


def test_a_conflict_on_one_day_stops_the_change_of_all(library: Library, alice: User) -> None:
    made = make_series(library)
    items.change_item(made[1], by=alice, base=1, fields={"title": "Kick-off"})

    with pytest.raises(items.CannotChange):
        series.change_series(
            made[1], by=None, base=1, fields={"title": "Werkoverleg"}, scope=Scope.ALL
        )

    assert titles() == ["Overleg", "Kick-off", *["Overleg"] * 4]


def test_what_a_colleague_changed_of_the_same_day_is_not_passed_on(
    library: Library, alice: User
) -> None:
    made = make_series(library)
    items.change_item(made[1], by=alice, base=1, fields={"place": "Zaal 9"})

    series.change_series(
        made[1], by=None, base=1, fields={"title": "Werkoverleg", "place": ""}, scope=Scope.ALL
    )

    places = PlanItem.objects.order_by("starts_on").values_list("place", flat=True)
    assert list(places) == ["", "Zaal 9", "", "", "", ""]
    assert titles() == ["Werkoverleg"] * 6


def test_an_item_comes_back_then_in_another_way_then_no_more(library: Library) -> None:
    item = make_plan.item(library, "Reistafel", starts_on=MONDAY, days=2, hours_collection=4)
    weekly = recurrence.rule_of(recurrence.WEEKLY, MONDAY, MONDAY + 3 * WEEK)

    series.repeat_item(item, by=None, base=1, rule=weekly)
    assert days(item) == [MONDAY + number * WEEK for number in range(4)]
    assert {(each.days, each.hours_collection) for each in PlanItem.objects.all()} == {(2, 4)}
    second = PlanItem.objects.get(starts_on=MONDAY + WEEK)
    other = recurrence.rule_of(recurrence.FORTNIGHTLY, MONDAY + WEEK, MONDAY + 5 * WEEK)
    series.repeat_item(second, by=None, base=1, rule=other)

    assert days(item) == [MONDAY]
    assert days(second) == [MONDAY + number * WEEK for number in (1, 3, 5)]
    check_rules_agree_with_days()
    series.repeat_item(second, by=None, base=1, rule="")
    second.refresh_from_db()
    assert (second.series, second.archived_at) == (None, None)
    assert titles() == ["Reistafel", "Reistafel"]


def test_a_repetition_of_something_that_changed_is_refused(library: Library, alice: User) -> None:
    item = make_plan.item(library, "Reistafel", starts_on=MONDAY)
    items.change_item(item, by=alice, base=1, fields={"title": "Fietstafel"})

    with pytest.raises(items.ChangedMeanwhile):
        series.repeat_item(item, by=None, base=1, rule="FREQ=WEEKLY;UNTIL=20271231")

    assert PlanItem.objects.count() == 1


steps = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from([Scope.THIS, Scope.FOLLOWING, Scope.ALL]),
        st.sampled_from(["title", "move", "remove"]),
        st.integers(-20, 40),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(recurrence.CODES), steps)
def test_after_any_changes_each_series_has_the_days_of_its_rule(
    library: Library, choice: str, changes: list[tuple[int, str, str, int]]
) -> None:
    PlanItem.objects.all().delete()
    PlanSeries.objects.all().delete()
    first = date(2027, 2, 28)  # a Sunday on which every choice can start
    make_series(library, choice, first=first, until=first + timedelta(days=120))

    for number, scope, what, distance in changes:
        current = list(PlanItem.objects.current().exclude(series=None).order_by("starts_on", "pk"))
        if not current:
            break
        item = current[number % len(current)]
        day = item.starts_on + timedelta(days=distance)
        if what == "remove":
            series.archive_series(item, by=None, base=item.version, scope=scope)
        elif what == "move":
            change(item, scope, starts_on=day, ends_on=day)
        else:
            change(item, scope, title=f"Overleg {distance}")

    check_rules_agree_with_days()
