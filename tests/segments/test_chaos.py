"""Whatever kills an import, it ends by itself, exactly once, and nobody sees a part of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from config import services
from planning import tenancy
from planning.models import Library
from segments.models import LoanImport
from tests import make
from tests.conftest import NAME, acting_as
from tests.segments import loan_files
from tests.segments.loan_files import contents, loans, write

POINTS = 42
pytestmark = pytest.mark.chaos


@pytest.fixture
def town(committed: None) -> Library:
    return make.library(slug="noorderveld")


def start(
    loan_import: LoanImport, statement: int, keys: Path, uploads: Path
) -> subprocess.Popen[str]:
    """An import in a process of its own that dies at this statement (0: never)."""
    environment = {
        **os.environ,
        "SAMENPLAN_ROLE": "worker",
        "SECRET_KEY": "for this test only, and as long as one of production has to be",
        "DATABASE_URL": "set, so that no server is started",
        "WORKER_DATABASE_URL": f"postgresql://samenplan_worker@/{NAME}?host={services.run_dir()}",
        "KEY_DIR": str(keys),
        "UPLOAD_DIR": str(uploads),
    }
    numbers = [str(loan_import.library_id), str(loan_import.pk), str(statement)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.segments.killed_import", *numbers],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_until(loan_import: LoanImport, statement: int, keys: Path, uploads: Path) -> int:
    """Import until this statement; the negative signal, or the number of statements if it lived."""
    process = start(loan_import, statement, keys, uploads)
    out, err = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), err
    return int(out) if process.returncode == 0 else process.returncode


def let_lease_run_out(loan_import: LoanImport) -> None:
    with acting_as("worker"), tenancy.library_scope(loan_import.library_id):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE segments_loanimport SET lease_until = now() - interval '1 second'"
                " WHERE lease_until IS NOT NULL"
            )
        LoanImport.objects.filter(pk=loan_import.pk).update(attempts=0)


def test_an_import_killed_at_any_statement_ends_exactly_once(
    town: Library, tmp_path: Path, settings: object
) -> None:
    folders = settings.KEY_DIR, settings.UPLOAD_DIR  # type: ignore[attr-defined]
    base = loans(300, day="2025-01-{:02}") + loans(300, first=301, day="2025-02-{:02}")
    loan_files.read_in(town, write(tmp_path / "base.csv", base))
    before = contents(town)
    rows = loans(400, first=201, day="2025-02-{:02}", genre="G7")
    rows += loans(200, first=701, day="2025-03-{:02}")
    path = write(tmp_path / "next.csv", rows)
    whole = loan_files.queue(town, path)
    statements = run_until(whole, 0, *folders)
    after = contents(town)
    assert statements > POINTS
    loan_files.undo(loan_files.fresh(whole))
    assert contents(town) == before

    for point in sorted({1 + at * statements // POINTS for at in range(POINTS)}):
        loan_import = loan_files.queue(town, path)
        killed = run_until(loan_import, point, *folders)
        seen = contents(town)
        assert seen in (before, after), f"part of an import was visible after point {point}"
        # A month made by an earlier round saves statements: the last points may lie past the end.
        assert killed == -signal.SIGKILL or 0 < killed < point
        let_lease_run_out(loan_import)

        ended = loan_files.run(loan_import)

        assert ended.status == LoanImport.Status.DONE, f"{point}: {ended.status} {ended.reason}"
        assert contents(town) == after, f"another state after being killed at point {point}"
        loan_files.undo(ended)
        assert contents(town) == before


def test_no_table_of_a_killed_import_stays(town: Library, tmp_path: Path, settings: object) -> None:
    folders = settings.KEY_DIR, settings.UPLOAD_DIR  # type: ignore[attr-defined]
    loan_import = loan_files.queue(town, write(tmp_path / "a.csv", loans(100)))
    run_until(loan_import, 30, *folders)
    let_lease_run_out(loan_import)

    loan_files.run(loan_import)

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'segments_stage_%'")
        assert cursor.fetchall() == []


def test_eight_times_the_same_file_at_once_is_one_import(
    town: Library, tmp_path: Path, settings: object
) -> None:
    folders = settings.KEY_DIR, settings.UPLOAD_DIR  # type: ignore[attr-defined]
    path = write(tmp_path / "a.csv", loans(500))
    waiting = [loan_files.queue(town, path) for _ in range(8)]

    processes = [start(loan_import, 0, *folders) for loan_import in waiting]
    for process in processes:
        _, err = process.communicate()
        assert process.returncode == 0, err

    ended = [loan_files.fresh(loan_import) for loan_import in waiting]
    assert {loan_import.status for loan_import in ended} == {LoanImport.Status.DONE}
    assert sorted(loan_import.accepted for loan_import in ended) == [0] * 7 + [500]
    assert len(contents(town)[0]) == 500
