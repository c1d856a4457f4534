"""Every figure agrees with counting the loans one by one, whatever the neighbours borrow."""

from dataclasses import replace

import pytest

from planning import tenancy
from planning.models import Branch, Library
from segments.lattice import ALL, Ask, NotOnTheLattice, Period
from segments.models import Genre, Segment
from segments.queries import loans
from segments.queries.loans import ANY
from segments.suppression import State
from tests.segments.explored import (
    AREAS,
    BRANCHES,
    GENRES,
    SEGMENTS,
    explored_library,
    fill,
    name_things,
    rollups,
    some_loans,
)
from tests.segments.slow_matrix import EVERY, slow_cells
from tests.segments.slow_rollups import Rollup, slow_rollups

HIGHEST = {"segment": len(SEGMENTS), "area": len(AREAS), "age": 8, "branch": 3}
PLACES: dict[str, set[int] | None] = {"": None, "OOS": {2}, "group:Stad": {1, 2}}
QUESTIONS = [
    ("2025", "", "", "adults", "segment"),
    ("2025", "", "", "youth", "segment"),
    ("2025", "OOS", "", "all", "segment"),
    ("2024-Q1", "group:Stad", "30-44", "all", "segment"),
    ("2025-02", "", "unknown", "all", "area"),
    ("2025", "", "", "adults", "area"),
    ("2025-Q1", "", "", "adults", "age"),
    ("2025", "OOS", "", "all", "age"),
    ("2025", "", "", "adults", "branch"),
    ("2025-03", "", "", "all", "branch"),
    ("2025", "", "", "all", "branch"),
    ("2025-Q1", "group:Stad", "", "all", "branch"),
]


def ask_of(period: str, place: str, age: str, readers: str, rows: str) -> Ask:
    is_group = place.startswith("group:")
    return Ask.parse(
        period=period,
        branch="" if is_group else place,
        group=place.removeprefix("group:") if is_group else "",
        age=age,
        readers=readers,
        rows=rows,
    )


