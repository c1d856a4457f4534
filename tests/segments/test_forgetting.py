"""Codes of members end: when a member asks, and when the library's term is over."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from planning import tenancy
from planning.models import Branch, BranchGroup, Library
from segments import keys
from segments.actions import erasure, retention, upkeep
from segments.actions.retention import first_kept_year
from segments.coding.keys import member_code
from segments.models import LoanImport
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import loans, read_in, write

ASKED = "20003"
YEARS = (2022, 2025)
SPRING = date(2026, 4, 1)


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    library = make.library(slug="noorderveld")
    rows = [
        row for year in YEARS for row in loans(210, first=year * 1000, day=f"{year}-03-{{:02}}")
    ]
    read_in(library, write(tmp_path / "loans.csv", rows))
    _long_ago(library)
    return library


def _long_ago(library: Library) -> None:
    with tenancy.library_scope(library):
        LoanImport.objects.update(finished_at="2026-01-02T10:00:00Z")


def query(library: Library, sql: str, *values: Any) -> Any:
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def loans_of(library: Library, number: str) -> int:
    with acting_as("worker"):
        code = member_code(number, keys.library_key(library.pk))
    found = query(
        library,
        "SELECT count(*) FROM segments_loan AS loan JOIN segments_member AS member"
        " ON member.number = loan.member WHERE member.code = %s",
        code,
    )
    return int(found[0][0])


def counts(library: Library, *, year: int) -> list[Any]:
    found: list[Any] = query(
        library,
        "SELECT period, branch, age, kind, row, loans, borrowers FROM segments_rollup"
        " WHERE level = 2 AND period = %s AND branch >= 0 ORDER BY 1, 2, 3, 4, 5",
        year,
    )
    return found


def forget(library: Library, number: str, monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{number}\n"))
    with acting_as("worker"):
        call_command("erase_member", library=library.slug, stdout=out)
    return out.getvalue().strip()


def test_a_member_who_asks_is_off_every_loan_and_the_others_are_not(
    town: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {number: loans_of(town, str(number)) for number in range(20_000, 20_007)}
    mine = others.pop(int(ASKED))
    before = counts(town, year=2025)

    said = forget(town, ASKED, monkeypatch)

    assert mine == 60
    assert said == "Vergeten: 60 uitleningen horen bij niemand meer."
    assert loans_of(town, ASKED) == 0
    assert {number: loans_of(town, str(number)) for number in others} == others
    after = counts(town, year=2025)
    total, less = before[-1], after[-1]
    assert sum(total[5]) == sum(less[5])  # what was lent stays
    assert (total[6][0], less[6][0]) == (7, 6)  # and one borrower fewer is counted


def test_a_later_file_does_not_bring_the_member_back(
    town: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(town, ASKED, monkeypatch)
    before = counts(town, year=2025)

    read_in(town, write(tmp_path / "again.csv", loans(210, first=2_025_000)))
    read_in(town, write(tmp_path / "more.csv", loans(70, first=90_000, day="2025-04-{:02}")))

    assert loans_of(town, ASKED) == 0
    assert loans_of(town, "20004") == 70
    assert [row[6][0] for row in counts(town, year=2025)][-1] == before[-1][6][0]


def test_a_member_is_forgotten_before_any_file_came(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = make.library(slug="noorderveld")
    said = forget(town, f"  {ASKED} ", monkeypatch)

    read_in(town, write(tmp_path / "loans.csv", loans(70)))

    assert said.startswith("Er zijn geen uitleningen met dit nummer.")
    assert loans_of(town, ASKED) == 0
    assert loans_of(town, "20004") == 10


def test_a_backup_that_is_put_back_is_cleaned_by_the_sweep(
    town: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as("worker"):
        code = member_code(ASKED, keys.library_key(town.pk))
        keys.remember_erased(town.pk, code)  # asked for after the backup was made
    assert loans_of(town, ASKED) == 60

    with acting_as("worker"):
        retention.keep_promises(town.pk)
        assert keys.erased_codes(town.pk) == {code}

    assert loans_of(town, ASKED) == 0


def test_the_number_itself_is_kept_nowhere(
    town: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    forget(town, ASKED, monkeypatch)

    kept = [path.read_bytes() for path in Path(settings.KEY_DIR).iterdir()]

    assert len(kept) == 2
    assert not any(ASKED.encode() in content for content in kept)


def test_an_empty_number_and_a_busy_library_are_said(
    town: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError):
        forget(town, "", monkeypatch)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
    monkeypatch.setattr(erasure, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(erasure.jobs, "library_lock", _never)
    with pytest.raises(CommandError, match="binnen een dag"):
        forget(town, ASKED, monkeypatch)


class _never:  # noqa: N801 - in the place of a function
    def __init__(self, _library_id: int) -> None: ...

    def __enter__(self) -> bool:
        return False

    def __exit__(self, *exc: object) -> None: ...


@pytest.mark.parametrize(
    ("today", "months", "year"),
    [
        (date(2025, 12, 31), 24, 2023),
        (date(2026, 1, 1), 24, 2024),
        (date(2026, 12, 31), 24, 2024),
        (date(2026, 6, 30), 18, 2024),
        (date(2026, 7, 1), 18, 2025),
        (date(2026, 1, 1), 12, 2025),
    ],
)
def test_the_term_runs_from_the_end_of_the_year(today: date, months: int, year: int) -> None:
    assert first_kept_year(today, months) == year


def test_codes_go_after_the_term_and_the_figures_stay(town: Library) -> None:
    before = [counts(town, year=year) for year in YEARS]

    with acting_as("worker"):
        assert retention.wipe(town.pk, today=SPRING) == [2022]
        assert retention.wipe(town.pk, today=SPRING) == []

    codes = "SELECT count(DISTINCT member) FROM segments_loan WHERE extract(year from day) = %s"
    assert query(town, codes + " AND member > 0", 2022) == [(0,)]
    assert query(town, codes + " AND member > 0", 2025) == [(7,)]
    assert query(town, "SELECT count(*) FROM segments_loan WHERE member = 0") == [(210,)]
    assert [counts(town, year=year) for year in YEARS] == before


def test_codes_that_no_loan_refers_to_are_gone_too(town: Library, tmp_path: Path) -> None:
    old = loans(30, first=70_000, day="2022-05-{:02}", member="55555")
    read_in(town, write(tmp_path / "old.csv", old))
    _long_ago(town)
    with acting_as("worker"):
        code = member_code("55555", keys.library_key(town.pk))
    known = "SELECT count(*) FROM segments_member WHERE code = %s"
    assert query(town, known, code) == [(1,)]

    with acting_as("worker"):
        retention.wipe(town.pk, today=SPRING)

    assert query(town, known, code) == [(0,)]
    assert query(town, "SELECT count(*), max(number) FROM segments_member") == [(8, 8)]
    assert loans_of(town, "20004") == 30


def test_a_year_with_a_fresh_import_waits(town: Library, tmp_path: Path) -> None:
    read_in(town, write(tmp_path / "late.csv", loans(7, first=80_000, day="2022-06-{:02}")))

    with acting_as("worker"):
        assert retention.wipe(town.pk, today=SPRING) == []

    assert loans_of(town, "20004") == 61


def test_figures_of_a_wiped_year_outlive_counting_again(town: Library) -> None:
    with acting_as("worker"):
        retention.wipe(town.pk, today=SPRING)
    before = [counts(town, year=year) for year in YEARS]
    with tenancy.library_scope(town):
        group = BranchGroup.objects.create(library=town, name="Noord")
        Branch.objects.filter(code__in=["B0", "B1"]).update(group=group)

    with acting_as("worker"):
        upkeep.count_again(town.pk)

    assert [counts(town, year=year) for year in YEARS] == before
    # The new group is there, and of its borrowers in 2022 nothing is known.
    groups = "SELECT period, max(borrowers[1]) FROM segments_rollup WHERE level = 2 AND branch < 0"
    assert query(town, groups + " GROUP BY period ORDER BY 1") == [(2022, 0), (2025, 7)]


def test_a_strangers_codes_stay(town: Library, tmp_path: Path) -> None:
    other = make.library(slug="elders")
    read_in(other, write(tmp_path / "other.csv", loans(70, day="2022-03-{:02}")))
    _long_ago(other)

    with acting_as("worker"):
        retention.wipe(town.pk, today=SPRING)

    assert loans_of(other, ASKED) == 10
