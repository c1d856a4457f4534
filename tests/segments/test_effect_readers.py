"""What a target group took before and during a campaign, held against a count one by one."""

from datetime import date

from planning import tenancy
from planning.models import Library, TargetGroup
from segments.lattice import Ask
from segments.models import Segment, TargetGroupSegment
from segments.queries.effect_readers import reached
from tests.segments.explored import GENRES, SEGMENTS, explored_library, some_loans
from tests.segments.slow_matrix import EVERY, slow_cells

ON = date(2025, 2, 10)
TRAVEL, COOKING = 4, 5
LOANS = 1500  # so few that who borrows differs from year to year


def group_of(
    library: Library, *segments: int, name: str = "Reizigers", **fields: int
) -> TargetGroup:
    with tenancy.library_scope(library):
        group = TargetGroup.objects.create(library=library, name=name, **fields)
        for segment in Segment.objects.filter(position__in=segments):
            TargetGroupSegment.objects.create(library=library, target_group=group, segment=segment)
    return group


def test_reach_is_the_published_figures_of_both_quarters_added_up(library: Library) -> None:
    explored_library(library, loans=LOANS)
    group = group_of(library, 3, 4)
    cells = {
        year: slow_cells(
            some_loans(loans=LOANS),
            Ask.parse(period=f"{year}-Q1", readers="adults", rows="segment"),
            branches=None,
            rows=len(SEGMENTS),
            genres=len(GENRES),
        )
        for year in (2024, 2025)
    }

    with tenancy.library_scope(library):
        (told,) = reached(library, group, {TRAVEL, COOKING}, ON)  # the quarter before is not known

    assert (str(told.now), str(told.then), told.hidden) == ("2025-Q1", "2024-Q1", 0)
    for year, borrowers, taken in (
        (2025, told.borrowers, told.taken),
        (2024, told.borrowers_then, told.taken_then),
    ):
        assert borrowers == sum(cells[year][row, EVERY].borrowers or 0 for row in (3, 4))
        both = [
            cells[year][row, genre].loans or 0
            for row in (3, 4)
            for genre in (TRAVEL, COOKING)
            if None not in (cells[2024][row, genre].loans, cells[2025][row, genre].loans)
        ]
        assert taken == sum(both) > 0


def test_nothing_is_said_of_a_group_nobody_described_or_of_an_unknown_quarter(
    library: Library,
) -> None:
    explored_library(library, loans=LOANS)
    unknown, travellers = group_of(library, name="Iedereen"), group_of(library, 2)

    with tenancy.library_scope(library):
        assert reached(library, unknown, {TRAVEL}, ON) == []
        assert reached(library, travellers, {TRAVEL}, date(2025, 8, 1)) == []
        assert reached(library, travellers, {TRAVEL}, date(2024, 2, 1)) == []


def test_a_group_without_segments_is_told_by_its_ages(library: Library) -> None:
    explored_library(library, loans=LOANS)
    group = group_of(library, from_age=60)
    by_age = Ask.parse(period="2025-Q1", readers="adults", rows="age")
    cells = slow_cells(some_loans(loans=LOANS), by_age, branches=None, rows=8, genres=len(GENRES))

    with tenancy.library_scope(library):
        (told,) = reached(library, group, {TRAVEL}, ON)

    assert told.borrowers == sum(cells[band, EVERY].borrowers or 0 for band in (7, 8)) > 0
