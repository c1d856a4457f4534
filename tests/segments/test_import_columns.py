"""The columns and the check of an import: what is asked, what is refused, what is passed on."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.actions import mapping
from segments.forms.imports_columns import ColumnsForm
from segments.forms.imports_mapping import Columns
from segments.models import Genre, ImportProfile, LoanImport
from segments.profiles import Suggestion, suggest
from segments.views.imports_findings import Difference, differences
from segments.views.imports_kinds import KINDS, next_kind
from segments.views.imports_wording import months
from tests import make
from tests.segments.import_rows import HEADER, REPORT, checked, fresh, inspection, make_import

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


def without_token(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


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


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_samples_have_the_fields_as_headers(kind: Any) -> None:
    header, *rows = kind.sample

    found: Suggestion = suggest(kind.code, header, rows)

    assert (found.missing_required, found.unused) == ((), ())


# ---- check


def test_check_shows_what_was_found(as_adam: Client, library: Library) -> None:
    page = as_adam.get(url("check", checked(library)))

    assert "96 rijen kunnen erin. <mark>4 rijen zijn fout</mark>" in page.text
    assert "13 januari 2026 tot en met 31 maart 2026" in page.text
    titles = [(each.label, each.rows, each.is_wrong) for each in page.context["problems"]]
    assert titles == [
        ("Datum die niet bestaat", 3, True),
        ("Geen datum", 1, True),
        ("Postcode die niet in de postcodelijst staat", 7, False),
    ]
    assert "UITLEENDATUM: ‘31-02-2026’" in page.text
    assert "Verwacht: dag-maand-jaar." in page.text
    assert "&lt;b&gt;Vet&lt;/b&gt;" in page.text
    assert "−50 %" in page.text


def test_a_problem_has_its_own_address(as_adam: Client, library: Library) -> None:
    address = url("check", checked(library))

    page = as_adam.get(f"{address}?problem=missing_date")
    fragment = as_adam.get(f"{address}?problem=missing_date", headers=HTMX)

    assert page.context["problem"].code == "missing_date"
    assert fragment.text.strip().startswith('<section class="section" id="import-problems"')
    assert fragment.text.strip() in page.text


def test_new_codes_belong_to_something_or_are_new(as_adam: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        Genre.objects.create(library=library, name="Prentenboeken", position=1)
    loan_import = checked(library, report=REPORT | {"problems": {"unknown_genre": 10}})

    response = as_adam.post(url("check", loan_import), {"take": "all", "genre_0": "Prentenboeken"})

    kept = fresh(loan_import)
    assert response.status_code == 302
    assert (kept.status, kept.phase) == ("queued", "load")
    assert kept.options["genres"] == {"PK": "Prentenboeken"}
    assert (kept.options["create_unknown"], kept.options["accept_rejects"]) == (True, False)


def test_rows_with_a_code_may_stay_out(as_adam: Client, library: Library) -> None:
    loan_import = checked(library)

    as_adam.post(
        url("check", loan_import), {"take": "good", "genre_1": "-", "accept_rejects": "on"}
    )

    kept = fresh(loan_import)
    assert kept.options["genres"] == {"PK": "PK"}
    assert (kept.options["create_unknown"], kept.options["accept_rejects"]) == (False, True)


def test_a_rare_branch_stays_out_unless_somebody_wants_it(
    as_adam: Client, library: Library
) -> None:
    unknown = {"branch": {"QQQ": 2, "OOS": 4000}}
    report = {"read": 5000, "accepted": 998, "rejected": 4002, "unknown": unknown}
    problems = {"problems": {"unknown_branch": 4002}}

    page = as_adam.get(url("check", checked(library, report=report | problems)))

    form = page.context["form"]
    assert (form["branch_0"].value(), form["branch_1"].value()) == ("", "-")
    assert "Alle rijen kunnen erin." in page.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"take": "good", "genre_0": "-", "genre_1": "-"}, "Meer dan een op de twintig rijen"),
        ({"take": "all", "accept_rejects": "on"}, "Niet alle rijen zijn goed."),
        ({"take": "good", "exported_on": "gisteren"}, "Vul een datum in"),
    ],
)
def test_a_check_that_cannot_go_on_says_why(
    as_adam: Client, library: Library, answers: dict[str, str], sentence: str
) -> None:
    loan_import = checked(library)

    response = as_adam.post(url("check", loan_import), answers)

    assert response.status_code == 422
    assert sentence in response.text
    assert fresh(loan_import).status == "checked"


def test_a_check_polls_until_it_is_ready(as_adam: Client, library: Library) -> None:
    busy = make_import(library, status="running", phase="check", progress=10, expected=100)

    page = as_adam.get(url("check", busy))
    fragment = as_adam.get(url("check", checked(library)), headers=HTMX)

    assert f'hx-get="{url("check", busy)}?said=10"' in page.text
    assert "every 2s" not in fragment.text
    assert fragment.headers["HX-Trigger"]


def test_without_postcodes_somebody_decides(as_adam: Client, library: Library) -> None:
    loan_import = checked(library, status="needs_answer", reason="no_postcodes")

    page = as_adam.get(url("check", loan_import))
    as_adam.post(url("answer", loan_import))

    assert "nog geen postcodelijst" in page.text
    assert (fresh(loan_import).status, fresh(loan_import).phase) == ("queued", "check")
    assert fresh(loan_import).options == {"without_postcodes": True}


def test_counts_without_borrowers_need_a_number(as_adam: Client, library: Library) -> None:
    loan_import = checked(library, status="needs_answer", reason="no_borrowers")

    wrong = as_adam.post(url("answer", loan_import), {"supplier_threshold": "3"})
    right = as_adam.post(url("answer", loan_import), {"supplier_threshold": "10"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert fresh(loan_import).options == {"supplier_threshold": 10}


# ---- words and figures


def test_differences_hold_each_branch_against_last_time() -> None:
    assert differences(REPORT) == [
        Difference("Centrum", 60, 58, 3),
        Difference("Dorp", None, 5, None),
        Difference("Oost", 30, 60, -50),
    ]
    assert [each.is_large for each in differences(REPORT)] == [False, True, True]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["2025-12"], "december 2025"),
        (["2026-01", "2025-12"], "december 2025 tot en met januari 2026"),
        (["2025-01", "2025-03"], "januari 2025, maart 2025"),
    ],
)
def test_months_are_told_as_stretches(names: list[str], text: str) -> None:
    assert months(names) == text


@pytest.mark.parametrize(
    ("loaded", "kind"),
    [
        (set(), "loans"),
        ({"loans"}, "scheme"),
        ({"aggregate", "scheme"}, "postcodes"),
        ({"loans", "scheme", "members"}, "households"),
    ],
)
def test_the_next_file_is_the_one_that_helps_most(loaded: set[str], kind: str) -> None:
    found = next_kind(loaded)

    assert found is not None
    assert found.code == kind
    assert next_kind({"loans", "scheme", "postcodes", "households"}) is None
