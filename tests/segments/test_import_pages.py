"""The steps of the import wizard as an administrator walks through them."""

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planning import tenancy
from planning.models import Library, Membership, User
from segments.models import ImportProfile, JobTicket, LoanImport
from segments.views.imports_kinds import KINDS
from tests import make
from tests.segments.import_rows import done, inspection, make_import, profile

HTMX = {"HX-Request": "true"}
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "segments"
OWN_NAMES = b"loaned_at;branch;title\r\n2026-01-03;CEN;Vet\r\n2026-01-14;OOS;Mooi\r\n"
DUTCH = b"VESTIGING;UITLEENDATUM;KLANTNAAM\r\nCEN;3-1-2026;Jansen, P.\r\nOOS;4-1-2026;Vries, A.\r\n"


def url(name: str, loan_import: LoanImport) -> str:
    return reverse(f"segments:import_{name}", args=[loan_import.pk])


def upload(content: bytes, name: str = "uitleningen.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


# ---- all files


def test_import_list_says_what_to_begin_with(as_adam: Client) -> None:
    page = as_adam.get(reverse("segments:import_list"))

    assert "Er is nog niets ingelezen" in page.text
    assert page.text.count("Nog niet</td>") == len(KINDS)
    assert reverse("segments:import_sample", args=["uitleningen"]) in page.text


def test_import_list_shows_result_state_and_what_is_missing(
    as_adam: Client, adam: User, library: Library
) -> None:
    done(library, by=adam, filename="januari.csv")
    make_import(library, filename="zonder.csv", status="refused", reason="image", stored_as="")

    page = as_adam.get(reverse("segments:import_list"))

    assert "1.300 rijen ingelezen, 4 waren al bekend, 10 overgeslagen." in page.text
    assert "Dit is een afbeelding" in page.text
    assert "Lees de segmentindeling in om segmenten" in page.text
    assert "Adam" in page.text


@pytest.mark.parametrize("item_count", [1, 3])
def test_import_list_needs_as_many_queries_for_three_as_for_one(
    as_adam: Client, library: Library, item_count: int
) -> None:
    rows = [done(library, filename=f"{n}.csv") for n in range(item_count)]

    with CaptureQueriesContext(connection) as queries:
        page = as_adam.get(reverse("segments:import_list"))

    assert [row["import"] for row in page.context["rows"]] == rows[::-1]
    # How many there are, the rows, the kinds that are in, the remembered profiles, what came
    # by itself; the menu asks whether there are loans to look at.
    assert sum("segments_" in query["sql"] for query in queries) == 6


def test_import_list_asks_again_only_while_something_is_busy(
    as_adam: Client, library: Library
) -> None:
    loan_import = make_import(library, status="queued")
    address = reverse("segments:import_list")

    busy = as_adam.get(address, headers=HTMX)
    with tenancy.library_scope(library):
        LoanImport.objects.filter(pk=loan_import.pk).update(status="cancelled")
    idle = as_adam.get(address, headers=HTMX)

    assert ("hx-get" in busy.text, "hx-get" in idle.text) == (True, False)


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
def test_import_sample_is_a_file_that_needs_no_mapping(as_adam: Client, kind: str) -> None:
    response = as_adam.get(reverse("segments:import_sample", args=[kind]))

    assert response.headers["Content-Disposition"] == f'attachment; filename="voorbeeld-{kind}.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_an_unknown_sample_does_not_exist(as_adam: Client) -> None:
    assert as_adam.get(reverse("segments:import_sample", args=["boeken"])).status_code == 404


def test_a_profile_is_forgotten_and_comes_back(as_adam: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        row = ImportProfile.objects.create(
            library=library, name="Kwartaalexport", kind="loans", settings=profile()
        )

    page = as_adam.post(reverse("segments:import_profile_remove", args=[row.pk]), follow=True)
    assert "Kwartaalexport is vergeten." in page.text
    page = as_adam.post(reverse("segments:import_profile_restore"), follow=True)

    assert "Kwartaalexport is terug." in page.text
    with tenancy.library_scope(library):
        assert ImportProfile.objects.get().settings == profile()


# ---- 1 file


def test_an_upload_is_moved_and_asks_for_its_columns(as_adam: Client, library: Library) -> None:
    response = as_adam.post(reverse("segments:import_new"), upload(DUTCH))

    with tenancy.library_scope(library):
        loan_import = LoanImport.objects.get()
    assert response.headers["Location"] == url("columns", loan_import)
    assert (loan_import.kind, loan_import.status) == ("loans", "draft")
    assert [path.name for path in Path(settings.UPLOAD_DIR).iterdir()] == [loan_import.stored_as]
    page = as_adam.get(response.headers["Location"])
    assert "Is 3-1-2026 3 januari of 1 maart?" in page.text
    assert "Jansen" not in page.text


def test_a_file_with_known_columns_skips_that_step(as_adam: Client, library: Library) -> None:
    response = as_adam.post(reverse("segments:import_new"), upload(OWN_NAMES))

    with tenancy.library_scope(library):
        loan_import = LoanImport.objects.get()
    assert response.headers["Location"] == url("check", loan_import)
    assert (loan_import.status, loan_import.phase) == ("queued", "check")
    assert JobTicket.objects.get().import_id == loan_import.pk


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (upload(b"\x89PNG\r\n\x1a\n" + bytes(64), "foto.csv"), "Dit is een afbeelding"),
        (upload(b"<!doctype html><html><body>Fout</body></html>"), "Dit is een webpagina"),
        (upload(b""), "Dit bestand is leeg."),
        ({}, "Kies eerst een bestand."),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    as_adam: Client, files: dict[str, SimpleUploadedFile], sentence: str
) -> None:
    response = as_adam.post(reverse("segments:import_new"), files)

    assert response.status_code == 422
    assert sentence in response.text
    assert list(Path(settings.UPLOAD_DIR).iterdir()) == []


def test_an_upload_to_a_real_library_asks_who_it_is(db: None) -> None:
    library = make.library(is_demonstration=False)
    person = make.member(library, role=Membership.Role.ADMIN).user
    TOTP.activate(person, generate_totp_secret())

    response = make.client(person).get(reverse("segments:import_new"))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


# ---- which step


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, "columns"),
        ({"status": "checked"}, "check"),
        ({"status": "needs_answer", "reason": "no_postcodes"}, "check"),
        ({"status": "running", "phase": "check"}, "check"),
        ({"status": "queued", "phase": "load"}, "progress"),
        ({"status": "running", "phase": "undo"}, "progress"),
        ({"status": "failed", "phase": "load", "reason": "internal: x"}, "progress"),
        ({"status": "refused", "phase": "load", "reason": "too_many_rejects: 9 / 10"}, "check"),
        ({"status": "refused", "stored_as": "", "reason": "image"}, "report"),
        ({"status": "cancelled", "stored_as": ""}, "report"),
    ],
)
def test_an_import_opens_at_its_own_step_and_others_lead_there(
    as_adam: Client, library: Library, fields: dict[str, Any], step: str
) -> None:
    loan_import = make_import(library, **{"profile": profile(), **fields})

    opened = as_adam.get(url("open", loan_import))
    reached = {
        name: as_adam.get(url(name, loan_import)).headers.get("Location", "")
        for name in ("columns", "check", "progress", "report")
    }

    assert opened.headers["Location"] == url(step, loan_import)
    assert reached[step] == ""
    others = {address for name, address in reached.items() if name not in (step, "columns")}
    assert others == {url(step, loan_import)}


# ---- everywhere


@pytest.mark.parametrize(
    "name", ["open", "columns", "check", "progress", "report", "errors", "undo"]
)
def test_only_administrators_of_the_library_see_an_import(
    as_alice: Client, as_charlie: Client, library: Library, name: str
) -> None:
    loan_import = done(library)

    assert as_alice.get(url(name, loan_import)).status_code == 403
    assert as_charlie.get(url(name, loan_import)).status_code == 404


def test_every_fragment_has_one_root_named_as_its_file() -> None:
    for path in TEMPLATES.glob("_import*.html"):
        name = path.stem.removeprefix("_").replace("_", "-")
        elements = re.findall(r"<(\w+)[^>]*?\bid=\"([\w-]+)\"", path.read_text())
        assert elements[0][1] == name, path.name


def test_the_same_file_again_is_mentioned(as_adam: Client, library: Library) -> None:
    earlier = done(library)
    again = make_import(library, report={"same_as": earlier.pk}, inspection=inspection())

    page = as_adam.get(url("columns", again))

    assert "Ditzelfde bestand is al ingelezen" in page.text
    assert url("report", earlier) in page.text
