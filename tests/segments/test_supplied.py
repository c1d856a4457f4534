"""Totals that a supplier counted: exact where they are about books, careful where about readers."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import Genre, GenreCode
from segments.queries import supplied
from tests.conftest import acting_as
from tests.segments.explored import explored_library, name_things, read_in

URL = reverse("segments:supplied_totals")
YEAR = 2


def keep(library: Library, rows: Sequence[dict[str, Any]], *, threshold: int = 0) -> None:
    """Store counted loans as the importer does."""
    imported = read_in(library, kind="aggregate")
    with tenancy.library_scope(library):
        imported.options = {"supplier_threshold": threshold} if threshold else {}
        imported.save()
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        for number, row in enumerate(rows):
            given = {
                "level": YEAR,
                "period": 2025,
                "branch": 1,
                "genre": 0,
                "segment": 0,
                "band": 0,
            }
            given |= {"title": number, "renewals": 0, "borrowers": None, "current": True} | row
            cursor.execute(
                "INSERT INTO segments_loan_count VALUES (%(library)s, %(level)s, %(period)s,"
                " %(branch)s, %(title)s, %(genre)s, 0, %(segment)s, 0, %(band)s, %(import)s,"
                " %(loans)s, %(renewals)s, %(borrowers)s, %(current)s)",
                {**given, "library": library.pk, "import": imported.pk},
            )


def lines(library: Library) -> list[tuple[str, str, str, str, int | None, int | None]]:
    with tenancy.library_scope(library):
        return [
            (str(t.period), t.branch, t.genre, t.readers, t.loans, t.borrowers)
            for t in supplied.supplied_totals(library)
        ]


def test_totals_about_books_are_exact_and_added_up(library: Library) -> None:
    name_things(library)
    with tenancy.library_scope(library):
        genre = Genre.objects.get(library=library, name="Reis")
        GenreCode.objects.create(library=library, code="R", genre=genre, position=7)
        GenreCode.objects.create(library=library, code="X", position=8)
    keep(
        library,
        [
            {"genre": 7, "loans": 101},
            {"genre": 7, "loans": 2},
            {"genre": 8, "loans": 7},
            {"period": 2024, "branch": 0, "loans": 4},
            {"genre": 8, "loans": 900, "current": False},
        ],
    )

    assert lines(library) == [
        ("2025", "Cen", "Reis", "", 103, None),
        ("2025", "Cen", "X", "", 7, None),
        ("2024", "", "", "", 4, None),
    ]


def test_small_figures_about_readers_are_hidden_with_company(library: Library) -> None:
    name_things(library)
    keep(
        library,
        [
            {"segment": 1, "loans": 102, "borrowers": 31},
            {"segment": 2, "loans": 48, "borrowers": 22},
            {"segment": 3, "loans": 9, "borrowers": 4},
        ],
    )

    # Rustige buiten is too small; Drukke gezinnen would give it away beside a known total.
    assert lines(library) == [
        ("2025", "Cen", "", "Jonge starters", 100, 30),
        ("2025", "Cen", "", "Drukke gezinnen", None, None),
        ("2025", "Cen", "", "Rustige buiten", None, None),
    ]


def test_what_is_hidden_of_a_known_total_has_enough_borrowers_together(library: Library) -> None:
    """Two hidden loans beside a total of 100 and a figure of 98 would be one each."""
    name_things(library)
    keep(
        library,
        [
            {"loans": 100},
            {"segment": 1, "loans": 98, "borrowers": 31},
            {"segment": 2, "loans": 1, "borrowers": 1},
            {"segment": 3, "loans": 1, "borrowers": 1},
        ],
    )

    assert lines(library) == [
        ("2025", "Cen", "", "", 100, None),
        ("2025", "Cen", "", "Jonge starters", None, None),
        ("2025", "Cen", "", "Drukke gezinnen", None, None),
        ("2025", "Cen", "", "Rustige buiten", None, None),
    ]


def test_a_quarter_and_two_months_do_not_give_the_third_away(library: Library) -> None:
    name_things(library)
    keep(
        library,
        [
            {"level": 1, "period": 8100, "segment": 1, "loans": 99, "borrowers": 40},
            {"level": 0, "period": 24300, "segment": 1, "loans": 49, "borrowers": 20},
            {"level": 0, "period": 24301, "segment": 1, "loans": 48, "borrowers": 20},
            {"level": 0, "period": 24302, "segment": 1, "loans": 2, "borrowers": 1},
        ],
    )

    assert [(when, loans) for when, *_, loans, _ in lines(library)] == [
        ("2025-Q1", 100),
        ("2025-03", None),
        ("2025-02", None),
        ("2025-01", 50),
    ]


def test_all_branches_and_all_but_one_do_not_give_that_one_away(library: Library) -> None:
    name_things(library)
    keep(
        library,
        [
            {"branch": 0, "segment": 1, "loans": 99, "borrowers": 40},
            {"branch": 1, "segment": 1, "loans": 49, "borrowers": 20},
            {"branch": 2, "segment": 1, "loans": 48, "borrowers": 20},
            {"branch": 3, "segment": 1, "loans": 2, "borrowers": 1},
        ],
    )

    assert [loans for *_, loans, _ in lines(library)] == [100, 50, None, None]


def test_renewals_alone_are_a_figure_about_readers_too(library: Library) -> None:
    name_things(library)
    keep(library, [{"segment": 1, "loans": 0, "renewals": 3, "borrowers": 1}])

    with tenancy.library_scope(library):
        assert [line.renewals for line in supplied.supplied_totals(library)] == [None]


def test_borrowers_of_several_keys_do_not_add_up(library: Library) -> None:
    name_things(library)
    keep(
        library,
        [
            {"band": 5, "loans": 30, "borrowers": 12},
            {"band": 5, "loans": 20, "borrowers": 11},
            {"band": 6, "loans": 8, "borrowers": 6},
            {"band": 6, "loans": 8, "borrowers": 6},
            {"band": 7, "loans": 8, "borrowers": 6},
        ],
    )

    assert lines(library) == [
        ("2025", "Cen", "", "30-44 jaar", 50, None),
        ("2025", "Cen", "", "45-59 jaar", None, None),
        ("2025", "Cen", "", "60-74 jaar", None, None),
    ]


def test_without_borrowers_the_supplier_must_have_hidden_enough(library: Library) -> None:
    name_things(library)
    rows = [{"segment": number, "loans": 40 + number} for number in (1, 2, 3)]

    keep(library, rows, threshold=5)

    assert {line[4] for line in lines(library)} == {None}


def test_without_borrowers_the_supplier_may_vouch(library: Library) -> None:
    name_things(library)
    rows = [{"segment": number, "loans": 40 + number} for number in (1, 2, 3)]

    keep(library, rows, threshold=10)

    assert sorted(line[4] or 0 for line in lines(library)) == [40, 40, 45]


def test_stranger_sees_none_of_them(library: Library, stranger_library: Library) -> None:
    name_things(library)
    keep(library, [{"loans": 10}])

    with tenancy.library_scope(stranger_library):
        assert supplied.supplied_totals(library) == []
        assert not supplied.has_supplied_totals(library)


def test_totals_page_shows_them_apart(as_alice: Client, library: Library) -> None:
    explored_library(library)
    keep(library, [{"period": 2000 + n, "loans": 1000 + n} for n in range(30)])

    page, explorer = as_alice.get(URL), as_alice.get(reverse("segments:explorer"))

    assert "1.029" in page.text
    assert "heel 2029" in page.text
    assert "1 tot en met 25 van 30" in page.text
    assert URL in explorer.text


def test_totals_stand_on_an_otherwise_empty_explorer(as_alice: Client, library: Library) -> None:
    name_things(library)
    keep(library, [{"loans": 1_342_222}, {"loans": 700, "period": 2024}])

    page = as_alice.get(reverse("segments:explorer"))

    assert "In heel 2025 waren er 1.342.222 uitleningen." in page.text
    assert "afgerond" not in page.text  # about books, and exact
    assert "Wie er leent, vertelt een jaartotaal per leeftijdsgroep al" in page.text
    assert "heatmap" not in page.text


def test_a_yearly_total_per_age_says_who_borrows(as_alice: Client, library: Library) -> None:
    name_things(library)
    keep(
        library,
        [
            {"band": 2, "loans": 600, "borrowers": 60},
            {"band": 7, "loans": 401, "borrowers": 40},
            {"band": 2, "loans": 900, "borrowers": 70, "period": 2024},
        ],
    )

    page = as_alice.get(reverse("segments:explorer"))

    assert (
        "Van de 1.000 uitleningen in heel 2025 gingen de meeste naar 7-12 jaar:"
        " 60\N{NO-BREAK SPACE}%." in page.text
    )
    assert [row.name for row in page.context["year"].rows] == ["7-12 jaar", "60-74 jaar"]
    assert "lidnummer" in page.context["year"].next_step


def test_a_total_that_is_too_small_hides_the_whole(library: Library) -> None:
    name_things(library)
    rows = [{"band": 2, "loans": 600, "borrowers": 60}, {"band": 4, "loans": 9, "borrowers": 3}]
    keep(library, [*rows, {"band": 7, "loans": 300, "borrowers": 30}])

    with tenancy.library_scope(library):
        year = supplied.newest_year(library)

    assert year is not None
    assert year.loans is None
    assert [(row.name, row.loans, row.hidden) for row in year.rows] == [
        ("7-12 jaar", 600, 0),
        ("60-74 jaar", 0, 1),
        ("18-29 jaar", 0, 1),
    ]


@pytest.mark.parametrize(
    ("finer", "kind"),
    [
        ({"segment": 1, "borrowers": 90}, "segment"),
        ({"band": 3, "borrowers": 90}, "age"),
        ({}, "branch"),
        ({"branch": 0}, "total"),
    ],
)
def test_the_finest_division_is_what_is_told(
    library: Library, finer: dict[str, Any], kind: str
) -> None:
    name_things(library)
    keep(library, [{"loans": 900, "branch": 0}, {"loans": 500, **finer}])

    with tenancy.library_scope(library):
        year = supplied.newest_year(library)

    assert year is not None
    assert year.kind == kind


def test_totals_page_without_any_says_what_would_stand_there(as_alice: Client) -> None:
    assert "Er is geen bestand met totalen ingelezen" in as_alice.get(URL).text
