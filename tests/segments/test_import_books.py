"""Files about books through the command: once is enough, and undo takes them out."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from planning import tenancy
from planning.models import Library, Membership
from segments.models import LoanImport
from tests import make
from tests.conftest import acting_as
from tests.segments import loan_files
from tests.segments.book_files import FILES, figures, read, undo
from tests.segments.commanded import counts, import_file, import_text, state

TABLES = {
    "titles": "segments_title_fact",
    "holdings": "segments_holding",
    "acquisitions": "segments_acquisition",
    "reservations": "segments_reservation",
    "weeding": "segments_weeding",
}


@pytest.fixture
def town(committed: None) -> Library:
    library = make.library(slug="noorderveld")
    make.branch(library, "CEN", "Centrum")
    make.branch(library, "OOS", "Oost")
    return library


def rows(library: Library, table: str, columns: str) -> list[tuple[Any, ...]]:
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}")
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def kept(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    """What all files about books brought, whichever import it is of."""
    return {
        "titles": rows(
            library, TABLES["titles"], "title, language, published, loans, last_loan_on"
        ),
        "holdings": rows(
            library, TABLES["holdings"], "title, branch, place, acquired_on::text, copies, cents"
        ),
        "acquisitions": rows(
            library, TABLES["acquisitions"], "title, branch, acquired_on::text, copies, cents"
        ),
        "reservations": rows(library, TABLES["reservations"], "title, branch, reservations"),
        "weeding": rows(library, TABLES["weeding"], "title, branch, copies"),
    }


def test_each_kind_comes_in_once_and_goes_out_again(town: Library, tmp_path: Path) -> None:
    nothing = kept(town)
    first = {kind: read(town, tmp_path, kind) for kind in FILES}

    assert {kind: (each.status, figures(each)) for kind, each in first.items()} == {
        "titles": ("done", (2, 2, 0, 0)),
        "holdings": ("done", (3, 3, 0, 0)),
        "acquisitions": ("done", (2, 2, 0, 0)),
        "reservations": ("done", (3, 3, 0, 0)),
        "weeding": ("done", (2, 2, 0, 0)),
    }
    once = kept(town)
    assert once["holdings"] == [(1, 1, "Reis", "2020-02-13", 3, 1295), (2, 2, "", None, 1, None)]
    assert once["reservations"] == [(1, 1, 5), (2, 2, 1)]
    assert once["weeding"] == [(1, 1, 1), (2, 2, 1)]
    assert once["acquisitions"] == [(1, 2, "2026-11-13", 1, None), (3, 1, "2026-11-13", 2, 2250)]
    assert [row[:4] for row in once["titles"]] == [(1, "nl", 2019, 12), (2, "nl", 2020, 0)]

    again = {kind: read(town, tmp_path, kind) for kind in FILES}

    assert [figures(each)[1:3] for each in again.values()] == [
        (0, 2),
        (0, 3),
        (0, 2),
        (0, 3),
        (0, 2),
    ]
    assert kept(town) == once
    of_newest = {
        kind: sorted(set(rows(town, table, "import_id"))) for kind, table in TABLES.items()
    }
    holders = {kind: again if kind in ("reservations", "weeding") else first for kind in FILES}
    assert of_newest == {kind: [(holders[kind][kind].pk,)] for kind in FILES}

    for kind in FILES:
        undo(first[kind])
    assert kept(town) == once  # the same files, read again, are there still

    for kind in FILES:
        undo(again[kind])
    assert kept(town) == nothing


def test_a_title_of_a_number_only_gets_its_words_and_none_is_doubled(
    town: Library, tmp_path: Path
) -> None:
    loans = "loan_id,loaned_at,branch,title_id,isbn\n1,2025-03-01,CEN,4001,\n"
    loans += "2,2025-03-02,CEN,,9789000000019\n"
    read(town, tmp_path, "loans", loans)
    text = "PPN;ISBN;Titel;Auteur\n4001;9789000000002;Een;Aal, A.\n4002;9789000000019;Twee;Bos\n"

    read(town, tmp_path, "titles", text)

    assert rows(town, "segments_title", "key, isbn, title, author") == [
        ("4001", "9789000000002", "Een", "Aal, A."),
        ("9789000000019", "9789000000019", "Twee", "Bos"),
    ]


UGLY = """PPN;Titel;Vestiging;Exemplaren;Aanschafdatum;Prijs
4001;Één;CEN;1;13-02-2020;12,95
4002;Twee;CEN;1
4003;Drie;CEN;-1;13-02-2020;9,95
4004;Vier;CEN;99999;13-02-2020;9,95
4005;Vijf;;1;13-02-2020;9,95
;;CEN;1;13-02-2020;9,95
4006;Zes;CEN;1,0;13-02-2031;gratis geld
4007;Zeven;CEN;0;;
Totaal;;;12;;
"""


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ";"), ("windows-1252", "\t")])
def test_an_ugly_file_says_of_each_line_what_is_wrong(
    town: Library, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "bezit.csv"
    path.write_bytes(UGLY.replace(";", delimiter).encode(encoding))

    answer = import_file(town, path, "--kind", "holdings", "--accept-rejects", "--create-unknown")

    assert (answer["state"], counts(answer)) == ("done", (9, 3, 0, 0, 6))
    assert answer["ignored"] == 1
    assert answer["warnings"] == {"future_acquired_on": 1, "bad_price": 1}
    lines = Path(answer["error_file"]).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(";")[:2] for line in lines] == [
        ["3", "Deze rij heeft minder kolommen dan de kop."],
        ["4", "Dit is geen heel getal van 0 of meer."],
        ["5", "Dit getal is te groot om waar te zijn."],
        ["6", "De vestiging is leeg."],
        ["7", "De rij noemt geen titel: nummer, ISBN en titel zijn leeg of onbruikbaar."],
        ["10", "Dit is een regel met totalen, geen rij."],
    ]
    assert [text for (text,) in rows(town, "segments_title", "title")] == ["Zes", "Één"]


def test_numbers_from_a_spreadsheet_are_refused(town: Library, tmp_path: Path) -> None:
    text = "PPN;Vestiging\n" + "1,2E+13;CEN\n" * 5 + "4001;CEN\n"

    refused = read(town, tmp_path, "holdings", text)

    assert (refused.status, refused.reason) == ("refused", "scientific_ids: title_id")


def test_codes_that_are_not_known_are_asked_and_the_file_may_come_again(
    town: Library, tmp_path: Path
) -> None:
    text = "PPN;Titel;Vestiging\n4001;Een;CEN\n4002;Twee;CEN\n4003;Drie;HAV\n"

    asked = {"create_unknown": False}

    first = read(town, tmp_path, "holdings", text, **asked)
    taken = read(town, tmp_path, "holdings", text, **asked, accept_rejects=True)
    make.branch(town, "HAV", "Haven")
    again = read(town, tmp_path, "holdings", text, **asked, accept_rejects=True)

    assert (first.status, first.report["unknown"]) == ("refused", {"branch": {"HAV": 1}})
    assert (figures(taken), figures(again)) == ((3, 2, 0, 1), (3, 3, 0, 0))
    assert taken.exported_on == again.exported_on  # the same file is of the same day


def test_dates_are_never_guessed(town: Library, tmp_path: Path) -> None:
    text = "PPN;Vestiging;Aanschafdatum\n4001;CEN;03-01-2020\n4002;CEN;04-05-2020\n"

    options = ("--kind", "holdings")

    asked = import_text(town, tmp_path, text, *options)
    told = import_text(town, tmp_path, text, *options, "--date-order", "dmy")

    assert (state(asked), told["state"]) == (("needs_answer", "ambiguous_date"), "done")
    found = rows(town, "segments_holding", "acquired_on::text")
    assert found == [("2020-01-03",), ("2020-05-04",)]


def test_who_waits_for_a_title_is_not_read(town: Library, tmp_path: Path) -> None:
    text = "PPN;Titel;Naam;Pasnummer;Vestiging\n4001;Een;Jansen, A.;20000012;CEN\n"

    loan_import = read(town, tmp_path, "reservations", text)

    assert loan_import.status == "done"
    assert set(loan_import.inspection["personal"]) == {"Naam", "Pasnummer"}
    assert loan_import.inspection["samples"] == [["4001", "Een", None, None, "CEN"]]


def test_the_wizard_shows_the_copies_asks_new_branches_and_remembers(
    town: Library, tmp_path: Path
) -> None:
    browser = make.client(make.member(town, "tarik", role=Membership.Role.ADMIN).user)
    header = "Boeknr;Titel;Filiaalcode;Waar;Aantal"
    path = tmp_path / "bezit januari.csv"
    path.write_text(f"{header}\n4001;Een;CEN;Reizen;2\n4002;Twee;HAV;Reizen;-1\n", "utf-8")
    mapped = {"column_0": "title_id", "column_2": "branch", "column_3": "place"}

    browser.post(reverse("segments:import_new"), {"file": _upload(path), "kind": "holdings"})
    with tenancy.library_scope(town):
        loan_import = LoanImport.objects.latest("pk")
    columns = reverse("segments:import_columns", args=[loan_import.pk])
    without = browser.post(columns, {"column_1": "", "column_2": "branch"})
    said = {**mapped, "column_1": "title", "column_4": "copies"}
    browser.post(columns, {**said, "remember": "on", "remember_as": "bezit"})
    checked = loan_files.run(loan_import)
    page = browser.get(reverse("segments:import_check", args=[loan_import.pk])).text

    assert without.status_code == 422
    assert "Kies de kolom voor: Titelnummer" in without.text
    assert checked.status == "checked"
    assert "Dit is geen heel getal van 0 of meer." in page
    assert "<td>Reizen</td>" in page
    assert "open>" in page.partition("Wanneer is het bestand gemaakt?")[0].rpartition("<details")[2]

    browser.post(reverse("segments:import_new"), {"file": _upload(path), "kind": "holdings"})
    with tenancy.library_scope(town):
        second = LoanImport.objects.latest("pk")
    assert second.profile["mapping"] == {
        "title_id": "Boeknr",
        "title": "Titel",
        "branch": "Filiaalcode",
        "place": "Waar",
        "copies": "Aantal",
    }


def _upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())
