"""Files that come by themselves: only whole ones, never through a link, and never twice."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments import profiles
from segments.actions import arrivals, mapping, uploads
from segments.models import ImportProfile, LoanImport
from segments.profiles import Profile
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


def inside(folder: Any) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def stuck(*_args: Any, dir_fd: int | None = None, **_kept: Any) -> None:
    """As os.unlink in a folder in which the worker may not write."""
    if dir_fd is None:
        REALLY_UNLINK(*_args)
    else:
        raise PermissionError(13, "Permission denied", "member 20001")


REALLY_UNLINK = os.unlink


def test_a_file_that_goes_wrong_keeps_none_of_the_others_out(
    town: Library, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    folder = arrivals.folder_of(town)
    for name in ("a.csv", "b.csv", "c.csv"):
        write(folder / name, loans(10))
    receive = uploads.receive

    def broken(*args: Any, **kept: Any) -> LoanImport:
        if kept["filename"] == "b.csv":
            raise ValueError("20001")
        return receive(*args, **kept)

    monkeypatch.setattr(uploads, "receive", broken)

    came = took(town)

    assert [each.filename for each in came] == ["a.csv", "c.csv"]
    assert inside(folder) == ["b.csv"]
    assert inside(settings.UPLOAD_DIR) == sorted(each.stored_as for each in came)
    assert [record.getMessage() for record in caplog.records] == [
        f"a file of library {town.pk} was not taken: ValueError"
    ]


def test_what_was_taken_is_kept_when_the_worker_dies_at_the_next_file(
    town: Library, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = arrivals.folder_of(town)
    for name in ("a.csv", "b.csv"):
        write(folder / name, loans(10))
    settled = mapping.remembered_profile

    def killed(loan_import: LoanImport) -> Profile | None:
        if loan_import.filename == "b.csv":
            raise SystemExit
        return settled(loan_import)

    monkeypatch.setattr(mapping, "remembered_profile", killed)
    with pytest.raises(SystemExit):
        took(town)
    monkeypatch.undo()

    assert inside(folder) == ["b.csv"]
    with tenancy.library_scope(town):
        kept = LoanImport.objects.get()
    assert (kept.filename, inside(settings.UPLOAD_DIR)) == ("a.csv", [kept.stored_as])
    assert [each.filename for each in took(town)] == ["a.csv", "b.csv"]
    assert inside(folder) == []


def test_a_file_that_cannot_be_removed_is_taken_once_and_again_when_it_is_put_anew(
    town: Library, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    path = write(arrivals.folder_of(town) / "maart.csv", loans(10))
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", stuck)
        (first,) = took(town)
        assert took(town) == [first]
        write(path, loans(10))
        assert [each.filename for each in took(town)] == ["maart.csv"] * 2

    assert [record.getMessage() for record in caplog.records] == [
        f"the file of import {pk} stays: Permission denied" for pk in (first.pk, first.pk + 1)
    ]
    assert len(took(town)) == 2
    assert inside(path.parent) == []
    assert len(inside(settings.UPLOAD_DIR)) == 2


def test_a_disk_that_is_full_leaves_the_file_and_no_piece_of_it(
    town: Library, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    folder = arrivals.folder_of(town)
    write(folder / "maart.csv", loans(10))

    def full(_source: Any, target: Any, _piece: int) -> None:
        target.write(b"loan_id")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)

    assert took(town) == []

    assert (inside(folder), inside(settings.UPLOAD_DIR)) == (["maart.csv"], [])
    assert [record.getMessage() for record in caplog.records] == [
        f"a file of library {town.pk} was not taken: No space left on device"
    ]


def test_an_upload_that_cannot_be_noted_leaves_no_file(
    town: Library, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LoanImport, "save", lambda _self: 1 / 0)

    copy = write(tmp_path / "nog.csv", loans(10))

    with tenancy.library_scope(town), pytest.raises(ZeroDivisionError):
        uploads.receive(town, filename="nog.csv", source=copy, by=None)

    assert inside(settings.UPLOAD_DIR) == []


def test_a_name_that_is_no_text_is_taken_too(town: Library) -> None:
    folder = arrivals.folder_of(town)
    write(folder / "x.csv", loans(10)).rename(folder / os.fsdecode(b"ma\xffrt.csv"))

    assert [each.filename for each in took(town)] == ["ma\ufffdrt.csv"]


def test_a_folder_that_another_worker_is_at_waits(town: Library) -> None:
    write(arrivals.folder_of(town) / "maart.csv", loans(10))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [arrivals.LOCK_SPACE, town.pk])

    meanwhile = took(town)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()

    assert meanwhile == []
    assert len(took(town)) == 1


def test_a_weeding_list_is_not_read_in_with_the_columns_of_holdings(town: Library) -> None:
    header = ["Titelnr", "Titel", "Vestiging", "Exemplaren"]
    profile = profiles.suggest("holdings", header, [("1", "Boek", "B0", "1")]).profile
    with tenancy.library_scope(town):
        ImportProfile.objects.create(
            library=town, name="Bezit", kind="holdings", settings=profile.to_json()
        )
    text = ";".join(header) + "\n1;Boek;B0;1\n"
    (arrivals.folder_of(town) / "saneerlijst.csv").write_text(text)

    (waiting,) = took(town)

    assert (waiting.kind, waiting.status) == ("weeding", "draft")


def test_of_remembered_columns_those_that_leave_none_out_are_taken(town: Library) -> None:
    row = loans(1)[0]
    whole = profiles.suggest("loans", list(row), [tuple(row.values())]).profile
    few = {name: whole.mapping[name] for name in ("loaned_at", "branch", "title", "member")}
    with tenancy.library_scope(town):
        for name, mapped in (("alles", whole.mapping), ("minder", few)):
            settings = {**whole.to_json(), "mapping": mapped}
            ImportProfile.objects.create(library=town, name=name, kind="loans", settings=settings)
    write(arrivals.folder_of(town) / "maart.csv", loans(10))

    (came,) = took(town)

    assert came.profile["mapping"] == whole.mapping
