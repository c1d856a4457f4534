"""Files that nobody of this project made come in whole, by command and by wizard."""

import csv
import os
from pathlib import Path

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Library, Membership
from segments.models import Reject
from tests import make
from tests.conftest import acting_as
from tests.segments.commanded import counts, import_file
from tests.segments.wizard import report, walk

FOLDER = Path(os.environ.get("SAMENPLAN_REAL_FILES", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder with real files (SAMENPLAN_REAL_FILES) is absent"
)
Rows = list[dict[str, str]]


@pytest.fixture
def town(committed: None) -> Library:
    return make.library(slug="noorderveld")


def copy(name: str, folder: Path) -> Path:
    """The error file comes beside the file, so not into the folder itself."""
    path = folder / name
    path.write_bytes((FOLDER / name).read_bytes())
    return path


def plain(name: str) -> Rows:
    with (FOLDER / name).open(newline="", encoding="utf-8-sig") as file:
        dialect = csv.Sniffer().sniff(file.readline(), ";,\t")
        file.seek(0)
        return list(csv.DictReader(file, delimiter=dialect.delimiter))


def total(rows: Rows, column: str) -> int:
    return sum(int(row[column]) for row in rows if row[column])


def ask(library: Library, sql: str) -> tuple[int, ...]:
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(sql)
        found: tuple[int, ...] = cursor.fetchone()
        return found


LOANS = "SELECT count(*), sum(loans), count(*) FILTER (WHERE segment = 0) FROM segments_loan"
TITLES = "SELECT count(DISTINCT title) FILTER (WHERE title > 0), count(*) FILTER (WHERE title = 0)"
COUNTS = "SELECT sum(loans), sum(renewals) FROM segments_loan_count WHERE is_current"
# What a plain reading of each file says.
TOULOUSE = "toulouse_top500_imprimes.csv"
ISSUES = "librarieswest_issues_summary.csv"
CIRCULATION = "evergreen_circulation.tsv"


@pytest.mark.parametrize("way", ["command", "wizard"])
def test_circulation_of_evergreen_comes_in_whole(town: Library, tmp_path: Path, way: str) -> None:
    path, rows = copy(CIRCULATION, tmp_path), plain(CIRCULATION)

    if way == "command":
        answer = import_file(town, path, "--create-unknown")
        assert (answer["state"], counts(answer)) == ("done", (486, 486, 0, 0, 0))
        assert answer["warnings"] == {"title_missing": sum(not row["title"] for row in rows)}
    else:
        browser = make.client(make.member(town, "adam", role=Membership.Role.ADMIN).user)
        done = walk(browser, town, path)
        assert (done.status, done.read, done.accepted) == ("done", 486, 486), done.reason
        assert "486" in report(browser, done)

    # Postcodes of elsewhere: every reader is unknown, and no loan is left out for that.
    assert ask(town, LOANS) == (486, 486, 486)
    titles = {row["copy_bib_record"] for row in rows if row["copy_bib_record"]}
    untitled = sum(not row["title"] for row in rows)
    assert ask(town, f"{TITLES} FROM segments_loan") == (len(titles), untitled)


@pytest.mark.parametrize("way", ["command", "wizard"])
def test_counts_of_toulouse_come_in_whole(town: Library, tmp_path: Path, way: str) -> None:
    path, rows = copy(TOULOUSE, tmp_path), plain(TOULOUSE)
    bad = [line for line, row in enumerate(rows, 2) if not row["ANNEE"]]

    if way == "command":
        answer = import_file(town, path, "--create-unknown")
        assert (answer["state"], counts(answer)) == ("done", (6016, 6015, 0, 0, 1))
    else:
        browser = make.client(make.member(town, "adam", role=Membership.Role.ADMIN).user)
        done = walk(browser, town, path)
        assert (done.status, done.read, done.accepted, done.rejected) == ("done", 6016, 6015, 1)

    assert ask(town, COUNTS) == (1_342_222, 0)
    assert total(rows, "Nbre de prêts") == 1_342_222
    with tenancy.library_scope(town):
        assert list(Reject.objects.values_list("line", flat=True)) == bad
    assert len(bad) == 1


@pytest.mark.parametrize("way", ["command", "wizard"])
def test_counts_of_librarieswest_come_in_whole(town: Library, tmp_path: Path, way: str) -> None:
    path, rows = copy(ISSUES, tmp_path), plain(ISSUES)

    if way == "command":
        answer = import_file(town, path, "--kind", "aggregate", "--create-unknown")
        assert (answer["state"], counts(answer)) == ("done", (4389, 4389, 0, 0, 0))
    else:
        browser = make.client(make.member(town, "adam", role=Membership.Role.ADMIN).user)
        done = walk(browser, town, path)
        assert (done.status, done.read, done.accepted) == ("done", 4389, 4389), done.reason

    assert ask(town, COUNTS) == (total(rows, "issues"), total(rows, "renewals"))
