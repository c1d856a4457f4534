"""A small library of which everything is known: names, loans and their rollups."""

import json
import random
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import cache

from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Branch, BranchGroup, Library
from segments.models import Area, Genre, LoanImport, Segment, SegmentScheme
from tests.conftest import acting_as
from tests.segments.slow_rollups import Loan, Rollup, slow_rollups

SEGMENTS = ["Jonge starters", "Drukke gezinnen", "Rustige buiten", "Ruim en reislust"]
GENRES = ["Romans", "Thrillers", "Prentenboeken", "Reis", "Koken"]
BRANCHES = ["CEN", "OOS", "DRP"]  # positions 1, 2, 3; Dorp is in no group
AREAS = ["9001", "9002"]
# How much each segment takes of each genre, so that the rows have something to say.
TASTES = {
    0: [4, 2, 3, 2, 2],
    1: [6, 5, 1, 2, 3],
    2: [1, 1, 9, 1, 2],
    3: [4, 5, 1, 1, 2],
    4: [3, 2, 0, 7, 1],
}
INSERT = """
INSERT INTO segments_rollup (library_id, level, period, branch, age, kind, row, loans, borrowers,
    guarded)
SELECT %s, level, period, branch, age, kind, row, loans, borrowers, guarded
FROM jsonb_to_recordset(%s) AS new (
    level smallint, period integer, branch smallint, age smallint, kind smallint, row smallint,
    loans integer[], borrowers integer[], guarded smallint[])
"""


@cache
def some_loans(seed: int = 1, loans: int = 2500, members: int = 300) -> tuple[Loan, ...]:
    """Loans of the first quarters of 2024 and 2025."""
    draw = random.Random(seed)
    people = [
        (number, number % 5, number % 3, draw.choices(range(9), [1, 2, 3, 1, 3, 4, 4, 4, 2])[0])
        for number in range(1, members + 1)
    ]
    made = []
    for _ in range(loans):
        member, segment, area, band = draw.choice(people)
        start = date(draw.choice([2024, 2025]), 1, 1)
        made.append(
            {
                "day": start + timedelta(days=draw.randrange(90)),
                "member": member if draw.random() > 0.02 else 0,
                "branch": draw.choices([1, 2, 3], [6, 3, 1])[0],
                "genre": 1 + draw.choices(range(5), TASTES[segment])[0]
                if draw.random() > 0.03
                else 0,
                "segment": segment,
                "area": area,
                "band": band,
                "renewal": draw.random() < 0.1,
            }
        )
    return tuple(made)


@cache
def _rollups(seed: int, loans: int) -> tuple[Rollup, ...]:
    # The group's number differs from test to test: 1 stands for it.
    made = some_loans(seed, loans)
    return tuple(slow_rollups(made, genres=len(GENRES), groups={1: 1, 2: 1}))


def rollups(seed: int, group: int, loans: int = 2500) -> list[Rollup]:
    """The rollup rows of some_loans, with branches 1 and 2 in this group."""
    return [replace(row, branch=-group) if row.branch < 0 else row for row in _rollups(seed, loans)]


def fill(library: Library, rows: Iterable[Rollup]) -> None:
    """Put rollup rows in the database, as only a worker may."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(INSERT, [library.pk, json.dumps([asdict(row) for row in rows])])


def name_things(library: Library, *, with_segments: bool = True) -> BranchGroup:
    """Branches in one group, genres, areas and (unless told not to) a scheme."""
    with tenancy.library_scope(library):
        group = BranchGroup.objects.create(library=library, name="Stad")
        for position, code in enumerate(BRANCHES, start=1):
            Branch.objects.create(
                library=library,
                code=code,
                name=code.title(),
                position=position,
                group=group if position < 3 else None,
            )
        for position, name in enumerate(GENRES, start=1):
            Genre.objects.create(library=library, name=name, position=position)
        for position, code in enumerate(AREAS, start=1):
            Area.objects.create(
                library=library, code=code, name=f"Gebied {code}", position=position
            )
        if with_segments:
            scheme = SegmentScheme.objects.create(library=library, name="Voorbeeld")
            for position, name in enumerate(SEGMENTS, start=1):
                Segment.objects.create(
                    library=library,
                    scheme=scheme,
                    code=f"S{position}",
                    name=name,
                    order=position,
                    position=position,
                )
    return group


def read_in(library: Library, *, kind: str = "loans") -> LoanImport:
    """A finished import, so that pages can say when figures were read in."""
    with tenancy.library_scope(library):
        return LoanImport.objects.create(
            library=library,
            kind=kind,
            status=LoanImport.Status.DONE,
            filename="uitleningen.csv",
            digest="0" * 64,
            finished_at=timezone.now(),
        )


def explored_library(
    library: Library, *, seed: int = 1, with_segments: bool = True, loans: int = 2500
) -> BranchGroup:
    """All of the above for this library."""
    group = name_things(library, with_segments=with_segments)
    fill(library, rollups(seed, group.pk, loans))
    read_in(library)
    return group
