"""Files that come by themselves: only whole ones, never through a link, and never twice."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.actions import arrivals, mapping, uploads
from segments.models import LoanImport
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import loans, read_in, run, write


@pytest.fixture
def town(committed: None, settings: Any, tmp_path: Path) -> Library:
    settings.DROP_DIR = tmp_path / "aanlevering"
    settings.DROP_STILL_SECONDS = 0
    library = make.library(slug="noorderveld")
    arrivals.folder_of(library).mkdir(parents=True)
    return library


def took(town: Library) -> list[LoanImport]:
    """What a sweep takes and reads in, as far as it goes by itself."""
    with acting_as("worker"):
        for pk in arrivals.take(town.pk):
            with tenancy.library_scope(town):
                loan_import = LoanImport.objects.get(pk=pk)
            run(loan_import)
            if arrivals.go_on(town.pk, pk):
                run(loan_import)
    with tenancy.library_scope(town):
        return list(LoanImport.objects.filter(options__arrived=True).order_by("pk"))


def remembered(town: Library, tmp_path: Path) -> None:
    """Somebody read such a file in before, and had its columns remembered."""
    path = write(tmp_path / "eerder.csv", loans(30))
    read_in(town, path)
    copy = path.with_name("nog.csv")
    copy.write_bytes(path.read_bytes())
    with acting_as("worker"), tenancy.library_scope(town):
        loan_import = uploads.receive(town, filename="nog.csv", source=copy, by=None)
        profile = mapping.suggestion(loan_import).profile
        mapping.choose(loan_import, profile, remember_as="Maand")


def test_a_file_with_remembered_columns_is_read_in_and_the_same_once_more_is_not(
    town: Library, tmp_path: Path
) -> None:
    remembered(town, tmp_path)
    folder = arrivals.folder_of(town)
    write(folder / "maart.csv", loans(40, first=31))
    (first,) = took(town)
    write(folder / "maart-weer.csv", loans(40, first=31))

    _first, again = took(town)

    assert (first.status, first.accepted) == ("done", 40)
    assert (again.status, again.accepted, again.duplicates) == ("done", 0, 40)
    assert list(folder.iterdir()) == []


def test_a_file_that_nobody_explained_waits_and_says_why(town: Library, tmp_path: Path) -> None:
    write(arrivals.folder_of(town) / "vreemd.csv", loans(10))

    (waiting,) = took(town)
    alice = make.client(make.member(town, "alice", role="admin").user)
    page = alice.get(reverse("segments:import_list")).text

    assert (waiting.status, bool(waiting.stored_as)) == ("draft", True)
    assert "Vanzelf gekomen, maar geen onthouden profiel heeft deze kolommen." in page
    assert str(arrivals.folder_of(town)) in page
    with acting_as("worker"), tenancy.library_scope(town):
        assert uploads.delete_abandoned(town) == 0


def test_a_file_with_a_new_branch_waits_for_a_person(town: Library, tmp_path: Path) -> None:
    remembered(town, tmp_path)
    write(arrivals.folder_of(town) / "april.csv", loans(40, first=31, branch="NIEUW"))

    (waiting,) = took(town)

    assert waiting.status == "checked"
    assert arrivals.leaves_questions(waiting)


def test_links_folders_and_files_under_way_stay_where_they_are(
    town: Library, tmp_path: Path
) -> None:
    folder, outside = arrivals.folder_of(town), write(tmp_path / "geheim.csv", loans(10))
    (folder / "link.csv").symlink_to(outside)
    os.link(outside, folder / "hard.csv")
    (folder / "map").mkdir()
    for name in (".verborgen.csv", "half.csv.part"):
        write(folder / name, loans(10))

    assert took(town) == []

    assert outside.exists()
    assert sorted(path.name for path in folder.iterdir()) == [
        ".verborgen.csv",
        "half.csv.part",
        "hard.csv",
        "link.csv",
        "map",
    ]


def test_a_folder_that_is_a_link_is_not_entered(town: Library, tmp_path: Path) -> None:
    folder = arrivals.folder_of(town)
    folder.rmdir()
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    write(elsewhere / "maart.csv", loans(10))
    folder.symlink_to(elsewhere)

    assert took(town) == []
    assert (elsewhere / "maart.csv").exists()


def test_a_file_that_is_still_written_waits(town: Library, settings: Any) -> None:
    settings.DROP_STILL_SECONDS = 60
    write(arrivals.folder_of(town) / "maart.csv", loans(10))

    assert took(town) == []
