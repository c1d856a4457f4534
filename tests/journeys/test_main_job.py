"""The main job in a real browser with a real worker: upload, follow, look, take along."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from config import services
from config.demo import name_codes
from planning import actions, tenancy
from planning.models import Library, Membership
from segments import tasks
from segments.demonstration.export import write_export
from segments.demonstration.library import BRANCHES
from segments.models import LoanImport
from tests import make
from tests.conftest import NAME, acting_as
from tests.journeys.examined import examined
from tests.segments import loan_files

pytestmark = pytest.mark.browser
Start = Callable[[], subprocess.Popen[bytes]]
ROWS = 6000
SLOW = 60_000  # milliseconds that a busy machine may take for a job


@pytest.fixture
def town(committed: None) -> Library:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    with tenancy.library_scope(library):
        for branch in BRANCHES:
            actions.add_branch(library, code=branch.code, name=branch.name)
        name_codes(library)
    make.member(library, "adam", role=Membership.Role.ADMIN)
    return library


@pytest.fixture
def files(tmp_path: Path) -> Path:
    until = timezone.localdate() - timedelta(days=1)
    write_export(tmp_path, rows=ROWS, seed=4, until=until)
    path = tmp_path / "uitleningen.csv"
    text = path.read_text()
    number, _, rest = text.splitlines()[-1].split(";", 2)
    path.write_text(f"{text}{int(number) + 1};31-02-2026 10:00:00;{rest}\n")
    return tmp_path


@pytest.fixture
def start_worker(
    committed: None, settings: object
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a Celery worker on the database of this test; all are stopped afterwards."""
    running: list[subprocess.Popen[bytes]] = []
    host = services.run_dir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SAMENPLAN_ROLE": "worker",
        "SECRET_KEY": "for this test only, " + "and long enough to be one " * 2,
        "DATABASE_URL": "set, so that no server is started",
        "WORKER_DATABASE_URL": f"postgresql://samenplan_worker@/{NAME}?host={host}",
        "REDIS_URL": services.redis_url(),
        "KEY_DIR": str(settings.KEY_DIR),  # type: ignore[attr-defined]
        "UPLOAD_DIR": str(settings.UPLOAD_DIR),  # type: ignore[attr-defined]
    }

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker"]
        options = ["--pool", "solo", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"]
        process = subprocess.Popen(
            [*command, *options], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def check_accessibility(page: Page) -> None:
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/")
    page.get_by_label("E-mailadres").fill(f"{name}@example.org")
    page.get_by_label("Wachtwoord").fill(make.PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Week")


def upload(page: Page, address: str, path: Path) -> None:
    """As far as the check of the file."""
    page.goto(f"{address}/beheer/import/nieuw/")
    page.locator("#id_file").set_input_files(path)
    page.locator("#upload-form button.primary").click()
    page.wait_for_url("**/beheer/import/*/**")
    if "/kolommen/" in page.url:
        page.locator("#columns-form button.primary").click()
    page.wait_for_url("**/controle/**")


def read_in(page: Page, address: str, path: Path) -> None:
    upload(page, address, path)
    page.locator("#check-form button.primary").click(timeout=SLOW)
    page.wait_for_url("**/voortgang/**")
    check_accessibility(page)
    to_report(page)


def to_report(page: Page) -> None:
    page.get_by_role("link", name="Bekijk het rapport").click(timeout=SLOW)
    page.wait_for_url("**/rapport/**")


def test_the_main_job(
    page: Page,
    address: str,
    town: Library,
    files: Path,
    start_worker: Start,
) -> None:
    start_worker()
    log_in(page, address, "adam")
    check_accessibility(page)

    for name in ("indeling.csv", "postcodes.csv", "uitleningen.csv"):
        read_in(page, address, files / name)
        check_accessibility(page)
    with tenancy.library_scope(town):
        done = LoanImport.objects.current().get(kind="loans")
    assert (done.read, done.rejected) == (ROWS + 1, 1)
    with page.expect_download() as errors:
        page.get_by_role("link", name="Download fouten").click()
    assert len(errors.value.path().read_text("utf-8-sig").splitlines()) == 2

    page.get_by_role("link", name="Wie leent wat").first.click()
    expect(page.locator("table.heatmap")).to_be_visible()
    check_accessibility(page)
    page.locator("table.heatmap td a").first.click()
    expect(page.locator("#panel")).to_be_visible()
    check_accessibility(page)
    page.go_back()
    expect(page.locator("table.heatmap")).to_be_visible()
    with page.expect_download() as workbook:
        page.get_by_role("link", name="XLSX").or_(page.get_by_role("link", name="Excel")).click()
    assert workbook.value.suggested_filename.endswith(".xlsx")


@pytest.mark.chaos
def test_an_import_outlives_the_worker_that_began_it(
    page: Page,
    address: str,
    town: Library,
    files: Path,
    start_worker: Start,
) -> None:
    for kind, name in (("scheme", "indeling.csv"), ("postcodes", "postcodes.csv")):
        loan_files.read_in(town, files / name, kind=kind)
    worker = start_worker()
    log_in(page, address, "adam")
    upload(page, address, files / "uitleningen.csv")
    button = page.locator("#check-form button.primary")
    button.wait_for(timeout=SLOW)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()

    button.click()
    page.wait_for_url("**/voortgang/**")
    start_worker()
    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        cursor.execute("SELECT id, library_id FROM segments_loanimport WHERE status = 'queued'")
        waiting = cursor.fetchall()
    for import_id, library_id in waiting:  # what the sweep does every few seconds
        tasks.run_import.delay(library_id, import_id)

    to_report(page)
    with tenancy.library_scope(town):
        assert LoanImport.objects.current().get(kind="loans").accepted == ROWS
