"""A small library whose books, loans and readers are all known: what suggestions are told of."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.models import Genre, GenreCode
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.explored import BRANCHES, GENRES, explored_library

TODAY = date(2025, 4, 10)
YEAR = 2024  # the last whole year of its loans
CODES = {code: code if code <= len(GENRES) else 0 for code in range(1, 8)}  # 6 and 7 mean nothing
READER = (
    "INSERT INTO segments_title_reader"
    " (library_id, year, age, segment, title, loans, borrowers, least)"
    " VALUES (%s, %s, 11, %s, %s, %s, %s, %s)"
)


@dataclass
class Town:
    """What was put in: by title, branch and day."""

    library: Library
    codes: dict[int, int] = field(default_factory=dict)  # of each title
    copies: list[tuple[int, int, date | None, int]] = field(default_factory=list)
    ordered: list[tuple[int, int, date, int]] = field(default_factory=list)
    waiting: dict[int, int] = field(default_factory=dict)
    loans: list[make_books.Loan] = field(default_factory=list)
    readers: list[tuple[int, int, int]] = field(default_factory=list)  # segment, title, loans

    @property
    def numbers(self) -> list[int]:
        return list(self.codes)


def town(library: Library, *, seed: int = 1, titles: int = 120, has_copies: bool = True) -> Town:
    """Books drawn by chance, read in as far as a worker would."""
    draw = random.Random(seed)
    explored_library(library, loans=6000)
    _name_codes(library)
    made = Town(library)
    for number in range(1, titles + 1):
        made.codes[number] = draw.choice([0, *CODES])
        for branch in range(1, len(BRANCHES) + 1):
            _at(made, draw, number, branch, has_copies=has_copies)
        if draw.random() < 0.06:
            day = TODAY + timedelta(days=draw.randrange(-90, 60))
            made.ordered.append((number, draw.choice([0, 1, 2, 3]), day, 2))
        if draw.random() < 0.2:
            made.waiting[number] = draw.randrange(1, 6)
        if draw.random() < 0.15:
            made.readers.append((draw.choice([1, 4]), number, draw.choice([10, 40, 90])))
    _store(made)
    return made


def _at(made: Town, draw: random.Random, number: int, branch: int, *, has_copies: bool) -> None:
    if has_copies and draw.random() < 0.5:
        for _ in range(draw.choice([1, 1, 2])):
            old = draw.randrange(draw.choice([60, 1500, 1500]))
            day = None if draw.random() < 0.2 else TODAY - timedelta(days=old)
            made.copies.append((number, branch, day, draw.choice([1, 1, 2])))
    for _ in range(draw.choice([0, 0, 1, 3])):
        day = date(2024, 1, 1) + timedelta(days=draw.randrange(455))
        made.loans.append(make_books.Loan(number, branch, day, genre_code=made.codes[number]))


def _name_codes(library: Library) -> None:
    with tenancy.library_scope(library):
        genres = {genre.position: genre for genre in Genre.objects.filter(library=library)}
        for code, genre in CODES.items():
            GenreCode.objects.create(
                library=library, code=f"c{code}", genre=genres.get(genre), position=code
            )


def _store(made: Town) -> None:
    library = made.library
    rows = [(number, f"k{number}", "", f"Boek {number:03}", "") for number in made.codes]
    make_books.insert(library, "segments_title", rows)
    facts = [(number, code, 0, "", "", 0, None, None) for number, code in made.codes.items()]
    make_books.file(library, "titles", facts, on=TODAY)
    if made.copies:
        held = [
            (number, branch, "", day, count, None) for number, branch, day, count in made.copies
        ]
        make_books.file(library, "holdings", held, on=TODAY)
    ordered = [(number, branch, day, copies, None) for number, branch, day, copies in made.ordered]
    make_books.file(library, "acquisitions", ordered, on=TODAY)
    waits = [(number, 0, count) for number, count in made.waiting.items()]
    make_books.file(library, "reservations", waits, on=TODAY)
    make_books.lend(library, made.loans)
    _know_all_of_last_year(library)
    make_books.renew(library, 2024, 2025)
    told(library, made.readers)


def told(library: Library, readers: list[tuple[int, int, int]], *, least: int = 10) -> None:
    """How much of a title went to a segment, as it was settled that it may be told."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            READER,
            [[library.pk, YEAR, segment, number, n, 10, least] for segment, number, n in readers],
        )


def _know_all_of_last_year(library: Library) -> None:
    """The explored library knows first quarters; here the months between are known too."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_rollup (library_id, level, period, branch, age, kind, row, loans,"
            " borrowers) VALUES (%s, 0, %s, 0, 10, 0, 0, '{100}', '{50}')",
            [[library.pk, 2024 * 12 + month] for month in range(3, 12)],
        )
