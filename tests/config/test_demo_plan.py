"""The plan of the demonstration: full, with what goes wrong on purpose, whatever the day is."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from config import demo
from config.demo_plan import fill_plan
from planning import clashes, tenancy
from planning.models import (
    AgendaItem,
    BuddyPair,
    Consultation,
    Initiative,
    ItemChange,
    Library,
    PlanItem,
    PlanVersion,
    Review,
    SavedView,
)
from planning.queries import plan
from planning.queries.parts import parts
from planning.queries.signals import signals
from segments.demonstration import library as invented

NETHERLANDS = ZoneInfo("Europe/Amsterdam")
DAYS = [date(2026, 2, 9), date(2026, 5, 20), date(2026, 11, 25), date(2027, 1, 1)]


def filled(today: date) -> Library:
    branches = {branch.code: branch.name for branch in invented.BRANCHES}
    library = demo._add_library("noorderveld", invented.LIBRARY_NAME, branches)
    with (
        time_machine.travel(datetime.combine(today, time(12), NETHERLANDS), tick=False),
        tenancy.library_scope(library),
    ):
        fill_plan(library, today=today)
    return library


@pytest.mark.parametrize("today", DAYS)
def test_the_plan_is_full_on_any_day(db: None, today: date) -> None:
    library = filled(today)

    with tenancy.library_scope(library):
        this, following = (
            plan.entries_between(library, *plan.year_of(year))
            for year in (today.year, today.year + 1)
        )
        found = signals(library, today.year, today=today)
        found += signals(library, today.year + 1, today=today)

    assert 55 <= len(this) <= 80
    assert 36 <= len(following) <= 55
    assert {"collection", "marketing", "programming", "joint", "consultation"} <= {
        entry.lane for entry in this
    }
    codes = Counter(signal.code for signal in found)
    assert codes["clash_space"] >= 1
    assert codes["clash_audience"] >= 1
    assert codes["clash_capacity"] >= 1
    assert codes["undecided_national"] >= 1
    assert codes["late"] + codes["one_sided"] >= 1
    assert any(signal.is_accepted for signal in found)


@pytest.mark.parametrize("today", [date(2026, 2, 9), date(2026, 11, 25)])
def test_nine_weeks_of_spring_have_no_joint_moment(db: None, today: date) -> None:
    library = filled(today)
    year = today.year if today.month < 4 else today.year + 1

    with tenancy.library_scope(library):
        entries = plan.entries_between(library, *plan.year_of(year))
        longest = max(clashes.joint_gaps(entries, *plan.year_of(year)), key=lambda gap: gap.count)

    assert longest.count == 63
    assert longest.first == date.fromisocalendar(year, 16, 1)


def test_what_people_did_is_there_once(db: None) -> None:
    today = date(2026, 11, 25)
    library = filled(today)
    with tenancy.library_scope(library):
        before = PlanItem.objects.count()
        fill_plan(library, today=today)
        assert PlanItem.objects.count() == before

        assert sorted(Initiative.objects.values_list("status", flat=True)) == [
            *["accepted"] * 2,
            *["declined"] * 2,
            "later",
            *["proposed"] * 3,
            "stopped",
        ]
        assert Review.objects.get().state == "asked"
        assert BuddyPair.objects.count() == 1
        assert SavedView.objects.get().is_shared
        version = PlanVersion.objects.get()
        assert (version.number, version.plan.year) == (1, 2026)
        ids = {row["id"] for row in version.items}
        added_later = PlanItem.objects.get(title="Boekenruil op de markt")
        assert added_later.pk not in ids
        assert added_later.created_at > version.released_at
        tuesdays = PlanItem.objects.filter(kind="consultation", starts_on__year=2027)
        assert all(
            day.weekday() == 1 and day.day <= 7 for day in tuesdays.dates("starts_on", "day")
        )
        assert ItemChange.objects.filter(kind="created").count() == before


def test_tasks_are_for_both_and_one_is_overdue(db: None) -> None:
    today = date(2026, 11, 25)
    library = filled(today)

    with tenancy.library_scope(library):
        tasks = PlanItem.objects.filter(kind="task").prefetch_related("involvements__person")
        names = {
            involvement.person.name for task in tasks for involvement in task.involvements.all()
        }
        overdue = tasks.filter(ends_on__lt=today)

        assert names == {"Bram Veldkamp", "Noor Zandstra"}
        assert overdue.exists()
        assert all(task.ends_on < today + timedelta(days=14) for task in tasks)
        assert parts(library)


def test_the_last_consultation_was_held_and_left_something_for_the_next(db: None) -> None:
    library = filled(date(2026, 11, 25))

    with tenancy.library_scope(library):
        held = Consultation.objects.exclude(closed_at=None).get()
        assert held.item.starts_on == date(2026, 11, 3)
        assert held.closed_at is not None
        assert held.closed_at.date() == date(2026, 11, 3)
        said = held.decisions.order_by("pk").values_list("kind", "task__starts_on")
        assert list(said) == [("decision", None), ("action", date(2026, 12, 4))]
        following = AgendaItem.objects.get(section=AgendaItem.Section.CARRIED)
        assert following.title == "Wat doen de schermen in Haven?"
        assert following.consultation.item.starts_on == date(2026, 12, 1)
