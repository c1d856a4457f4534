"""The columns and the check of an import: what is asked, what is refused, what is passed on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.actions import mapping
from segments.forms.imports_columns import ColumnsForm
from segments.forms.imports_mapping import Columns
from segments.models import ImportProfile, LoanImport
from segments.profiles import Suggestion, suggest
from segments.views.imports_kinds import KINDS
from tests import make
from tests.segments.import_rows import HEADER, fresh, inspection, make_import, without_token

HTMX = {"HX-Request": "true"}
CHOSEN = {
    "column_0": "branch",
    "column_1": "loaned_at",
    "column_2": "member",
    "column_4": "genre",
    "column_5": "renewal",
    "column_6": "title",
    "renewals": "rows",
    "value_0": "loan",
    "value_1": "renewal",
    "value_2": "ignore",
    "branch_is": "holding",
    "exclude_column": "TITEL",
    "exclude_values": "KLAS, DOCENT",
    "remember": "on",
    "remember_as": "Kwartaalexport",
}
AMBIGUOUS: list[list[str | None]] = [["CEN", "03-01-2026", None, None, "PK", "UITL", "Vet"]]


def url(name: str, loan_import: LoanImport) -> str:
    return reverse(f"segments:import_{name}", args=[loan_import.pk])


def columns_of(loan_import: LoanImport) -> Columns:
    with tenancy.library_scope(loan_import.library_id):
        return Columns(loan_import, mapping.suggestion(loan_import))


# ---- columns


def test_columns_show_what_happens_and_hide_what_is_personal(
    as_adam: Client, library: Library
) -> None:
    make.branch(library, "CEN")

    page = as_adam.get(url("columns", make_import(library)))

    rows = {row.header: row for row in page.context["form"].rows}
    assert list(rows) == HEADER
    assert rows["VESTIGING"].examples == "CEN, OOS"
    assert rows["VESTIGING"].outcome.state == "warning"
    assert rows["UITLEENDATUM"].outcome.text == "Dag-maand-jaar."
    assert "24 maanden" in rows["PASNUMMER"].outcome.text
    assert (rows["KLANTNAAM"].field, rows["KLANTNAAM"].is_hidden) == (None, True)
    assert "about 53.215" not in page.text
    assert "ongeveer 53.215 rijen · puntkomma · Windows-1252" in page.text
    assert "Café Müller" in page.text


def test_chosen_columns_are_kept_remembered_and_checked(as_adam: Client, library: Library) -> None:
    loan_import = make_import(library)

    response = as_adam.post(url("columns", loan_import), CHOSEN)

    kept = fresh(loan_import)
    assert response.headers["Location"] == url("check", loan_import)
    assert (kept.status, kept.phase, kept.options["branch_is"]) == ("queued", "check", "holding")
    assert kept.profile["mapping"] == {
        "branch": "VESTIGING",
        "genre": "RUBRIEK",
        "loaned_at": "UITLEENDATUM",
        "member": "PASNUMMER",
        "renewal": "ACTIE",
        "title": "TITEL",
    }
    assert kept.profile["renewals"]["how"] == "rows"
    assert "UITL" in kept.profile["renewals"]["loan_values"]
    assert "INN" not in kept.profile["renewals"]["renewal_values"]
    assert kept.profile["exclude"] == {"TITEL": ["DOCENT", "KLAS"]}
    with tenancy.library_scope(library):
        assert ImportProfile.objects.get().name == "Kwartaalexport"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"column_6": "branch"}, "Vestiging staat al in kolom VESTIGING"),
        ({"column_1": ""}, "Kies de kolom voor: Uitleendatum"),
        ({"renewals": ""}, "Kies waaraan je een verlenging herkent."),
        ({"value_0": "ignore"}, "Zeg welke waarde een uitlening is."),
        ({"exclude_values": ""}, "Vul in welke waarden niet meetellen."),
        ({"remember_as": ""}, "Geef het een naam"),
        ({"column_0": "renewal"}, "Zo kan er maar één kolom voor verlengingen zijn."),
    ],
)
def test_columns_that_cannot_be_are_refused(
    as_adam: Client, library: Library, changes: dict[str, str], sentence: str
) -> None:
    loan_import = make_import(library)

    response = as_adam.post(url("columns", loan_import), CHOSEN | changes)

    assert response.status_code == 422
    assert sentence in response.text
    assert fresh(loan_import).profile == {}


def test_a_personal_column_becomes_nothing_but_what_is_forgotten_at_the_door(
    as_adam: Client, library: Library
) -> None:
    loan_import = make_import(library)

    response = as_adam.post(url("columns", loan_import), CHOSEN | {"column_2": "title_id"})
    as_adam.post(url("columns", loan_import), CHOSEN | {"column_3": "author"})

    assert response.status_code == 422
    assert "KLANTNAAM" not in fresh(loan_import).profile["mapping"].values()


def test_dates_that_can_be_read_two_ways_are_asked(as_adam: Client, library: Library) -> None:
    loan_import = make_import(library, inspection=inspection(AMBIGUOUS))
    answers = CHOSEN | {"value_1": "", "value_2": ""}

    unanswered = as_adam.post(url("columns", loan_import), answers)
    answered = as_adam.post(url("columns", loan_import), answers | {"date_order": "mdy"})

    assert "Is 03-01-2026 3 januari of 1 maart?" in unanswered.text
    assert (unanswered.status_code, answered.status_code) == (422, 302)
    assert fresh(loan_import).profile["date_order"] == "mdy"


def test_another_choice_asks_other_questions_without_losing_the_rest(
    as_adam: Client, library: Library
) -> None:
    address = url("columns", make_import(library))
    chosen = {"column_5": "", "column_6": "author", "exclude_values": "KLAS"}

    page = as_adam.get(address, chosen)
    fragment = as_adam.get(address, chosen, headers=HTMX)

    assert "Wat is een verlenging?" not in fragment.text
    assert fragment.context["form"]["column_6"].value() == "author"
    assert fragment.context["form"]["exclude_values"].value() == "KLAS"
    assert without_token(fragment.text).strip() in without_token(page.text)


def test_another_layout_looks_at_the_file_again(as_adam: Client, library: Library) -> None:
    response = as_adam.post(
        reverse("segments:import_layout", args=[make_import(library).pk]),
        {"kind": "loans", "delimiter": "nonsense", "encoding": ""},
    )

    assert response.status_code == 302


def test_columns_that_stand_in_for_others_stay_so(library: Library) -> None:
    header = ["xact_start", "circ_lib", "copy_bib_record", "copy_barcode", "target_copy"]
    loan_import = make_import(
        library,
        inspection=inspection([["2014-05-14 08:39:13-04", "W", "2", "C37", "2"]], header=header),
    )
    columns = columns_of(loan_import)
    form = ColumnsForm(columns=columns)

    rows = {row.header: row.outcome.text for row in form.rows}

    assert columns.mapping()["barcode"] == "copy_barcode|target_copy"
    assert rows["target_copy"] == "Hier kijken we als copy_barcode leeg is."


# Covers are pictures: their sample says what they may be called.
WITH_COLUMNS = [kind for kind in KINDS if kind.code != "covers"]


@pytest.mark.parametrize("kind", WITH_COLUMNS, ids=lambda kind: kind.slug)
def test_samples_have_the_fields_as_headers(kind: Any) -> None:
    header, *rows = kind.sample

    found: Suggestion = suggest(kind.code, header, rows)

    assert (found.missing_required, found.unused) == ((), ())
