"""Members of a file that gives a segment as a whole and by area are counted once."""

from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.lattice import ADULTS
from segments.placing import ANY
from segments.queries import member_counts
from segments.reaching import AREA, EVERYWHERE
from tests.conftest import acting_as


def members(library: Library, *rows: tuple[int, int, int]) -> None:
    """Members by segment and area (0: all areas), of adults."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_membership"
            " (library_id, import_id, segment, area, age, members) VALUES (%s, 1, %s, %s, %s, %s)",
            [[library.pk, segment, area, ADULTS, count] for segment, area, count in rows],
        )


def test_a_whole_and_its_areas_are_not_added_up(library: Library) -> None:
    members(library, (1, 0, 500), (1, 5, 200), (1, 6, 240), (2, 5, 100), (2, 6, 150))

    with tenancy.library_scope(library):
        everywhere = member_counts.per_place(library, ADULTS, EVERYWHERE)
        by_area = member_counts.per_place(library, ADULTS, AREA)

    assert (everywhere[1, ANY].borrowers, everywhere[2, ANY].borrowers) == (500, 250)
    assert everywhere[ANY, ANY].borrowers == 750
    assert {at: by_area[at].borrowers for at in ((1, 5), (2, 6))} == {(1, 5): 200, (2, 6): 150}
