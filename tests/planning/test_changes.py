"""What is different between two states of a plan: examples, and properties over random plans."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planning import changes, snapshots

EMPTY: dict[str, Any] = {
    **dict.fromkeys(snapshots.PLAIN),
    "kind": "activity",
    "starts_on": "2027-03-15",
    "ends_on": "2027-03-15",
    "start_time": None,
    "end_time": None,
    "euros": None,
    "branches": [],
    "channels": [],
    "is_archived": False,
}


def row(number: int, title: str = "Reistafel", **fields: Any) -> dict[str, Any]:
    involved = fields.pop("involved", [["collection", 1, "2027-01-01"]])
    return {**EMPTY, "id": number, "title": title, "involved": involved, **fields}


rows = st.lists(
    st.builds(
        row,
        st.integers(1, 9),
        st.sampled_from(["Reistafel", "Griezel", "Zomer"]),
        starts_on=st.sampled_from(["2027-03-15", "2027-03-22", "2027-09-01"]),
        hours_marketing=st.sampled_from([None, 4, 12]),
        involved=st.sampled_from([[["collection", 1, "x"]], [["collection", 2, "y"]]]),
    ),
    max_size=8,
    unique_by=lambda each: each["id"],
)


@given(rows, rows)
def test_changes_lead_from_one_state_to_the_other(old: list[Any], new: list[Any]) -> None:
    found = changes.between(old, new)

    state = {each["id"]: dict(each) for each in old}
    for change in found:
        if change.kind == changes.GONE:
            del state[change.item_id]
        elif change.kind == changes.ADDED:
            state[change.item_id] = next(each for each in new if each["id"] == change.item_id)
        else:
            assert all(state[change.item_id][name] == was for name, was in change.before.items())
            state[change.item_id] |= change.after
    silent = {"involved"}  # who it is of a discipline is no change of the plan
    assert {
        number: {name: value for name, value in each.items() if name not in silent}
        for number, each in state.items()
    } == {each["id"]: {k: v for k, v in each.items() if k not in silent} for each in new}


@given(rows)
def test_a_state_does_not_differ_from_itself(state: list[Any]) -> None:
    assert changes.between(state, list(reversed(state))) == []


@given(rows, rows)
def test_the_way_back_undoes_the_way_there(old: list[Any], new: list[Any]) -> None:
    there, back = (
        changes.counts(changes.between(old, new)),
        changes.counts(changes.between(new, old)),
    )

    assert there.get(changes.ADDED, 0) == back.get(changes.GONE, 0)
    assert there.get(changes.MOVED, 0) == back.get(changes.MOVED, 0)
    assert there.get(changes.CHANGED, 0) == back.get(changes.CHANGED, 0)


def test_a_move_and_a_second_discipline_are_told_apart() -> None:
    old = [row(1), row(2), row(3)]
    new = [
        row(1, starts_on="2027-03-22", ends_on="2027-03-22"),
        row(2, involved=[["collection", 1, "x"], ["marketing", None, "y"]]),
        row(3),
    ]

    found = changes.between(old, new)

    assert [(each.kind, each.item_id, each.lane) for each in found] == [
        (changes.CHANGED, 2, "joint"),
        (changes.MOVED, 1, "collection"),
    ]
    assert [each.item_id for each in changes.concerns(found, "marketing")] == [2]
