"""The demonstration: Bibliotheek Noorderveld and Klein Dorp, filled through the real import."""

import csv
import hashlib
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from config import demo_campaigns, demo_places
from config.demo_plan import fill_plan
from config.demo_plan.groups import choose_for_whom
from config.demo_plan.klein_dorp import fill_klein_dorp, write_totals
from config.demo_profiles import tell_of_segments
from planning import actions, tenancy
from planning.models import Library, Membership
from segments import tasks
from segments.actions import covers, jobs, mapping, uploads
from segments.demonstration import library as invented
from segments.demonstration.covers import RIGHTS, write_covers
from segments.demonstration.export import write_order
from segments.demonstration.world import Order
from segments.loading import answers
from segments.models import LoanImport, MonitorTotal

Say = Callable[[str], None]
SEED = 2026
WAIT_SECONDS = 300
COVERS = 120
BAD_PER_MILLION = 120
FILES = (
    ("scheme", "indeling.csv"),
    ("postcodes", "postcodes.csv"),
    ("households", "huishoudens.csv"),
    ("memberships", "leden-per-segment.csv"),
    # Small ones first and loans last: after each file is made anew what there is so far.
    ("weeding", "saneren.csv"),
    ("reservations", "reserveringen.csv"),
    ("acquisitions", "aanwinsten.csv"),
    ("titles", "titels.csv"),
    ("holdings", "bezit.csv"),
    ("loans", "uitleningen.csv"),
    ("covers", "omslagen.zip"),
)
STAFF, MANAGER, ADMIN = Membership.Role.STAFF, Membership.Role.MANAGER, Membership.Role.ADMIN
PEOPLE = {
    "noorderveld": (
        ("bram", "Bram Veldkamp", STAFF, "collection"),
        ("noor", "Noor Zandstra", STAFF, "marketing"),
        ("ilse", "Ilse Hoekema", MANAGER, "other"),
        ("tarik", "Tarik Demmers", ADMIN, "collection"),
    ),
    "klein-dorp": (
        ("wietske", "Wietske Poel", ADMIN, "collection"),
        ("joris", "Joris Landman", STAFF, "marketing"),
    ),
}


class CannotFill(Exception):
    """The demonstration data could not be read in."""


def collect_static() -> None:
    """Bring the static files to where they are served from, when one of them changed."""
    digest = hashlib.sha256(settings.VERSION.encode())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def fill(*, rows: int, say: Say) -> None:
    """Make the two libraries when they are not there; go on with what an earlier start left."""
    branches = {branch.code: branch.name for branch in invented.BRANCHES}
    library = _add_library("noorderveld", invented.LIBRARY_NAME, branches)
    small = _add_library("klein-dorp", "Bibliotheek Klein Dorp", {"KD": "Klein Dorp"})
    fill_small(small)
    with tenancy.library_scope(library):
        # Before the loans: the plan is there within seconds.
        fill_plan(library, today=timezone.localdate())
        if LoanImport.objects.current().filter(library=library, kind="loans").exists():
            choose_for_whom(library, today=timezone.localdate())
            tell_of_segments(library, today=timezone.localdate())
            return
        name_codes(library)
    folder = settings.STATE_DIR / "demonstration"
    say("Voorbeelduitleningen maken en inlezen…")
    today = timezone.localdate()
    truth = write_order(
        folder,
        Order(
            rows=rows,
            seed=SEED,
            until=today - timedelta(days=1),
            bad_per_million=BAD_PER_MILLION,
            promotions=demo_campaigns.promotions(today),
        ),
    )
    write_covers(folder / "omslagen.zip", _most_lent(folder / "titels.csv"))
    for kind, name in FILES:
        _import(library, folder / name, kind)
        if kind == "households":
            with tenancy.library_scope(library):
                demo_places.place_areas(library)
    _wait_for_insights(library)
    with tenancy.library_scope(library):
        tell_of_segments(library, today=timezone.localdate())
        _enter_monitor_total(library)
        choose_for_whom(library, today=timezone.localdate())
        demo_campaigns.fill_campaigns(library, truth.promoted[0], today=today)
        accepted = LoanImport.objects.current().filter(kind="loans").aggregate(n=Sum("accepted"))
    shutil.rmtree(folder)
    say(f"{accepted['n']:,} rijen ingelezen. Kies een rol op de eerste pagina.".replace(",", "."))