def seen(matrix: loans.Matrix) -> dict[tuple[int | None, int | None], object]:
    """The cells of all rows and genres that carry something, totals included."""
    return {
        (EVERY if row == ANY else row, EVERY if genre == ANY else genre): cell
        for (row, genre), cell in matrix.cells.items()
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_matrix_agrees_with_counting_the_loans(
    library: Library, stranger_library: Library, question: tuple[str, ...]
) -> None:
    explored_library(library, seed=1)
    explored_library(stranger_library, seed=2)
    ask = ask_of(*question)

    with tenancy.library_scope(library):
        matrix = loans.matrix(library, ask)

    expected = slow_cells(
        some_loans(1),
        ask,
        branches=PLACES[question[1]],
        rows=HIGHEST[ask.rows],
        genres=len(GENRES),
        group=frozenset({1, 2}),
    )
    found = seen(matrix)
    assert {place: found[place] for place in expected if place in found} == {
        place: cell for place, cell in expected.items() if place in found
    }
    missing = {cell.state for place, cell in expected.items() if place not in found}
    assert missing <= {State.NONE, State.SUPPRESSED}
    assert matrix.total.is_shown


def test_stranger_sees_none_of_it(library: Library, stranger_library: Library) -> None:
    explored_library(library)

    with tenancy.library_scope(stranger_library):
        assert loans.known_periods(library) == []
        assert loans.matrix(library, Ask(Period.parse("2025"))).total.state is State.NONE


def test_periods_are_published_each_on_their_own(library: Library) -> None:
    explored_library(library)
    ask = ask_of("2025", "", "", "adults", "segment")
    earlier = Period.parse("2024")

    with tenancy.library_scope(library):
        both = loans.matrices(library, ask, [ask.period, earlier])
        alone = loans.matrix(library, replace(ask, period=earlier))

    assert both[earlier].cells == alone.cells
    assert both[earlier].ask == alone.ask


def test_genre_added_later_counts_as_nothing_before(library: Library) -> None:
    explored_library(library)
    ask = ask_of("2025", "", "", "adults", "segment")
    with tenancy.library_scope(library):
        before = loans.matrix(library, ask)
        Genre.objects.create(library=library, name="Games", position=len(GENRES) + 1)

        after = loans.matrix(library, ask)

    assert after.cell(genre=len(GENRES) + 1).state is State.NONE
    assert after.genres == before.genres
    assert after.cell(1, 1) == before.cell(1, 1)


def test_what_has_no_name_is_not_dropped(library: Library) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        Segment.objects.filter(library=library, position=2).delete()
        Genre.objects.filter(library=library, position=4).delete()

        matrix = loans.matrix(library, ask_of("2025", "", "", "adults", "segment"))

    assert [row.name for row in matrix.rows] == [
        "Jonge starters",
        "Rustige buiten",
        "Ruim en reislust",
        "2",
        "onbekend",
    ]
    assert "4" in [genre.name for genre in matrix.genres]


def test_guarded_figure_stays_hidden(library: Library) -> None:
    group = name_things(library)
    guarded = [
        _with_guard(row)
        if (row.level, row.period, row.branch, row.age) == (2, 2025, 0, ALL)
        else row
        for row in rollups(1, group.pk)
    ]
    fill(library, guarded)

    with tenancy.library_scope(library):
        matrix = loans.matrix(library, ask_of("2025", "", "", "all", "segment"))

    assert matrix.cell(1, 1).state is State.SUPPRESSED
    assert matrix.cell(2, 1).is_shown
    assert matrix.cell(1).is_shown


def _with_guard(row: Rollup) -> Rollup:
    return replace(row, guarded=[2]) if (row.kind, row.row) == (1, 1) else row


def test_without_member_numbers_only_books_are_counted(library: Library) -> None:
    group = name_things(library)
    nobody = [{**loan, "member": 0} for loan in some_loans(1)]
    fill(library, slow_rollups(nobody, genres=len(GENRES), groups={1: group.pk, 2: group.pk}))

    with tenancy.library_scope(library):
        known = loans.known(library, Period.parse("2025"))
        per_branch = loans.matrix(library, ask_of("2025-02", "", "", "all", "branch"))
        per_segment = loans.matrix(library, ask_of("2025-02", "", "", "all", "segment"))

    assert not known.has_borrowers
    assert per_branch.total.is_shown
    assert per_branch.total.borrowers is None
    assert {cell.state for cell in per_segment.cells.values()} == {State.SUPPRESSED}


def test_known_periods_are_years_then_quarters_then_months(library: Library) -> None:
    explored_library(library)

    with tenancy.library_scope(library):
        periods = [str(period) for period in loans.known_periods(library)]

    assert periods == [
        *("2025", "2024", "2025-Q1", "2024-Q1"),
        *("2025-03", "2025-02", "2025-01", "2024-03", "2024-02", "2024-01"),
    ]


def test_total_of_a_year_is_rounded(library: Library) -> None:
    explored_library(library)
    exact = sum(loan["day"].year == 2025 and not loan["renewal"] for loan in some_loans(1))

    with tenancy.library_scope(library):
        total = loans.total_loans(library, Period.parse("2025"))

    assert total % 5 == 0
    assert abs(total - exact) <= 2


@pytest.mark.parametrize(("branch", "group"), [("NIX", ""), ("", "Nergens")])
def test_unknown_place_is_not_on_the_lattice(library: Library, branch: str, group: str) -> None:
    explored_library(library)

    with tenancy.library_scope(library), pytest.raises(NotOnTheLattice):
        loans.matrix(library, Ask(Period.parse("2025"), branch=branch, group=group))


def test_branch_of_another_library_is_unknown(library: Library, stranger_library: Library) -> None:
    explored_library(library)
    with tenancy.library_scope(stranger_library):
        Branch.objects.create(library=stranger_library, code="GEH", name="Geheim", position=1)

    with tenancy.library_scope(library), pytest.raises(NotOnTheLattice):
        loans.matrix(library, Ask(Period.parse("2025"), branch="GEH"))


@pytest.mark.parametrize("readers", ["adults", "all"])
def test_matrices_of_branches_are_those_of_each_branch_alone(
    library: Library, stranger_library: Library, readers: str
) -> None:
    explored_library(library)
    explored_library(stranger_library, seed=2)
    ask = Ask.parse(period="2025", readers=readers)

    with tenancy.library_scope(library):
        together = loans.by_branch(library, ask)
        alone = {
            position: loans.matrix(library, replace(ask, branch=code))
            for position, code in enumerate(BRANCHES, start=1)
        }

    assert {place: matrix.ask for place, matrix in together.items()} == {
        place: matrix.ask for place, matrix in alone.items()
    }
    assert [seen(together[place]) for place in alone] == [seen(alone[place]) for place in alone]
