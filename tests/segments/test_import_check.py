"""The check of an import: what was found, what new codes mean, and the questions of a worker."""

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import Genre, LoanImport
from segments.views.imports_findings import Difference, differences
from segments.views.imports_kinds import next_kind
from segments.views.imports_wording import months, result
from tests.segments.import_rows import REPORT, checked, fresh, make_import

HTMX = {"HX-Request": "true"}


def url(name: str, loan_import: LoanImport) -> str:
    return reverse(f"segments:import_{name}", args=[loan_import.pk])


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
    assert fragment.text.strip().startswith('<div class="section" id="import-problems"')
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


@pytest.mark.parametrize(
    ("wrong", "label"), [(1, "deze ene rij (50 %)"), (2, "deze 2 rijen (67 %)")]
)
def test_the_label_counts_the_wrong_rows(
    as_adam: Client, library: Library, wrong: int, label: str
) -> None:
    report = {"read": wrong + 1, "accepted": 1, "rejected": wrong, "problems": {"bad_date": wrong}}

    page = as_adam.get(url("check", checked(library, report=report)))

    assert f"Lees het bestand in zonder {label}" in page.text


def test_a_code_that_is_the_name_of_a_genre_belongs_to_it_at_once(
    as_adam: Client, library: Library
) -> None:
    with tenancy.library_scope(library):
        Genre.objects.create(library=library, name="Prentenboeken", position=1)
    unknown = {"genre": {"PRENTENBOEKEN": 4, "633.1": 2}}

    page = as_adam.get(url("check", checked(library, report=REPORT | {"unknown": unknown})))

    form = page.context["form"]
    assert (form["genre_0"].value(), form["genre_1"].value()) == ("Prentenboeken", "")


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
        Difference("Centrum", 60, 60, 0),  # 58 in the database: rounded
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
    ("accepted", "waiting", "text"),
    [
        (0, 9, "Nagekeken: 9 rijen kunnen erin. Wacht op jou."),
        (1, 0, "Nagekeken: 1 rij kan erin. Wacht op jou."),
        (1200, 34, "Nagekeken: 1.234 rijen kunnen erin. Wacht op jou."),
    ],
)
def test_the_list_counts_rows_with_a_code_that_is_asked_about(
    accepted: int, waiting: int, text: str
) -> None:
    report = {"accepted": accepted, "problems": {"unknown_branch": waiting, "bad_date": 3}}

    assert result(LoanImport(status="checked", report=report)) == text
    assert result(LoanImport(status="done", accepted=1)) == "1 rij ingelezen."


@pytest.mark.parametrize(
    ("loaded", "kind"),
    [
        (set(), "loans"),
        ({"loans"}, "scheme"),
        ({"aggregate", "scheme"}, "postcodes"),
        ({"loans", "scheme", "members"}, "households"),
        ({"loans", "scheme", "postcodes", "households"}, "holdings"),
    ],
)
def test_the_next_file_is_the_one_that_helps_most(loaded: set[str], kind: str) -> None:
    found = next_kind(loaded)

    assert found is not None
    assert found.code == kind
    assert next_kind({"loans", "scheme", "postcodes", "households", "holdings"}) is None
