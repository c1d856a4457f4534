"""The counts of the lattice agree with DuckDB over the same files, and every bad line is named."""

import json
import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection

from config.demo import name_codes
from planning import actions, tenancy
from planning.models import Branch, BranchGroup, Library
from segments.demonstration.export import write_export
from segments.demonstration.library import BRANCHES
from segments.models import Genre, GenreCode, LoanImport, Reject, Segment
from tests import make
from tests.segments.loan_files import read_in

ROWS, POINTS = 40_000, 30
UNTIL = date(2026, 10, 31)
GROUPS = {"CEN": "Noord", "OOS": "Noord", "DRP": "Zuid", "ZUI": "Zuid"}
BAND = """
    CASE WHEN born IS NULL OR year(day) - born NOT BETWEEN 0 AND 110 THEN 0
         WHEN year(day) - born < 7 THEN 1 WHEN year(day) - born < 13 THEN 2
         WHEN year(day) - born < 18 THEN 3 WHEN year(day) - born < 30 THEN 4
         WHEN year(day) - born < 45 THEN 5 WHEN year(day) - born < 60 THEN 6
         WHEN year(day) - born < 75 THEN 7 ELSE 8 END
"""
# All as text, and bad lines by their number: DuckDB is not asked what it thinks of them.
LOANS = f"""
    CREATE TABLE loan AS
    SELECT strptime(UITL_DATUM, '%d-%m-%Y %H:%M:%S')::date AS day, VESTIGING AS branch,
           RUBRIEK AS genre, PASNUMMER AS member, coalesce(code, '') AS segment,
           try_cast(GEBOORTEJAAR AS int) AS born, {BAND} AS band
    FROM good LEFT JOIN place ON place.postcode = replace(good.POSTCODE, ' ', '')
    WHERE ACTIE = '1'
"""


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    library = make.library(slug="noorderveld")
    with tenancy.library_scope(library):
        for branch in BRANCHES:
            group = GROUPS.get(branch.code, "")
            actions.add_branch(library, code=branch.code, name=branch.name, group=group)
        name_codes(library)
    write_export(tmp_path, rows=ROWS, seed=5, until=UNTIL, bad_per_million=1500)
    for kind, name in (("scheme", "indeling.csv"), ("postcodes", "postcodes.csv")):
        assert read_in(library, tmp_path / name, kind=kind).status == LoanImport.Status.DONE
    return library


def test_counts_and_rejects_agree(town: Library, tmp_path: Path) -> None:
    done = read_in(town, tmp_path / "uitleningen.csv", create_unknown=False)
    truth = json.loads((tmp_path / "waarheid.json").read_text())

    assert done.status == LoanImport.Status.DONE, done.reason
    with tenancy.library_scope(town):
        named = Reject.objects.order_by("line").values_list("line", "code")
        assert list(named) == [(bad["line"], bad["reason"]) for bad in truth["bad"]]
    assert (done.read, done.accepted) == (truth["totals"]["read"], truth["totals"]["accepted"])

    theirs = _duckdb(tmp_path, {bad["line"] for bad in truth["bad"]})
    chosen = random.Random(3)
    points = [_random_point(chosen) for _ in range(POINTS)]
    with tenancy.library_scope(town):
        for point in points:
            assert _ours(town, **point) == _theirs(theirs, **point), point


def _random_point(chosen: random.Random) -> dict[str, Any]:
    level = chosen.randrange(3)
    year = chosen.choice([2025, 2026])
    number = {0: year * 12 + chosen.randrange(10), 1: year * 4 + chosen.randrange(3), 2: year}
    branches = ["", *[branch.code for branch in BRANCHES], "Noord", "Zuid"]
    return {
        "level": level,
        "period": number[level],
        "branch": chosen.choice(branches),
        "age": chosen.choice([10, 10, 11, 12, *range(9)]),
    }


def _duckdb(folder: Path, bad: set[int]) -> duckdb.DuckDBPyConnection:
    lines = (folder / "uitleningen.csv").read_bytes().split(b"\n")
    good = [line for number, line in enumerate(lines, start=1) if number not in bad]
    (folder / "good.csv").write_bytes(b"\n".join(good))
    database = duckdb.connect()
    database.execute(
        f"CREATE TABLE good AS SELECT * FROM read_csv('{folder}/good.csv', delim=';',"
        " header=true, all_varchar=true)"
    )
    database.execute(
        "CREATE TABLE place AS SELECT postcode, coalesce(nullif(parent, ''), scheme.code) AS code"
        f" FROM read_csv('{folder}/postcodes.csv', delim=';', all_varchar=true) AS place"
        f" JOIN read_csv('{folder}/indeling.csv', delim=';', all_varchar=true) AS scheme"
        " ON scheme.code = place.code"
    )
    database.execute(LOANS)
    return database


Counts = dict[tuple[str, str], tuple[int, int]]


def _theirs(
    database: duckdb.DuckDBPyConnection, *, level: int, period: int, branch: str, age: int
) -> Counts:
    """(segment or "" for all, genre or "*" for any) → loans, distinct members."""
    where = {
        0: "year(day) * 12 + month(day) - 1",
        1: "year(day) * 4 + quarter(day) - 1",
        2: "year(day)",
    }[level] + f" = {period}"
    codes = [code for code, group in GROUPS.items() if group == branch] or [branch]
    if branch:
        where += f" AND branch IN ({', '.join(repr(code) for code in codes)})"
    where += {10: "", 11: " AND band >= 4", 12: " AND band BETWEEN 1 AND 3"}.get(
        age, f" AND band = {age}"
    )
    rows = database.execute(
        "SELECT CASE WHEN grouping(segment) = 1 THEN 'all' ELSE segment END,"
        " CASE WHEN grouping(genre) = 1 THEN '*' ELSE genre END,"
        f" count(*), count(DISTINCT member) FROM loan WHERE {where}"
        " GROUP BY CUBE (segment, genre)"
    ).fetchall()
    return {(segment, genre): (loans, members) for segment, genre, loans, members in rows if loans}


def _ours(library: Library, *, level: int, period: int, branch: str, age: int) -> Counts:
    positions = dict(Branch.objects.values_list("code", "position"))
    groups = dict(BranchGroup.objects.values_list("name", "pk"))
    number = -groups[branch] if branch in groups else positions.get(branch, 0)
    names = dict(Segment.objects.values_list("position", "code")) | {0: ""}
    codes = {
        genre.position: GenreCode.objects.get(genre=genre).code
        for genre in Genre.objects.filter(library=library)
    }
    found: Counts = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, row, loans, borrowers FROM segments_rollup WHERE level = %s"
            " AND period = %s AND branch = %s AND age = %s AND kind IN (0, 1)",
            [level, period, number, age],
        )
        for kind, row, loans, borrowers in cursor.fetchall():
            label = names[row] if kind else "all"
            for at, (many, members) in enumerate(zip(loans, borrowers, strict=True)):
                if many:
                    genre = {0: "*", 1: "onbekend"}.get(at) or codes[at - 1]
                    found[label, genre] = (many, members)
    return found


def test_the_twin_counts_something(tmp_path: Path) -> None:
    write_export(tmp_path, rows=2000, seed=5, until=UNTIL)
    counted = _theirs(_duckdb(tmp_path, set()), level=2, period=2026, branch="", age=10)

    assert counted["all", "*"][0] > 100
    assert Counter(genre for _, genre in counted)["*"] > 5
