"""A file with holdings that would leave a branch with few copies asks before it replaces them."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.actions import arrivals, jobs, mapping, uploads
from segments.fewer_copies import Fewer, found, reason, sentence
from segments.models import LoanImport
from tests import make
from tests.conftest import acting_as
from tests.segments.book_files import read
from tests.segments.commanded import import_text, state
from tests.segments.loan_files import fresh, run

HEADER = "PPN;Titel;Vestiging;Exemplaren\n"
QUESTION = (
    "In dit bestand heeft Centrum 3 exemplaren; nu zijn dat er 6.355."
    " Het nieuwste bestand vervangt wat er stond. Klopt dat?"
)


@pytest.fixture
def town(committed: None, settings: Any, tmp_path: Path) -> Library:
    settings.DROP_DIR = tmp_path / "aanlevering"
    settings.DROP_STILL_SECONDS = 0
    library = make.library(slug="noorderveld")
    make.branch(library, "CEN", "Centrum")
    make.branch(library, "OOS", "Oost")
    return library


def holdings(**copies: int) -> str:
    """A file with these copies, a title per thousand."""
    lines = [
        f"{4000 + number};Boek;{branch};{min(1000, count - 1000 * number)}\n"
        for branch, count in copies.items()
        for number in range(-(-count // 1000))
    ]
    return HEADER + "".join(lines)


def received(town: Library, folder: Path, text: str) -> LoanImport:
    copy = folder / "nieuw.copy"
    copy.write_text(text, encoding="utf-8")
    return uploads.receive(town, filename="nieuw.csv", source=copy, kind="holdings", by=None)


def settled(town: Library, folder: Path, text: str) -> LoanImport:
    """An uploaded file whose columns were chosen, and that is asked to be checked."""
    with acting_as("worker"), tenancy.library_scope(town):
        loan_import = received(town, folder, text)
        loan_import = mapping.choose(loan_import, mapping.suggestion(loan_import).profile)
        return jobs.ask(loan_import, "check", by=None)


def copies_of(town: Library, loan_import: LoanImport) -> int:
    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(copies), 0) FROM segments_holding WHERE import_id = %s",
            [loan_import.pk],
        )
        return int(cursor.fetchone()[0])


def test_a_check_asks_and_goes_on_only_when_somebody_says_so(town: Library, tmp_path: Path) -> None:
    read(town, tmp_path, "holdings", holdings(CEN=6355, OOS=60))
    browser = make.client(make.member(town, "alice", role="admin").user)

    asked = run(settled(town, tmp_path, holdings(CEN=3, OOS=58)))
    page = browser.get(reverse("segments:import_check", args=[asked.pk])).text
    browser.post(reverse("segments:import_answer", args=[asked.pk]))
    checked = run(asked)
    browser.post(reverse("segments:import_check", args=[asked.pk]), {"take": "all"})
    loaded = run(asked)

    assert (asked.status, asked.phase) == ("needs_answer", "check")
    assert QUESTION in page
    assert "Ja, ga verder met deze exemplaren" in page
    assert reverse("segments:import_stop", args=[asked.pk]) in page
    assert (checked.status, loaded.status, copies_of(town, loaded)) == ("checked", "done", 61)


def test_whoever_says_no_throws_the_file_away(town: Library, tmp_path: Path) -> None:
    first = read(town, tmp_path, "holdings", holdings(CEN=100))
    browser = make.client(make.member(town, "alice", role="admin").user)
    asked = run(settled(town, tmp_path, holdings(CEN=3)))

    browser.post(reverse("segments:import_stop", args=[asked.pk]))

    assert (fresh(asked).status, copies_of(town, first)) == ("cancelled", 100)


def test_a_load_stores_nothing_before_it_is_confirmed(town: Library, tmp_path: Path) -> None:
    import_text(town, tmp_path, holdings(CEN=6355), "--kind", "holdings")

    asked = import_text(town, tmp_path, holdings(CEN=3), "--kind", "holdings")
    with tenancy.library_scope(town):
        stopped = LoanImport.objects.get(pk=asked["import"])
    stored = copies_of(town, stopped)
    told = import_text(town, tmp_path, holdings(CEN=3), "--kind", "holdings", "--accept-fewer")

    assert (state(asked), asked["exit"]) == (("needs_answer", "fewer_copies"), 1)
    assert (asked["reason"], stored) == (QUESTION, 0)
    assert told["state"] == "done"


def test_an_older_file_replaces_nothing_and_is_not_asked_about(
    town: Library, tmp_path: Path
) -> None:
    read(town, tmp_path, "holdings", holdings(CEN=100), exported_on="2026-03-01")

    older = read(town, tmp_path, "holdings", holdings(CEN=3), exported_on="2026-02-01")
    newer = read(town, tmp_path, "holdings", holdings(CEN=4), exported_on="2026-03-02")

    assert (older.status, newer.status) == ("done", "needs_answer")


def test_a_file_that_came_by_itself_waits_with_the_question(town: Library, tmp_path: Path) -> None:
    read(town, tmp_path, "holdings", holdings(CEN=6355))
    with acting_as("worker"), tenancy.library_scope(town):
        draft = received(town, tmp_path, holdings(CEN=6100))
        mapping.choose(draft, mapping.suggestion(draft).profile, remember_as="Bezit")
    folder = arrivals.folder_of(town)
    folder.mkdir(parents=True)
    (folder / "bezit.csv").write_text(holdings(CEN=3), encoding="utf-8")

    with acting_as("worker"):
        (pk,) = arrivals.take(town.pk)
        with tenancy.library_scope(town):
            waiting = run(LoanImport.objects.get(pk=pk))
        goes_on = arrivals.go_on(town.pk, pk)
    browser = make.client(make.member(town, "alice", role="admin").user)
    page = browser.get(reverse("segments:import_list")).text

    assert (waiting.status, goes_on) == ("needs_answer", False)
    assert f"Vanzelf gekomen, en wacht met een vraag. {QUESTION}" in page


@pytest.mark.parametrize(
    ("copies", "now", "is_asked"),
    [(24, 50, True), (25, 50, False), (0, 49, False), (3, 6355, True)],
)
def test_half_of_fifty_copies_is_the_border(copies: int, now: int, *, is_asked: bool) -> None:
    assert found({1: copies}, {1: now}) == ([Fewer(1, copies, now)] if is_asked else [])


def test_the_question_names_two_branches_and_counts_the_others() -> None:
    fewer = found(dict.fromkeys(range(1, 5), 1), {1: 60, 2: 900, 3: 80, 4: 70})
    names = {2: "Haven: ‘zuid’", 3: "Dorp"}

    text = reason(fewer, names)

    assert sentence(text.partition(":")[2]) == (
        "In dit bestand heeft Haven: ‘zuid’ 1 exemplaar; nu zijn dat er 900."
        " In dit bestand heeft Dorp 1 exemplaar; nu zijn dat er 80."
        " Dat geldt ook voor nog 2 vestigingen."
        " Het nieuwste bestand vervangt wat er stond. Klopt dat?"
    )
