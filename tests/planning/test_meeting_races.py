"""Two people at one agenda at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from planning import meeting_notes, tenancy
from planning.actions import agenda, meetings
from planning.models import AgendaItem, Consultation, Library, PlanItem, User
from tests import make, make_plan

THREADS = 8


def at_once(library: Library, acts: list[Callable[[], object]]) -> list[object]:
    """Each in a transaction of its own, all together; what an act refuses is its answer."""

    def run(act: Callable[[], object]) -> object:
        try:
            with tenancy.library_scope(library):
                return act()
        except (meetings.CannotHold, meetings.WrittenMeanwhile) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, acts))


def begun(library: Library, by: User, *, points: int) -> tuple[Consultation, list[AgendaItem]]:
    """A consultation of today that is going on, with another one next week."""
    today = timezone.localdate()
    rows = [
        make_plan.item(library, "Overleg", kind="consultation", starts_on=day, start_time=time(10))
        for day in (today, today + timedelta(days=7))
    ]
    with tenancy.library_scope(library):
        found = agenda.consultation_of(rows[0])
        own = [agenda.add_point(found, title=f"Punt {n:02}", by=by) for n in range(points)]
        return meetings.start(found, today=today), own


@pytest.mark.usefixtures("committed")
def test_an_agenda_that_many_open_at_once_fills_once() -> None:
    library = make.library()
    make.member(library)
    today = timezone.localdate()
    item = make_plan.item(library, kind="consultation", starts_on=today)
    make_plan.item(library, kind="campaign", starts_on=today + timedelta(days=7))

    def look() -> int:
        found = agenda.consultation_of(PlanItem.objects.get(pk=item.pk))
        agenda.fill_agenda(found, today=today)
        return found.agenda.count()

    counts = at_once(library, [look] * THREADS)

    assert len(set(counts)) == 1
    with tenancy.library_scope(library):
        sources = list(AgendaItem.objects.values_list("source", flat=True))
    assert len(sources) == len(set(sources)) == counts[0]


@pytest.mark.usefixtures("committed")
def test_ticks_and_words_of_two_people_all_stay() -> None:
    library = make.library()
    alice = make.member(library).user
    _held, points = begun(library, alice, points=10)
    seen = meetings.digest_of("")

    def tick(point: AgendaItem) -> Callable[[], object]:
        return lambda: meetings.write_point(point, seen=seen, outcome="", state="done")

    def write(point: AgendaItem, text: str) -> Callable[[], object]:
        return lambda: meetings.write_point(point, seen=seen, outcome=text)

    acts = [act for each in points for act in (tick(each), write(each, "A"), write(each, "B"))]
    answers = at_once(library, acts)

    with tenancy.library_scope(library):
        rows = [AgendaItem.objects.get(pk=each.pk) for each in points]
    assert {each.state for each in rows} == {"done"}
    # Of two texts one stands, and whoever wrote the other was told so.
    assert all(each.outcome in ("A", "B") for each in rows)
    assert answers.count(meetings.WrittenMeanwhile) == len(points)


@pytest.mark.usefixtures("committed")
def test_a_consultation_that_two_people_close_is_closed_and_mailed_once() -> None:
    library = make.library()
    alice = make.member(library).user
    held, points = begun(library, alice, points=3)

    def end() -> object:
        meetings.close(held, by=alice, remarks="", today=timezone.localdate())
        return "closed"

    answers = at_once(library, [end] * THREADS)
    mailed = at_once(library, [lambda: meeting_notes.mail(held, link="/")] * THREADS)

    assert sorted(map(str, answers)) == sorted(["closed"] + [str(meetings.CannotHold)] * 7)
    assert mailed.count(True) == 1
    assert len(mail.outbox) == 1
    with tenancy.library_scope(library):
        carried = AgendaItem.objects.filter(section="carried")
        assert sorted(carried.values_list("title", flat=True)) == [each.title for each in points]
