"""Counts and published figures agree with DuckDB over the same files; every bad line is named.

The same for a million rows: `manage.py bench queries --rows 1000000`.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Branch, BranchGroup, Library
from segments.actions import insights, stale
from segments.benching import subject, twin
from segments.demonstration.export import write_export
from segments.demonstration.library import BRANCHES
from segments.demonstration.truth import Truth
from segments.lattice import ADULTS, ALL, YOUTH, Ask, Period
from segments.models import Area, Genre, GenreCode, LoanImport, Municipality, Reject, Segment
from segments.queries import loans, reach, shelves
from segments.queries.shelves import Stand
from tests import make
from tests.conftest import acting_as
from tests.segments import reach_twin, shelf_twin
from tests.segments.loan_files import read_in
from tests.segments.reach_twin import Twin

ROWS, POINTS = 60_000, 30
TABLES = [
    ("scheme", "indeling.csv"),
    ("postcodes", "postcodes.csv"),
    ("households", "huishoudens.csv"),
]
BOOKS = [("titles", "titels.csv"), ("holdings", "bezit.csv")]
UNTIL = date(2026, 10, 31)


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    return write_export(tmp_path, rows=ROWS, seed=5, until=UNTIL, bad_per_million=1500)


@pytest.fixture
def town(committed: None, tmp_path: Path, truth: Truth) -> Library:
    library = make.library(slug="noorderveld")
    with tenancy.library_scope(library):
        subject.name_codes(library)
    for kind, name in TABLES:
        assert read_in(library, tmp_path / name, kind=kind).status == LoanImport.Status.DONE
    return library


def test_counts_figures_and_rejects_agree(town: Library, tmp_path: Path, truth: Truth) -> None:
    done = read_in(town, tmp_path / "uitleningen.csv", create_unknown=False)

    assert done.status == LoanImport.Status.DONE, done.reason
    with tenancy.library_scope(town):
        named = Reject.objects.order_by("line").values_list("line", "code")
        assert list(named) == [(bad.line, bad.reason) for bad in truth.bad]
    assert (done.read, done.accepted) == (truth.totals.read, truth.totals.accepted)

    database = twin.opened(tmp_path, {bad.line for bad in truth.bad})
    chosen, shown = random.Random(3), 0
    with tenancy.library_scope(town):
        for ask in [_random_point(chosen) for _ in range(POINTS)]:
            assert _ours(town, ask) == twin.counts(database, ask), ask
        for ask in twin.random_points(town, loans.known_periods(town), POINTS):
            seen, wrong = twin.differences(loans.matrix(town, ask), twin.counts(database, ask))
            assert wrong == []
            shown += seen
    assert shown > 300
    for kind, name in BOOKS:
        assert read_in(town, tmp_path / name, kind=kind).status == LoanImport.Status.DONE
    found = Twin(database, tmp_path, _placed(town))
    with acting_as("worker"):
        insights.renew(town.pk)
    _reach_and_titles_agree(town, found)
    _shelves_agree(town, found)


def _shelves_agree(town: Library, twin: Twin) -> None:
    seen: list[Stand] = []
    with tenancy.library_scope(town):
        branches = dict(Branch.objects.values_list("code", "position"))
        codes: dict[int, list[str]] = {}
        for position, code in GenreCode.objects.values_list("genre__position", "code"):
            codes.setdefault(position or 0, []).append(code)
        genres = sorted(set(codes) - {0})
        for point in shelf_twin.points(50, list(branches), genres):
            found = shelves.shelf(town, point.year)
            stand = found.at(branches.get(point.branch, shelves.ALL), point.genre)
            compared = point, twin.database, twin.folder, codes
            assert shelf_twin.difference(stand, *compared) == ""
            assert shelf_twin.difference(replace(stand, copies=stand.copies + 1), *compared)
            seen.append(stand)
    assert len([stand for stand in seen if stand.turnover and stand.spread]) > 40
    assert len([stand for stand in seen if stand.sleepers]) > 10


def _reach_and_titles_agree(town: Library, twin: Twin) -> None:
    told = titles = 0
    with tenancy.library_scope(town):
        for ask, kind in reach_twin.asks(50):
            seen, wrong = reach_twin.differences(reach.reach(town, ask), twin, kind)
            assert wrong == []
            told += seen
        for year, age in ((2025, ADULTS), (2025, YOUTH), (2026, ADULTS)):
            seen, wrong = reach_twin.title_differences(town, twin, year, age)
            assert wrong == []
            titles += seen
    assert (told > 1000, titles > 300) == (True, True)


def _placed(town: Library) -> dict[str, dict[str, str]]:
    """Areas in three municipalities and in the catchments of branches; by code what holds what."""
    with acting_as("worker"), tenancy.library_scope(town):
        towns = [
            Municipality.objects.create(library=town, name=f"Gemeente {number}", position=number)
            for number in (1, 2, 3)
        ]
        branches = list(Branch.objects.order_by("position"))
        areas = list(Area.objects.order_by("position"))
        for number, area in enumerate(areas):
            area.municipality = towns[number % 3]
            area.catchment = branches[number * 7 % len(branches)]
            area.save()
        stale.mark_all(town)
    return {
        "municipality": {area.code: str(area.municipality) for area in areas},
        "catchment": {area.code: area.catchment.code for area in areas if area.catchment},
    }


def _random_point(chosen: random.Random) -> Ask:
    level = chosen.randrange(3)
    year = chosen.choice([2025, 2026])
    number = {0: year * 12 + chosen.randrange(10), 1: year * 4 + chosen.randrange(3), 2: year}
    branch = chosen.choice(["", *[branch.code for branch in BRANCHES], "Noord", "Zuid"])
    place = ("", branch) if branch in ("Noord", "Zuid") else (branch, "")
    return Ask(Period(level, number[level]), *place, chosen.choice([10, 10, 11, 12, *range(9)]))


def _ours(library: Library, ask: Ask) -> twin.Counts:
    """The exact counts as they are stored, not fit to be published."""
    positions = dict(Branch.objects.values_list("code", "position"))
    groups = dict(BranchGroup.objects.values_list("name", "pk"))
    number = -groups[ask.group] if ask.group else positions.get(ask.branch, 0)
    names = dict(Segment.objects.values_list("position", "code")) | {0: "onbekend"}
    codes = {0: twin.EVERY, 1: "onbekend"}
    codes |= {at + 1: name for at, name in Genre.objects.values_list("position", "name")}
    found: twin.Counts = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, row, loans, borrowers FROM segments_rollup WHERE level = %s"
            " AND period = %s AND branch = %s AND age = %s AND kind IN (0, 1)",
            [ask.period.level, ask.period.number, number, ask.age],
        )
        for kind, row, lent, borrowers in cursor.fetchall():
            label = names[row] if kind else twin.EVERY
            for at, (many, members) in enumerate(zip(lent, borrowers, strict=True)):
                if many:
                    found[label, codes[at]] = (many, members)
    return found


def test_the_twin_counts_something(tmp_path: Path) -> None:
    write_export(tmp_path, rows=2000, seed=5, until=UNTIL)
    counted = twin.counts(twin.opened(tmp_path, set()), Ask(Period(2, 2026)))

    assert counted["*", "*"][0] > 100
    assert Counter(genre for _, genre in counted)["*"] > 5


@pytest.mark.parametrize("rows", ["segment", "age", "area", "branch"])
def test_the_twin_adds_up_in_every_way(tmp_path: Path, rows: str) -> None:
    write_export(tmp_path, rows=2000, seed=5, until=UNTIL)
    database = twin.opened(tmp_path, set())
    branches = [twin.counts(database, Ask(Period(2, 2026), branch=b.code)) for b in BRANCHES]

    counted = twin.counts(database, Ask(Period(2, 2026), rows=rows, age=ALL))

    total = counted["*", "*"][0]
    assert sum(each["*", "*"][0] for each in branches if each) == total
    assert sum(lent for (row, genre), (lent, _) in counted.items() if "*" not in (row, genre)) == (
        total
    )
    assert len({row for row, _ in counted}) > 4


def test_a_figure_that_is_one_step_off_is_found(library: Library) -> None:
    from tests.segments.explored import explored_library

    explored_library(library)
    matrix = loans.matrix(library, Ask.parse(period="2025"))
    told = _as_told(matrix)

    assert twin.differences(matrix, told)[1] == []
    for place in [place for place, (lent, _) in told.items() if lent][::7]:
        lent, borrowers = told[place]
        assert len(twin.differences(matrix, told | {place: (lent + 5, borrowers)})[1]) == 1


def _as_told(matrix: Any) -> twin.Counts:
    """What is shown, taken for the truth."""
    rows = [(row.position, row.code) for row in matrix.all_rows] + [(loans.ANY, twin.EVERY)]
    genres = [(genre.position, genre.code) for genre in matrix.all_genres]
    cells = {
        (row_code, genre_code): matrix.cell(row, genre)
        for row, row_code in rows
        for genre, genre_code in [*genres, (loans.ANY, twin.EVERY)]
    }
    return {place: (cell.loans, cell.borrowers) for place, cell in cells.items() if cell.is_shown}
