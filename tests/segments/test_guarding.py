"""What must stay hidden beside its siblings is marked at each import, and stays hidden."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from config.demo import name_codes
from planning import actions, tenancy
from planning.models import Branch, Library
from segments import siblings
from segments.actions import upkeep
from segments.demonstration.export import write_export
from segments.demonstration.library import BRANCHES
from segments.lattice import Ask, Period
from segments.models import WipedYear
from segments.queries import loans
from segments.suppression import State
from tests import make
from tests.conftest import acting_as
from tests.segments import small_library
from tests.segments.loan_files import read_in


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    library = make.library(slug="noorderveld")
    with tenancy.library_scope(library):
        for branch in BRANCHES:
            actions.add_branch(library, code=branch.code, name=branch.name)
        name_codes(library)
    write_export(tmp_path, rows=20_000, seed=9, until=date(2026, 10, 31))
    read_in(library, tmp_path / "uitleningen.csv", create_unknown=False)
    return library


def guarded_totals() -> list[tuple[int, int, int, int, int, int]]:
    """(level, period, branch, age, place, borrowers) of guarded figures that k would show."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, period, branch, age, place, borrowers[place + 1]"
            " FROM segments_rollup, unnest(guarded) AS place WHERE kind = 0"
            " ORDER BY level, period, branch, age, place"
        )
        return cursor.fetchall()


def test_guarded_figures_are_hidden_though_they_are_large_enough(town: Library) -> None:
    with tenancy.library_scope(town):
        found = guarded_totals()
        codes = dict(Branch.objects.values_list("position", "code"))
        assert len(found) > 20
        assert all(borrowers >= town.threshold for *_, borrowers in found)
        for level, number, branch, age, place, _borrowers in found[::17]:
            ask = Ask(Period(level, number), branch=codes.get(branch, ""), age=age, rows="area")
            published = loans.matrix(town, ask)
            cell = published.total if place == 0 else published.cell(genre=place - 1)
            assert cell.state is State.SUPPRESSED, (level, number, branch, age, place)


def test_a_wiped_year_is_guarded_under_the_threshold_of_now(town: Library) -> None:
    """Its counts are those of then, and more of them are too small when the threshold rose."""
    with tenancy.library_scope(town):
        before = guarded_totals()
        Library.objects.filter(pk=town.pk).update(threshold=15)
        WipedYear.objects.create(library=town, year=2025, threshold=10)
    with acting_as("worker"):
        upkeep.count_again(town.pk)
    with tenancy.library_scope(town):
        wiped = guarded_totals()
        WipedYear.objects.all().delete()
    with acting_as("worker"):
        upkeep.count_again(town.pk)

    with tenancy.library_scope(town):
        assert wiped == guarded_totals()
    assert of_year(wiped) != of_year(before)
    assert len(of_year(wiped)) > 20


def of_year(found: list[tuple[int, int, int, int, int, int]]) -> list[tuple[int, ...]]:
    """Those of 2025."""
    return [row for row in found if row[1] // (12, 4, 1)[row[0]] == 2025]


def test_a_year_without_loans_needs_no_guard(committed: None) -> None:
    from segments.loading import guarding

    library = make.library()
    with tenancy.library_scope(library):
        guarding.guard_year(library, 2025, {})
        assert guarded_totals() == []


def test_arrays_of_before_a_genre_was_added_are_guarded_alike(town: Library) -> None:
    from segments.loading import guarding

    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        found = guarded_totals()
        # A genre that nobody borrows, known to the rollups of one branch only.
        cursor.execute(
            "UPDATE segments_rollup SET loans = loans || 0, borrowers = borrowers || 0"
            " WHERE branch = 2"
        )
        guarding.guard_year(town, 2026, {})

        assert guarded_totals() == found


def test_rows_worked_out_side_by_side_need_what_each_needs_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = small_library.exact_library(3)
    together = small_library.guarded_figures(exact, known_totals=True)

    monkeypatch.setattr(siblings, "AT_ONCE", 0)

    assert together.sum() > 20
    assert (small_library.guarded_figures(exact, known_totals=True) == together).all()
