"""Every change of an item leaves one line of history, and no change of a colleague is lost."""

from collections.abc import Iterator
from datetime import date

import pytest

from planning import snapshots, tenancy
from planning.actions import items
from planning.models import ItemChange, Library, PlanItem, User
from tests import make, make_plan


@pytest.fixture(autouse=True)
def _inside(library: Library) -> Iterator[None]:
    with tenancy.library_scope(library):
        yield


def history(item: PlanItem) -> list[tuple[int, str]]:
    return list(item.changes.order_by("version").values_list("version", "kind"))


def test_a_new_item_is_what_its_snapshot_says(library: Library, alice: User) -> None:
    group = make_plan.target_group(library)
    channels = [make_plan.channel(library) for _ in range(2)]
    branch = make.branch(library)

    item = make_plan.item(
        library,
        "Reistafel",
        kind="campaign",
        days=14,
        involved=[("collection", alice)],
        target_group=group,
        channels=channels,
        branches=[branch],
        hours_collection=16,
    )

    taken = snapshots.of(PlanItem.objects.get(pk=item.pk))
    assert (taken["starts_on"], taken["ends_on"]) == ("2027-03-15", "2027-03-28")
    assert taken["channels"] == sorted(channel.pk for channel in channels)
    assert taken["branches"] == [branch.pk]
    assert [row[:2] for row in taken["involved"]] == [["collection", alice.pk]]
    assert (taken["target_group_id"], taken["hours_collection"]) == (group.pk, 16)
    assert history(item) == [(1, "created")]


def test_a_change_notes_only_what_differs(library: Library, alice: User) -> None:
    item = make_plan.item(library, "Reistafel")

    item = items.change_item(
        item, by=alice, base=1, fields={"title": "Wandeltafel", "kind": "activity"}
    )

    change = ItemChange.objects.get(item=item, version=2)
    assert (change.before, change.after) == ({"title": "Reistafel"}, {"title": "Wandeltafel"})
    assert change.by == alice


def test_saving_without_a_change_leaves_no_trace(library: Library, alice: User) -> None:
    item = make_plan.item(library, "Reistafel")

    item = items.change_item(item, by=alice, base=1, fields={"title": "Reistafel"})

    assert (item.version, history(item)) == (1, [(1, "created")])


def test_two_people_who_change_different_fields_both_get_their_way(
    library: Library, alice: User, adam: User
) -> None:
    item = make_plan.item(library, "Reistafel")
    items.change_item(
        item, by=adam, base=1, fields={"title": "Reistafel", "ends_on": date(2027, 3, 20)}
    )

    item = items.change_item(
        item, by=alice, base=1, fields={"title": "Wandeltafel", "ends_on": date(2027, 3, 15)}
    )

    assert (item.title, item.ends_on, item.version) == ("Wandeltafel", date(2027, 3, 20), 3)


def test_two_people_who_change_one_field_are_shown_both(
    library: Library, alice: User, adam: User
) -> None:
    item = make_plan.item(library, "Reistafel")
    items.change_item(item, by=adam, base=1, fields={"title": "Fietstafel"})

    with pytest.raises(items.CannotChange) as refused:
        items.change_item(item, by=alice, base=1, fields={"title": "Wandeltafel"})

    (conflict,) = refused.value.conflicts
    assert (conflict.name, conflict.base, conflict.mine, conflict.theirs, conflict.by) == (
        "title",
        "Reistafel",
        "Wandeltafel",
        "Fietstafel",
        "Adam",
    )
    assert PlanItem.objects.get(pk=item.pk).title == "Fietstafel"


def test_a_discipline_that_joins_keeps_who_was_there_and_since_when(
    library: Library, alice: User, adam: User
) -> None:
    item = make_plan.item(library, involved=[("collection", alice)])
    before = snapshots.of(item)["involved"]

    item = items.join_item(item, by=adam, discipline="marketing")
    again = items.join_item(item, by=adam, discipline="marketing")
    named = items.join_item(again, by=adam, discipline="marketing", person=adam)

    rows = snapshots.of(named)["involved"]
    assert rows[0] == before[0]
    assert [row[:2] for row in rows] == [["collection", alice.pk], ["marketing", adam.pk]]
    assert rows[1][2] == snapshots.of(item)["involved"][1][2]
    assert history(named) == [(1, "created"), (2, "joined"), (3, "joined")]


def test_the_last_discipline_cannot_leave(library: Library, alice: User) -> None:
    item = make_plan.item(library, involved=[("collection", alice)])

    with pytest.raises(items.CannotLeaveItem):
        items.leave_item(item, by=alice, discipline="collection", person=alice)


def test_undo_gives_back_what_was_and_only_the_last_change(library: Library, alice: User) -> None:
    item = make_plan.item(library, "Reistafel")
    item = items.change_item(item, by=alice, base=1, fields={"title": "Fietstafel"})
    item = items.change_item(item, by=alice, base=2, fields={"title": "Wandeltafel"})

    with pytest.raises(items.CannotUndo):
        items.undo_change(item, version=2, by=alice)
    item = items.undo_change(item, version=3, by=alice)

    assert (item.title, item.version) == ("Fietstafel", 4)


def test_the_bin_keeps_an_item_as_it_was(library: Library, alice: User) -> None:
    item = make_plan.item(library, "Reistafel")
    was = snapshots.of(item)

    items.archive_item(item, by=alice)
    assert list(PlanItem.objects.current()) == []
    item = items.restore_item(item, by=alice)

    assert snapshots.of(item) == was
    assert list(PlanItem.objects.current()) == [item]
