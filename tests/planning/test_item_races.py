"""Many people at once at the same items: the end is that of some order, one after the other."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from planning import recurrence, snapshots, tenancy
from planning.actions import items, series
from planning.actions.series import Scope
from planning.models import ItemChange, Library, PlanItem, PlanSeries, User
from tests import make, make_plan

EDITS, THREADS = 200, 8
DAY = date(2027, 3, 15)


@dataclass(frozen=True)
class Accepted:
    """A change that somebody was told had been saved: what it changed stands in this version."""

    item: int
    version: int
    fields: dict[str, Any]


def random_edit(number: int, library: Library, person: User, ids: list[int]) -> Accepted | None:
    """One edit as a browser makes it: look, think, save what was typed at the version seen."""
    chance = random.Random(number)
    try:
        with tenancy.library_scope(library):
            seen = PlanItem.objects.get(pk=chance.choice(ids))
        with tenancy.library_scope(library):
            return _edit(chance, number, seen, person)
    except (items.CannotChange, items.ChangedMeanwhile, items.CannotUndo, items.CannotLeaveItem):
        return None  # told so, and nothing was saved
    finally:
        connection.close()


def _edit(chance: random.Random, number: int, seen: PlanItem, person: User) -> Accepted | None:
    shift = timedelta(days=chance.randint(-20, 20))
    length = timedelta(days=chance.randint(0, 9))
    typed: dict[str, Any] = {
        "title": {"title": f"Titel {number}"},
        "move": {"starts_on": DAY + shift, "ends_on": DAY + shift + length},
        "end": {"ends_on": seen.starts_on + length},
        "place": {"place": f"Zaal {number}", "hours_marketing": number},
    }
    what = chance.choice([*typed, "join", "leave", "undo", "bin"])
    acts: dict[str, Callable[[], PlanItem]] = {
        "join": lambda: items.join_item(seen, by=person, discipline="marketing", person=person),
        "leave": lambda: items.leave_item(seen, by=person, discipline="marketing", person=person),
        "undo": lambda: items.undo_change(seen, version=seen.version, by=person),
        "bin": lambda: (items.restore_item if seen.archived_at else items.archive_item)(
            seen, by=person, base=seen.version
        ),
    }
    if what in acts:
        acts[what]()
        return None
    was, wanted = snapshots.of(seen), snapshots.plain(typed[what])
    changed = items.change_item(seen, by=person, base=seen.version, fields=typed[what])
    fields = {name: value for name, value in wanted.items() if value != was[name]}
    return Accepted(changed.pk, changed.version, fields)


def replayed(item: PlanItem) -> tuple[list[int], snapshots.Snapshot]:
    """The versions of an item in order, and what it is when each is done upon the one before."""
    state: snapshots.Snapshot = {}
    versions = []
    for change in item.changes.order_by("version"):
        for name, value in change.before.items():
            assert state.get(name, value) == value, (item.pk, change.version, name)
        state |= change.after
        versions.append(change.version)
    return versions, state


@pytest.mark.usefixtures("committed")
def test_two_hundred_edits_at_once_are_some_edits_one_after_the_other() -> None:
    library = make.library()
    people = [make.member(library, discipline="marketing").user for _ in range(THREADS)]
    ids = [make_plan.item(library, starts_on=DAY, days=5).pk for _ in range(3)]

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(
            pool.map(
                lambda number: random_edit(number, library, people[number % THREADS], ids),
                range(EDITS),
            )
        )

    accepted = [each for each in results if each is not None]
    with tenancy.library_scope(library):
        for item in PlanItem.objects.all():
            versions, state = replayed(item)
            assert versions == list(range(1, item.version + 1))
            assert state == snapshots.of(item)
        for each in accepted:
            # What was typed is what the item was at that version: nobody wrote over it unseen.
            item = PlanItem.objects.get(pk=each.item)
            then = items.as_of(item, snapshots.of(item), each.version)
            assert {name: then[name] for name in each.fields} == each.fields
        refused = EDITS - ItemChange.objects.exclude(kind="created").count()
    assert len(accepted) > 20
    assert refused > 0


@pytest.mark.usefixtures("committed")
def test_people_who_change_one_series_at_once_leave_a_series() -> None:
    library = make.library()
    person = make.member(library).user
    first = date(2027, 3, 1)
    with tenancy.library_scope(library):
        made = series.create_series(
            library,
            by=None,
            fields={"kind": "task", "title": "Taak", "starts_on": first, "ends_on": first},
            involved=[("collection", None)],
            rule=recurrence.rule_of(recurrence.WEEKLY, first, first + timedelta(weeks=9)),
        )

    def edit(number: int) -> None:
        chance = random.Random(number)
        scope = chance.choice([Scope.THIS, Scope.FOLLOWING, Scope.ALL])
        try:
            with tenancy.library_scope(library):
                seen = PlanItem.objects.get(pk=chance.choice(made).pk)
                day = seen.starts_on + timedelta(days=chance.randint(-9, 9))
                fields = {"starts_on": day, "ends_on": day, "title": f"Taak {number}"}
                series.change_series(seen, by=person, base=seen.version, fields=fields, scope=scope)
        except items.CannotChange:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(edit, range(24)))

    with tenancy.library_scope(library):
        for each in PlanSeries.objects.all():
            own = PlanItem.objects.filter(series=each).order_by("series_on")
            days = recurrence.days(each.rule, each.starts_on)
            assert list(own.values_list("series_on", flat=True)) == days
        for item in PlanItem.objects.all():
            versions, state = replayed(item)
            assert (versions, state) == (*(list(range(1, item.version + 1)), snapshots.of(item)),)
        assert PlanItem.objects.current().count() == len(made)
