"""What the matrices hide along with small figures is given away by no places and no titles."""

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Library
from segments import placing
from segments.lattice import ADULTS, YEAR, YOUTH, Ask, Period
from segments.loading.insights import reach as counting
from segments.loading.insights import readers as settling
from segments.placing import ANY
from segments.queries import loans, member_counts, reach_counts
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY
from tests.conftest import acting_as
from tests.segments import explored
from tests.segments.reached import reached_library

WHOLE = Period(YEAR, 2025)


def test_titles_are_told_only_where_the_page_of_the_matrix_shows_their_cell(
    library: Library,
) -> None:
    explored.explored_library(library)
    counts = settling.MATRIX.replace("loans FROM", "borrowers FROM")

    with tenancy.library_scope(library), connection.cursor() as cursor:
        settled = settling._matrix(library, 2025)
        pages = {age: loans.matrix(library, Ask(WHOLE, age=age)) for age in (ADULTS, YOUTH)}
        cursor.execute(counts, [library.pk, YEAR, 2025])
        readers = {(age, row): counted[1:] for age, row, counted in cursor.fetchall()}

    keys = zip(settled.age.tolist(), settled.segment.tolist(), settled.genre.tolist(), strict=True)
    cells = [
        (pages[age].cell(segment, genre).is_shown, readers[age, segment][genre])
        for age, segment, genre in keys
    ]
    assert settled.is_told.tolist() == [is_shown for is_shown, _ in cells]
    along = [count for is_shown, count in cells if not is_shown and count >= library.threshold]
    assert len(along) > 2


@pytest.fixture
def town(library: Library) -> Library:
    """The total of segment 4 is too small in 2025, so that another total goes along."""
    reached_library(library)
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE segments_rollup SET borrowers = ARRAY(SELECT least(count, 5)"
            " FROM unnest(borrowers) WITH ORDINALITY AS each (count, place) ORDER BY place)"
            " WHERE kind = 1 AND row = 4 AND level = 2 AND period = 2025 AND age = 11"
        )
    return library


def hidden_totals(town: Library) -> list[int]:
    with tenancy.library_scope(town):
        totals = reach_counts.borrowers(town, WHOLE, ADULTS, EVERYWHERE)
    found = [segment for (segment, _), cell in totals.items() if not cell.is_shown]
    assert len(found) == 2
    return found


@pytest.mark.parametrize("kind", [AREA, MUNICIPALITY, CATCHMENT])
def test_places_do_not_add_up_to_a_total_that_is_hidden(town: Library, kind: int) -> None:
    hidden = hidden_totals(town)

    with tenancy.library_scope(town):
        found = reach_counts.borrowers(town, WHOLE, ADULTS, kind)

    for segment in hidden:
        of_places = [cell for (each, place), cell in found.items() if each == segment and place > 0]
        assert len(of_places) == 2
        assert not all(cell.is_shown for cell in of_places)
    assert any(cell.is_shown for (_, place), cell in found.items() if place > 0)


def test_what_goes_along_counts_as_hidden_when_places_are_guarded(town: Library) -> None:
    hidden = hidden_totals(town)
    keys = [(EVERYWHERE, 0, segment) for segment in (1, 2, 3, 4, ANY)]

    with tenancy.library_scope(town):
        told = counting._told(town, 2025, ADULTS, keys)

    assert set(told.hidden) == {(EVERYWHERE, 0, segment) for segment in hidden}


def test_one_place_is_not_the_total_that_is_hidden_elsewhere() -> None:
    counts = {(1, 1): 400, (2, 1): 300, (3, 1): 40, (1, ANY): 400, (2, ANY): 300, (3, ANY): 40}
    counts |= {(ANY, 1): 740, (ANY, ANY): 740}

    careless = placing.published(counts, k=10)
    found = placing.published(counts, k=10, hidden_elsewhere={(3, ANY)})

    assert careless[3, 1].borrowers == 40
    assert not found[3, 1].is_shown
    assert found[1, 1].is_shown


def test_a_total_that_is_hidden_elsewhere_is_not_narrowed_by_several_kinds_of_places() -> None:
    """Each kind of place hides one of its own; together they may not say what is left."""
    within = {1: (1, 1), 2: (1, 2), 3: (2, 2)}
    counts = {}
    for segment, of_area in ((1, (60, 70, 80)), (2, (50, 45, 40)), (3, (30, 30, 30))):
        for area, count in enumerate(of_area, start=1):
            town, branch = within[area]
            for kind, place in (
                (EVERYWHERE, 0),
                (AREA, area),
                (MUNICIPALITY, town),
                (CATCHMENT, branch),
            ):
                for each in (segment, ANY):
                    counts[kind, place, each] = counts.get((kind, place, each), 0) + count
    totals = {key for key in counts if key[0] == EVERYWHERE}
    told = placing.Told(totals, {(EVERYWHERE, 0, 2), (EVERYWHERE, 0, 3)})

    away = placing.guards(counts, within, told, k=10)
    shown = {
        (kind, place, segment)
        for kind in (AREA, MUNICIPALITY, CATCHMENT)
        for (segment, place), cell in placing.published(
            placing.of_kind(counts, kind),
            k=10,
            guarded={(s, p) for at, p, s in away if at == kind},
            hidden_elsewhere={(2, ANY), (3, ANY)},
        ).items()
        if cell.is_shown and place != ANY
    }

    for segment in (2, 3):
        for kinds in ((AREA, (1, 2, 3)), (MUNICIPALITY, (1, 2)), (CATCHMENT, (1, 2))):
            assert not all((kinds[0], place, segment) in shown for place in kinds[1])
        # Town 1 with area 3, and branch 2 with area 1, are everybody as well.
        assert not {(MUNICIPALITY, 1, segment), (AREA, 3, segment)} <= shown
        assert not {(CATCHMENT, 2, segment), (AREA, 1, segment)} <= shown
    assert (AREA, 1, 1) in shown


def test_members_of_a_place_are_not_the_total_that_their_parts_hide(library: Library) -> None:
    rows = [(1, 5, 20, 5, 0), (2, 6, 3, 0, 1), (3, 5, 200, 0, 50), (3, 6, 15, 0, 5)]
    rows += [(4, 5, 30, 0, 0), (4, 6, 200, 3, 0)]
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_membership (library_id, import_id, segment, area, age, members,"
            " zero_borrowers, heavy_borrowers) VALUES (%s, 1, %s, %s, 11, %s, %s, %s)",
            [(library.pk, segment, area, *counts) for segment, area, *counts in rows],
        )

    with tenancy.library_scope(library):
        found = member_counts.per_place(library, ADULTS, AREA)

    # All of its members live in area 5.
    assert not found[1, ANY].is_shown
    assert not found[1, 5].is_shown
    assert found[3, ANY].is_shown