def fill_small(library: Library) -> None:
    """Klein Dorp has a supplier's yearly total per age group, and nothing else."""
    path = settings.STATE_DIR / "demonstration-klein-dorp" / "jaartotalen.csv"
    today = timezone.localdate()
    with tenancy.library_scope(library):
        fill_klein_dorp(library, today=today)
        demo_campaigns.fill_first_project(library, today=today)
    write_totals(path, today=today)
    _import(library, path, "aggregate")
    shutil.rmtree(path.parent)


def _add_library(slug: str, name: str, branches: dict[str, str]) -> Library:
    found = Library.objects.filter(slug=slug).first()
    if found is not None:
        return found
    library = actions.add_library(slug, name=name, is_demonstration=True)
    with tenancy.library_scope(library):
        for code, title in branches.items():
            actions.add_branch(library, code=code, name=title)
        for short, full, role, discipline in PEOPLE[slug]:
            actions.add_member(
                library,
                email=f"{short}@demo.invalid",
                name=full,
                role=role,
                discipline=discipline,
            )
    return library


def name_codes(library: Library) -> None:
    """Give the rubrieken and materials of the demonstration export their names beforehand."""
    for code, label in invented.MATERIALS.items():
        answers.add_material(library, code, label)
    for rubriek in invented.RUBRIEKEN:
        answers.add_genre_code(library, rubriek.code, rubriek.label, is_youth=rubriek.is_youth)


def _most_lent(path: Path) -> list[tuple[str, str, str]]:
    """PPN, title and author of the titles that people will meet on the pages."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(
            csv.DictReader(file, delimiter=";"),
            key=lambda row: (-int(row["UITLENINGEN"] or 0), row["PPN"]),
        )
    return [(row["PPN"], row["TITEL"], row["AUTEUR"]) for row in rows[:COVERS]]


def _import(library: Library, path: Path, kind: str) -> None:
    """Send one file the way a person would: received, mapped, queued, done by the worker."""
    with tenancy.library_scope(library):
        if LoanImport.objects.current().filter(library=library, kind=kind).exists():
            return
        options = {"create_unknown": kind != "loans"}
        loan_import = uploads.receive(
            library, filename=path.name, source=path, kind=kind, by=None, options=options
        )
        if kind == LoanImport.Kind.COVERS:
            loan_import = covers.say_rights(loan_import, RIGHTS)
        else:
            loan_import = mapping.choose(loan_import, mapping.suggestion(loan_import).profile)
        loan_import = jobs.ask(loan_import, "load", by=None)
        tasks.wake_worker(library.pk, loan_import.pk)
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        with tenancy.library_scope(library):
            loan_import = LoanImport.objects.get(pk=loan_import.pk)
        if loan_import.status == LoanImport.Status.DONE:
            return
        if not loan_import.is_busy:
            break
        time.sleep(0.2)
    raise CannotFill(f"{path.name}: {loan_import.status} {loan_import.reason}")


def _wait_for_insights(library: Library) -> None:
    """Until the pages about groups and books have their figures too; they come by themselves."""
    deadline = time.monotonic() + WAIT_SECONDS
    waiting = Library.objects.filter(pk=library.pk, insights_stale_at__isnull=False)
    while waiting.exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def _enter_monitor_total(library: Library) -> None:
    """What the library told the monitor about the last whole year: a little more than came in."""
    year = timezone.localdate().year - 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(loans), 0) FROM segments_loan"
            " WHERE library_id = %s AND extract(year from day) = %s",
            [library.pk, year],
        )
        (loans,) = cursor.fetchone()
    if loans:
        MonitorTotal.objects.get_or_create(
            library=library, year=year, defaults={"loans": round(loans * 1.011)}
        )
