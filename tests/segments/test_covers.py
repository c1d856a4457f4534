"""Covers: a zip is never trusted, a picture is written anew, and people of the library see it."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from planning import tenancy
from planning.models import Library
from segments import reading
from segments.actions import covers, jobs, uploads
from segments.models import Cover, LoanImport
from segments.reading import pictures
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import run, undo

SECRET = b"GPS of somebody's house"


def picture(kind: str = "PNG", *, width: int = 900, height: int = 1200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.COVER_DIR = tmp_path / "covers"  # type: ignore[attr-defined]


@pytest.fixture
def town(committed: None) -> Library:
    """Three titles: by PPN, by ISBN, and one that is known by its words."""
    library = make.library(slug="noorderveld")
    titles = [("4001", "", 1), ("9789000000019", "9789000000019", 2), ("woorden|", "", 3)]
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_title (library_id, key, isbn, number) VALUES (%s, %s, %s, %s)",
            [(library.pk, *title) for title in titles],
        )
    return library


def read_covers(town: Library, path: Path, rights: str = "Van de leverancier") -> LoanImport:
    copy = path.with_name(f"copy-{path.name}")
    copy.write_bytes(path.read_bytes())
    with acting_as("worker"), tenancy.library_scope(town):
        loan_import = uploads.receive(
            town, filename=path.name, source=copy, kind="covers", by=None, options={}
        )
        if loan_import.status != LoanImport.Status.DRAFT:
            return loan_import
        loan_import = covers.say_rights(loan_import, rights)
        jobs.ask(loan_import, "load", by=None)
    return run(loan_import)


def test_covers_come_in_small_and_without_what_was_hidden_in_them(
    town: Library, tmp_path: Path
) -> None:
    path = zipped(
        tmp_path / "omslagen.zip",
        **{
            "map/4001.png": picture() + SECRET,
            "978-90-0000-001-9.jpg": picture("JPEG"),
            "onbekend.jpg": picture("JPEG"),
            "leesmij.txt": b"niets",
        },
    )

    done = read_covers(town, path)

    assert (done.status, done.reason, done.stored_as) == ("done", "", "")
    assert (done.read, done.accepted, done.ignored, done.rejected) == (3, 2, 1, 0)
    assert done.report["unknown"] == {"cover": {"onbekend.jpg": 1}}
    with tenancy.library_scope(town):
        found = {cover.title: cover for cover in Cover.objects.all()}
    assert sorted(found) == [1, 2]
    assert {cover.rights for cover in found.values()} == {"Van de leverancier"}
    content = covers.path_of(found[1]).read_bytes()
    assert SECRET not in content
    with Image.open(io.BytesIO(content)) as small:
        assert (small.format, small.size) == ("JPEG", (320, 427))


def test_the_same_zip_again_changes_nothing_and_undone_all_are_gone(
    town: Library, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "omslagen.zip", **{"4001.png": picture()})
    first = read_covers(town, path)

    again = read_covers(town, path)

    assert (again.accepted, again.duplicates) == (0, 1)
    undo(again)
    with tenancy.library_scope(town):
        assert Cover.objects.count() == 1
    undo(first)
    with tenancy.library_scope(town):
        assert Cover.objects.count() == 0
    assert list((tmp_path / "covers").rglob("*.jpg")) == []


def add_title(town: Library, key: str, number: int) -> None:
    with acting_as("worker"), tenancy.library_scope(town), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO segments_title (library_id, key, isbn, number) VALUES (%s, %s, '', %s)",
            [town.pk, key, number],
        )


def shown(town: Library) -> dict[int, int]:
    """Of which import each title shows a picture."""
    with tenancy.library_scope(town):
        rows = Cover.objects.order_by("loan_import_id").values_list("title", "loan_import_id")
        return dict(rows)


def test_the_same_zip_finds_the_titles_that_came_since(town: Library, tmp_path: Path) -> None:
    path = zipped(tmp_path / "omslagen.zip", **{"4001.png": picture(), "4002.png": picture()})
    first = read_covers(town, path)
    add_title(town, "4002", 4)

    second = read_covers(town, path)
    add_title(town, "5000", 5)
    third = read_covers(town, path)

    assert (second.accepted, second.ignored) == (2, 0)
    assert (third.accepted, third.duplicates) == (0, 2)
    assert shown(town) == {1: third.pk, 4: third.pk}
    assert undo(third).undone_at is not None
    assert shown(town) == {1: second.pk, 4: second.pk}
    undo(second)
    assert shown(town) == {1: first.pk}


def test_of_two_zips_the_one_that_was_read_last_is_shown(town: Library, tmp_path: Path) -> None:
    path = zipped(tmp_path / "omslagen.zip", **{"4001.png": picture()})
    read_covers(town, path)
    other = read_covers(town, zipped(tmp_path / "nieuwe.zip", **{"4001.png": picture(width=700)}))

    again = read_covers(town, path)

    assert shown(town) == {1: again.pk}
    undo(again)
    assert shown(town) == {1: other.pk}


def test_undone_covers_go_although_a_picture_is_gone_already(town: Library, tmp_path: Path) -> None:
    path = zipped(tmp_path / "o.zip", **{"4001.png": picture(), "9789000000019.png": picture()})
    done = read_covers(town, path)
    with tenancy.library_scope(town):
        covers.path_of(Cover.objects.order_by("pk")[0]).unlink()

    undone = undo(done)

    assert undone.status == "undone"
    assert list((tmp_path / "covers").rglob("*.jpg")) == []


def test_covers_without_a_note_on_rights_wait(town: Library, tmp_path: Path) -> None:
    path = zipped(tmp_path / "omslagen.zip", **{"4001.png": picture()})

    done = read_covers(town, path, rights="  ")

    assert (done.status, done.reason) == ("needs_answer", "no_rights")


def test_what_is_no_picture_stays_out_and_the_others_come_in(town: Library, tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "omslagen.zip", **{"4001.png": b"\x89PNG broken", "9789000000019.jpg": picture()}
    )

    done = read_covers(town, path)

    assert (done.status, done.accepted, done.rejected) == ("done", 1, 1)
    assert done.report["problems"] == {"bad_picture": 1}


def link(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("4001.png")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return path


@pytest.mark.badfiles
@pytest.mark.parametrize(
    ("name", "code"),
    [("outside", "zip_unsafe_name"), ("link", "zip_link"), ("text", "no_pictures")],
)
def test_a_zip_that_is_not_safe_is_refused(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / "x.zip"
    if name == "link":
        link(path)
    else:
        zipped(path, **{"../../4001.png" if name == "outside" else "a.txt": picture()})

    with pytest.raises(reading.BadFile) as refusal:
        reading.picture_names(path)

    assert refusal.value.code == code


@pytest.mark.badfiles
def test_a_picture_that_unpacks_to_a_wall_is_none(tmp_path: Path) -> None:
    wall = picture(width=12_000, height=12_000)
    path = zipped(tmp_path / "x.zip", **{"4001.png": wall, "5.gif": b"GIF89a" + b"\0" * 100})

    found = list(reading.read_pictures(path, {"4001.png", "5.gif"}))

    assert len(wall) < pictures.PICTURE_BYTES
    assert [(each.name, each.content) for each in found] == [("4001.png", b""), ("5.gif", b"")]


@pytest.mark.badfiles
def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", **{"4001.png": b"\0" * (pictures.PICTURE_BYTES - 1)})

    with pytest.raises(reading.BadFile) as refusal:
        list(reading.read_pictures(path, {"4001.png"}))

    assert refusal.value.code == "bomb"


def test_cover_is_seen_by_staff_asked_for_again_and_not_there_for_strangers(
    town: Library, tmp_path: Path
) -> None:
    read_covers(town, zipped(tmp_path / "omslagen.zip", **{"4001.png": picture()}))
    bob = make.client(make.member(town, "bob").user)
    charlie = make.client(make.member(make.library(), "charlie", role="admin").user)
    address = reverse("segments:cover", args=[1])

    answer = bob.get(address)
    again = bob.get(address, headers={"If-None-Match": answer["ETag"]})

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304
    assert [
        charlie.get(address).status_code,
        Client().get(address).status_code,
        bob.get(reverse("segments:cover", args=[2])).status_code,
    ] == [404, 302, 404]


def test_a_zip_with_pictures_is_recognised_and_asks_whose_they_are(
    town: Library, tmp_path: Path
) -> None:
    alice = make.client(make.member(town, "alice", role="admin").user)
    path = zipped(tmp_path / "o.zip", **{"4001.png": picture(), "x.png": picture()})

    with path.open("rb") as file:
        sent = alice.post(reverse("segments:import_new"), {"file": file})
    page = alice.get(sent["Location"])
    refused = alice.post(sent["Location"], {"rights": ""})
    checked = alice.post(sent["Location"], {"rights": "Eigen foto"})

    assert "<mark>2 plaatjes</mark>" in page.text
    assert refused.status_code == 422
    assert "Zonder dat komen ze niet binnen." in refused.text
    with tenancy.library_scope(town):
        loan_import = LoanImport.objects.latest("pk")
    assert run(loan_import).status == "checked"
    assert 'value="all"' in alice.get(checked["Location"]).text


def test_covers_come_in_by_the_command_too(
    town: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = zipped(tmp_path / "omslagen.zip", **{"4001.png": picture()})
    given = ["import_loans", str(path), "--library", "noorderveld", "--kind", "covers"]

    with acting_as("worker"):
        with pytest.raises(SystemExit):
            call_command(*given)
        call_command(*given, "--rights", "Eigen foto's")

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["state"], first["code"]) == ("needs_answer", "no_rights")
    assert (second["state"], second["accepted"]) == ("done", 1)
