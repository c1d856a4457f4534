"""While one page is made equal questions are answered once, and never after it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning import tenancy
from planning.models import Library
from segments.lattice import Ask
from segments.queries import loans, names
from segments.queries.remembered import once, remembering
from tests.segments.explored import explored_library


def test_answer_is_remembered_within_a_page_only() -> None:
    asked = []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    with remembering():
        within = [once("question", answer), once("question", answer)]
    after = [once("question", answer), once("question", answer)]

    assert (within, after) == ([1, 1], [2, 3])


def test_remembered_matrix_is_the_same_and_of_its_own_library(
    library: Library, stranger_library: Library
) -> None:
    explored_library(library)
    explored_library(stranger_library, seed=2)
    ask = Ask.parse(period="2025", readers="adults")
    with tenancy.library_scope(library):
        alone = loans.matrix(library, ask)
    with remembering():
        with tenancy.library_scope(library):
            first = loans.matrix(library, ask)
            with CaptureQueriesContext(connection) as queries:
                again = loans.matrix(library, ask)
        with tenancy.library_scope(stranger_library):
            theirs = loans.matrix(stranger_library, ask)

    assert len(queries) == 0
    assert first.cells == again.cells == alone.cells
    assert theirs.cells != alone.cells


def test_remembered_names_cannot_be_changed_by_who_asked(library: Library) -> None:
    explored_library(library)

    with tenancy.library_scope(library), remembering():
        names.segments(library).clear()
        found = names.segments(library)

    assert [each.code for each in found] == ["S1", "S2", "S3", "S4"]
