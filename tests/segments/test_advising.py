"""Advice made anew from figures: what is decided stays, what is outdated is marked, its outcome."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning import tenancy
from planning.models import Branch, Library, User
from segments.actions import advice as decisions
from segments.actions import advice_outcomes, advising
from segments.advice.facts import Figures, Reason, Suggestion, Thing
from segments.models import Advice, Genre, GenreCode
from segments.queries import advice as queries
from segments.queries import advice_figures, title_readers
from tests import make
from tests.conftest import acting_as
from tests.segments import explored

Status = Advice.Status
TRAVEL = Thing(1, "Reizen", "Reizen")
FIGURES = Figures(period="2025", period_said="heel 2025", readers="adults")


def suggestion(**changes: Any) -> Suggestion:
    given = {
        "kind": "acquire",
        "rule": "genre",
        "certainty": "much",
        "addressee": "collection",
        "text": "Meer Reizen",
        "reasons": (Reason("Want zo is het.", "shelf", genre=TRAVEL),),
        "weight": 2.0,
        "genre": TRAVEL,
        **changes,
    }
    return Suggestion(**given)


def keep(library: Library, *found: Suggestion) -> None:
    advising.keep(library, [(FIGURES, each, rank) for rank, each in enumerate(found, start=1)])


@pytest.fixture
def travel(library: Library) -> Genre:
    with tenancy.library_scope(library):
        return Genre.objects.create(library=library, name="Reizen", position=1)


def test_advice_is_made_once_and_follows_the_figures(library: Library, travel: Genre) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        first = Advice.objects.get()
        keep(library, suggestion(certainty="little", weight=1.6))

        now = Advice.objects.get()

    seen = now.pk, now.genre_id, now.certainty, now.is_current
    assert seen == (first.pk, travel.pk, "little", True)
    assert now.reasons[0]["figure"] == 1.6
    assert now.reasons[0]["address"].startswith("/collectie/titels/?")


def test_advice_that_the_figures_do_not_give_any_more_is_outdated(
    library: Library, travel: Genre
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        keep(library)

        assert list(queries.advice(library)) == []
        assert [each.is_current for each in Advice.objects.all()] == [False]
        keep(library, suggestion())
        assert len(queries.advice(library)) == 1


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        ({}, ["Geen geld"]),
        ({"weight": 2.9}, ["Geen geld"]),
        ({"weight": 3.1}, ["Geen geld", ""]),
        ({"weight": 1.3}, ["Geen geld", ""]),
    ],
)
def test_refused_advice_comes_back_only_when_the_figures_changed_much(
    library: Library, travel: Genre, alice: User, now: dict[str, Any], reasons: list[str]
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        decisions.refuse(Advice.objects.get(), by=alice, reason="Geen geld")

        keep(library, suggestion(**now))

        assert [each.reason for each in Advice.objects.order_by("pk")] == reasons
        refused = Advice.objects.get(status=Status.REFUSED)
        assert (refused.reason, refused.is_current) == ("Geen geld", True)
        assert refused.reasons[0]["figure"] == 2.0


def test_refused_advice_comes_back_when_little_data_became_much(
    library: Library, travel: Genre, alice: User
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion(certainty="little"))
        decisions.refuse(Advice.objects.get(), by=alice, reason="Nog even wachten")
        keep(library, suggestion(certainty="much"))

        found = queries.advice(library).get()
        assert [each.reason for each in queries.history(found)] == ["Nog even wachten"]


def test_advice_that_somebody_is_at_is_not_given_again(
    library: Library, travel: Genre, alice: User
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        decisions.take_over(Advice.objects.get(), by=alice, owner=alice)

        keep(library, suggestion(weight=9.0))

        assert Advice.objects.get().status == Status.TAKEN


def test_undone_advice_takes_the_place_of_a_newer_one(
    library: Library, travel: Genre, alice: User
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        first = Advice.objects.get()
        decisions.refuse(first, by=alice, reason="Nee")
        keep(library, suggestion(weight=9.0))
        assert Advice.objects.count() == 2

        decisions.reopen(first)

        assert [each.pk for each in Advice.objects.all()] == [first.pk]


def test_advice_of_another_library_is_left_alone(
    library: Library, stranger_library: Library, travel: Genre
) -> None:
    with tenancy.library_scope(stranger_library):
        Genre.objects.create(library=stranger_library, name="Reizen", position=1)
        keep(stranger_library, suggestion())
    with tenancy.library_scope(library):
        keep(library)
    with tenancy.library_scope(stranger_library):
        assert Advice.objects.get().is_current


def test_figures_for_advice_hold_nothing_that_is_not_shown(library: Library) -> None:
    group = explored.name_things(library)
    explored.fill(library, explored.rollups(1, group.pk))

    with tenancy.library_scope(library):
        found = advice_figures.figures(library, "adults")

    assert found is not None
    assert len(found.tastes) > 5
    assert all(each.cell.is_shown for each in found.tastes)


def test_advice_asks_each_table_once(library: Library) -> None:
    group = explored.name_things(library)
    explored.fill(library, explored.rollups(1, group.pk))

    with tenancy.library_scope(library), CaptureQueriesContext(connection) as asked:
        advising.renew(library, [2025])

    tables = [each["sql"] for each in asked if "loans, borrowers, guarded" in each["sql"]]
    assert tables
    assert sorted(tables) == sorted(set(tables))
    assert not any("AS titles\nFROM newest" in each["sql"] for each in asked)  # of no use here


def test_advice_goes_by_the_loans_of_a_title_and_not_by_a_rounded_share(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = explored.name_things(library)
    explored.fill(library, explored.rollups(1, group.pk))
    row = title_readers._Row(
        7, "t7", "", "Verre reizen", "", 4, 10, 10, of_all=735, lent=900, shown=1
    )

    def lines(
        given: Library, year: int, age: int, at: int | None, _asked: object
    ) -> tuple[list[title_readers.TitleReaders], int]:
        bases = title_readers._bases(given, year, age, at)
        return [title_readers._line(row, None, *bases)] if at == 1 else [], 1

    monkeypatch.setattr(title_readers, "_lines", lines)

    with tenancy.library_scope(library):
        found = advice_figures.figures(library, "adults")

    assert found is not None
    assert [(each.cell.loans, each.lent) for each in found.titles] == [(10, 735)]


def lend(library: Library, day: date, loans: int, *, title: int = 7, branch: int = 1) -> None:
    """Loans of one book on one day, as an import leaves them."""
    row = {"day": day.isoformat(), "loans": loans, "title": title, "branch": branch}
    with acting_as("owner"), connection.cursor() as cursor:
        name = f"segments_loan_{library.pk}_{day:%Y%m}"
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0] is None:
            last = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
            cursor.execute(
                f"CREATE TABLE {name} PARTITION OF segments_loan FOR VALUES FROM"
                f" ({library.pk}, '{day:%Y-%m-01}') TO ({library.pk}, '{last}')"
            )
        cursor.execute(
            "INSERT INTO segments_loan SELECT %s, day, hashtext(day::text || title), 0, 1, 0,"
            " branch, title, 1, 0, 0, 0, 0, loans, 0, NULL, NULL FROM jsonb_to_record(%s) AS"
            " new (day date, loans smallint, title integer, branch smallint)",
            [library.pk, json.dumps(row)],
        )


DECIDED = date(2026, 3, 2)


@pytest.fixture
def taken(library: Library, travel: Genre, alice: User) -> Advice:
    """Taken over on DECIDED, about title 7."""
    with tenancy.library_scope(library):
        GenreCode.objects.create(library=library, code="REI", genre=travel, position=1)
        keep(library, suggestion(titles=(7,)))
        found = decisions.take_over(Advice.objects.get(), by=alice, owner=alice)
        moment = datetime(2026, 3, 2, 12, tzinfo=UTC)
        Advice.objects.filter(pk=found.pk).update(
            decided_at=moment, measure_on=DECIDED + timedelta(weeks=8)
        )
    return found


def outcome(library: Library, *, today: date) -> Any:
    with acting_as("worker"):
        advice_outcomes.measure_due(library.pk, today=today)
    with tenancy.library_scope(library):
        return Advice.objects.get().outcome


def test_outcome_is_the_loans_of_the_books_before_and_after(
    library: Library, taken: Advice
) -> None:
    for days, loans in ((-57, 100), (-56, 20), (-1, 15), (0, 30), (55, 25), (56, 100)):
        lend(library, DECIDED + timedelta(days=days), loans)
        lend(library, DECIDED + timedelta(days=days - 364), loans // 5)
    lend(library, DECIDED, 40, title=8)

    found = outcome(library, today=DECIDED + timedelta(weeks=8))

    assert (found["before"], found["after"], found["last_year"]) == (35, 55, [7, 11])


def test_outcome_waits_for_the_loans(library: Library, taken: Advice) -> None:
    lend(library, DECIDED - timedelta(days=60), 5)
    lend(library, DECIDED + timedelta(days=20), 5)

    assert outcome(library, today=DECIDED + timedelta(weeks=9)) is None


def test_outcome_waits_for_its_day(library: Library, taken: Advice) -> None:
    lend(library, DECIDED - timedelta(days=60), 5)
    lend(library, DECIDED + timedelta(days=55), 5)

    assert outcome(library, today=DECIDED + timedelta(days=55)) is None


def test_outcome_of_a_genre_is_counted_in_its_branch(library: Library, taken: Advice) -> None:
    with tenancy.library_scope(library):
        branch = Branch.objects.get(pk=make.branch(library).pk)
        Advice.objects.update(titles=[], branch=branch)
    lend(library, DECIDED - timedelta(days=60), 1)
    lend(library, DECIDED - timedelta(days=3), 12, branch=branch.position)
    lend(library, DECIDED + timedelta(days=3), 21, branch=branch.position, title=9)
    lend(library, DECIDED + timedelta(days=4), 50, branch=branch.position + 1)
    lend(library, DECIDED + timedelta(days=55), 1, branch=branch.position)

    found = outcome(library, today=DECIDED + timedelta(weeks=8))

    assert (found["before"], found["after"], found["last_year"]) == (12, 22, None)
    assert found["what"] == f"Reizen in {branch.name}"


def test_outcome_is_measured_once(library: Library, taken: Advice) -> None:
    lend(library, DECIDED - timedelta(days=60), 5)
    lend(library, DECIDED + timedelta(days=55), 5)
    first = outcome(library, today=DECIDED + timedelta(weeks=8))
    lend(library, DECIDED + timedelta(days=5), 50)
    again = outcome(library, today=DECIDED + timedelta(weeks=9))

    assert (first["after"], again) == (5, first)
