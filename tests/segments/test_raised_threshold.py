"""After a library raised its threshold nothing that was settled before tells of smaller groups."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Library, User
from segments.actions import advice as decisions
from segments.actions import insights, retention
from segments.lattice import ADULTS, YEAR, Period
from segments.models import Advice, StaleYear, WipedYear
from segments.queries import groups, loans, parts, reach_counts, title_readers, title_takers
from segments.reaching import AREA, CATCHMENT, EVERYWHERE
from tests.conftest import acting_as
from tests.segments.explored import explored_library
from tests.segments.make_advice import make_advice
from tests.segments.reached import reached_library
from tests.segments.test_advising import keep, suggestion
from tests.segments.test_collection_parts import group_of, part

WHOLE = Period(YEAR, 2025)
BASIS = parts.Basis(
    WHOLE, "adults", loans.Known(has_ages=True, has_segments=True, has_borrowers=True)
)
READERS = (
    "INSERT INTO segments_title_reader"
    " (library_id, year, age, segment, title, loans, borrowers, least)"
    " VALUES (%s, 2025, 11, 1, %s, %s, %s, %s)"
)
TITLES = "INSERT INTO segments_title (library_id, number, key, isbn, title, author)"


@pytest.fixture
def settled(library: Library) -> Iterator[Library]:
    """Settled under 8: a title of 8 readers, which is told as 10, and one of 30."""
    explored_library(library)
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            f"{TITLES} VALUES (%s, %s, %s, '', %s, '')",
            [(library.pk, 1, "p1", "Weinig"), (library.pk, 2, "p2", "Veel")],
        )
        cursor.executemany(READERS, [(library.pk, 1, 10, 10, 8), (library.pk, 2, 35, 30, 28)])
    with tenancy.library_scope(library):
        yield library


def test_a_title_of_fewer_readers_than_may_be_told_now_is_on_no_page(settled: Library) -> None:
    group = group_of(settled, "Starters", "S1")
    made = part(settled, "Lente")

    of_segment = title_readers.top_titles(settled, 2025, segment=1)
    of_theme = parts.borrowed_titles(settled, made, [1, 2], BASIS)
    of_group = groups.titles_taken(settled, group, BASIS)

    assert [line.key for line in of_segment.lines] == ["p2"]
    assert title_takers.takers(settled, 1) is None
    assert title_takers.takers(settled, 2) is not None
    assert of_theme is not None
    assert [row.loans for row in of_theme.rows] == [35]
    assert [each.key for each in of_group] == ["p2"]


@pytest.mark.parametrize(("of_then", "are_told"), [(8, False), (10, True), (0, False)])
def test_titles_of_a_wiped_year_are_told_under_the_threshold_of_then_only(
    settled: Library, *, of_then: int, are_told: bool
) -> None:
    """What is too small now was kept from nobody then: what stands beside it would say it."""
    WipedYear.objects.create(library=settled, year=2025, threshold=of_then)
    made = part(settled, "Lente")

    of_segment = title_readers.top_titles(settled, 2025, segment=1)
    of_theme = parts.borrowed_titles(settled, made, [1, 2], BASIS)
    of_group = groups.titles_taken(settled, group_of(settled, "Starters", "S1"), BASIS)

    assert bool(of_segment.lines) == are_told
    assert (title_takers.takers(settled, 2) is not None) == are_told
    assert of_theme is not None
    assert bool(of_theme.rows) == are_told
    assert bool(of_group) == are_told


def test_under_the_threshold_of_then_every_title_is_told(settled: Library) -> None:
    settled.threshold = 8

    found = title_readers.top_titles(settled, 2025, segment=1)

    assert [line.key for line in found.lines] == ["p2", "p1"]


@pytest.mark.parametrize(("of_then", "are_told"), [(8, False), (10, True), (0, False)])
def test_places_of_a_wiped_year_are_told_under_the_threshold_of_then_only(
    library: Library, *, of_then: int, are_told: bool
) -> None:
    reached_library(library)
    with tenancy.library_scope(library):
        WipedYear.objects.create(library=library, year=2025, threshold=of_then)

        everywhere = reach_counts.borrowers(library, WHOLE, ADULTS, EVERYWHERE)
        found = [reach_counts.borrowers(library, WHOLE, ADULTS, kind) for kind in (AREA, CATCHMENT)]

    for cells in found:
        told = {at for at, cell in cells.items() if cell.is_shown and min(at) > 0}
        assert bool(told) == are_told
        assert {at: cells[at] for at in everywhere} == everywhere


@pytest.mark.parametrize(("is_waiting", "threshold"), [(False, 10), (True, 0)])
def test_a_wiped_year_remembers_under_which_threshold_it_was_settled(
    library: Library, *, is_waiting: bool, threshold: int
) -> None:
    with tenancy.library_scope(library):
        if is_waiting:
            StaleYear.objects.create(library=library, year=2022)

        assert retention._settled(library, 2022) == threshold
        library.rollups_stale_at = timezone.now()
        assert retention._settled(library, 2022) == 0


def raised(library: Library) -> None:
    Library.objects.filter(pk=library.pk).update(threshold=20)
    library.refresh_from_db()


def test_open_advice_of_before_is_made_anew_or_goes(library: Library) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion(), suggestion(rule="other"))
        keep(library, suggestion())
        assert Advice.objects.count() == 2
        raised(library)
        keep(library, suggestion(text="Nieuw"))

        assert [(each.text, each.threshold) for each in Advice.objects.all()] == [("Nieuw", 20)]


def test_decided_advice_of_before_keeps_its_text_without_its_figures(
    library: Library, alice: User
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        decisions.refuse(Advice.objects.get(), by=alice, reason="Geen geld")
        raised(library)
        keep(library, suggestion(weight=2.1))

        kept = Advice.objects.get()  # what is no news does not come back

    assert (kept.text, kept.reason, len(kept.reasons)) == ("Meer Reizen", "Geen geld", 1)
    assert "Want zo is het." not in kept.reasons[0]["text"]
    assert kept.reasons[0]["figure"] == 2.0


def test_advice_stays_as_it_is_while_the_threshold_does_not_rise(
    library: Library, alice: User
) -> None:
    with tenancy.library_scope(library):
        keep(library, suggestion())
        decisions.refuse(Advice.objects.get(), by=alice, reason="Geen geld")
        Library.objects.filter(pk=library.pk).update(threshold=5)
        library.refresh_from_db()
        keep(library)

        assert Advice.objects.get().reasons[0]["text"] == "Want zo is het."


def test_a_worker_lets_advice_follow_a_raised_threshold(library: Library) -> None:
    make_advice(library, threshold=10, is_current=False)
    make_advice(library, threshold=10, status="taken")
    raised(library)
    with tenancy.library_scope(library):
        insights.mark(library, {insights.BOOKS})
    with acting_as("worker"):
        insights.renew(library.pk)

    with tenancy.library_scope(library):
        assert ["Want" in each.reasons[0]["text"] for each in Advice.objects.all()] == [False]
