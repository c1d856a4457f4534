"""A small library of which it is known who lives where, who borrows, and what stands where."""

import random
from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from django.db import connection

from planning import tenancy
from planning.models import Branch, Library
from segments.models import Area, Genre, GenreCode, Households, Municipality, Segment
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.explored import AREAS, fill, name_things, read_in
from tests.segments.slow_rollups import (
    MONTH,
    TOTAL,
    YEAR,
    Loan,
    Rollup,
    slow_rollups,
)

# How many households of each segment live in each area, and how many of them borrow.
HOUSEHOLDS = {
    (1, 1): 1000,
    (2, 1): 2000,
    (3, 1): 500,
    (4, 1): 800,
    (1, 2): 400,
    (2, 2): 900,
    (3, 2): 1500,
    (4, 2): 30,
}
BORROWERS = {
    (1, 1): 100,
    (2, 1): 60,
    (3, 1): 90,
    (4, 1): 80,
    (1, 2): 60,
    (2, 2): 120,
    (3, 2): 45,
    (4, 2): 15,
}
TASTES = {1: [8, 2, 1, 1, 1], 2: [2, 2, 8, 1, 1], 3: [1, 1, 1, 8, 1], 4: [2, 2, 1, 1, 8]}
INSERT = """
INSERT INTO segments_reach (library_id, level, period, age, place_kind, place, segment, loans,
    borrowers) VALUES (%s, 2, %s, %s, %s, %s, %s, %s, %s)
"""


@cache
def _loans() -> tuple[Loan, ...]:
    """Of adults, in every month of 2024 and 2025; in 2024 everybody of segment 2 borrowed twice."""
    draw = random.Random(3)
    made, member = [], 0
    for (segment, area), count in BORROWERS.items():
        for _ in range(count):
            member += 1
            for year in (2024, 2025):
                for _ in range(4):
                    day = date(year, 1, 1) + timedelta(days=draw.randrange(360))
                    made.append(
                        {
                            "day": day,
                            "member": member,
                            "branch": {1: 1, 2: 3}[area],
                            "genre": 1 + draw.choices(range(5), TASTES[segment])[0],
                            "segment": segment,
                            "area": area,
                            "band": 6,
                            "renewal": False,
                        }
                    )
    return tuple(made)


@cache
def _rollups() -> tuple[Rollup, ...]:
    """What pages about whole years ask for, and of months only that they are known."""
    rows = slow_rollups(_loans(), genres=5, groups={1: 1, 2: 1})
    return tuple(
        row
        for row in rows
        if row.branch >= 0
        and (row.level == YEAR or (row.level == MONTH and row.kind == TOTAL and row.branch == 0))
    )


def reached_library(library: Library, *, with_households: bool = True) -> None:
    """Everything that both pages need; area 9001 belongs to CEN and 9002 to DRP."""
    name_things(library)
    fill(library, _rollups())
    read_in(library)
    with tenancy.library_scope(library):
        for position, (name, code) in enumerate((("Stad", "CEN"), ("Land", "DRP")), start=1):
            town = Municipality.objects.create(library=library, name=name, position=position)
            branch = Branch.objects.get(library=library, code=code)
            area = Area.objects.filter(library=library, code=AREAS[position - 1])
            area.update(municipality=town, catchment=branch)
    _count_readers(library)
    if with_households:
        _count_households(library)


def _count_households(library: Library) -> None:
    file = read_in(library, kind="households")
    with tenancy.library_scope(library):
        areas = {area.position: area for area in Area.objects.filter(library=library)}
        segments = {s.position: s for s in Segment.objects.filter(library=library)}
        Households.objects.bulk_create(
            Households(
                library=library,
                area=areas[area],
                segment=segments[segment],
                households=count,
                loan_import=file,
            )
            for (segment, area), count in HOUSEHOLDS.items()
        )


def _count_readers(library: Library) -> None:
    readers: dict[tuple[int, int, int, int], int] = defaultdict(int)
    for year in (2024, 2025):
        for (segment, area), count in BORROWERS.items():
            branch = {1: 1, 2: 3}[area]
            for kind, place in ((0, 0), (1, area), (2, area), (3, branch)):
                for each in (segment, -1):
                    readers[year, kind, place, each] += count
    rows = [
        (library.pk, year, 11, kind, place, segment, 4 * count, count)
        for (year, kind, place, segment), count in readers.items()
    ]
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)


def shelves(library: Library) -> None:
    """Forty copies of Reis in Cen and three in Drp, and plenty of Prentenboeken everywhere."""
    with tenancy.library_scope(library):
        for position in (3, 4):
            genre = Genre.objects.get(library=library, position=position)
            GenreCode.objects.create(
                library=library, code=f"G{position}", genre=genre, position=position
            )
    titles = [(1, "p1", "", "Prenten", ""), (2, "p2", "", "Verre reizen", "")]
    make_books.insert(library, "segments_title", titles)
    make_books.file(
        library,
        "titles",
        [(1, 3, 0, "nl", "", 2024, None, None), (2, 4, 0, "nl", "", 2024, None, None)],
    )
    held = [(1, 1, "", None, 60, None), (2, 1, "", None, 40, None), (2, 3, "", None, 3, None)]
    make_books.file(library, "holdings", held)
    make_books.renew(library)
