from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import Genre, GenreCode
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.explored import name_things

URL = reverse("segments:figure_titles")
READERS = (
    "INSERT INTO segments_title_reader"
    " (library_id, year, age, segment, title, loans, borrowers, least)"
    " VALUES (%s, 2025, 11, %s, %s, %s, %s, 10)"
)


def stocked(library: Library) -> None:
    """Two titles of Reis; the second is lent most, and the first is told of segment 2."""
    name_things(library)
    with tenancy.library_scope(library):
        GenreCode.objects.create(
            library=library, code="R", genre=Genre.objects.get(name="Reis"), position=1
        )
    make_books.insert(
        library,
        "segments_title",
        [(1, "p1", "", "Fietsen naar zee", "A. Ster"), (2, "p2", "", "Verre oorden", "B. Ster")],
    )
    make_books.file(library, "titles", [(n, 1, 0, "nl", "", 2024, None, None) for n in (1, 2)])
    make_books.file(
        library,
        "holdings",
        [(1, 1, "", None, 3, None), (1, 3, "", None, 1, None), (2, 1, "", None, 5, None)],
        on=date(2026, 1, 12),
    )
    make_books.file(library, "reservations", [(1, 1, 4)])
    make_books.lend(
        library,
        [
            make_books.Loan(1, 1, date(2025, 3, 1), 40, 1),
            make_books.Loan(2, 1, date(2025, 3, 1), 90, 1),
        ],
    )
    make_books.know(library, date(2025, 1, 1), date(2025, 12, 31))
    make_books.renew(library, 2025)


def told(library: Library) -> None:
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(READERS, [(library.pk, 2, 1, 25, 20), (library.pk, -1, 1, 40, 30)])


@pytest.mark.parametrize(
    ("query", "lead", "names"),
    [
        (
            "?period=2025&genre=Reis",
            "Wat in 2025 het meest geleend is, door alle lezers.",
            ["Verre oorden", "Fietsen naar zee"],
        ),
        (
            "?period=2025&readers=adults&segment=S2&genre=Reis",
            "Wat Drukke gezinnen in 2025 het meest leende.",
            ["Fietsen naar zee"],
        ),
        (
            "?period=2025-Q1&readers=adults&segment=S3&genre=Reis",
            "Per titel is het te klein om te zeggen wie hem leende."
            " Deze leende iedereen samen het meest.",
            ["Verre oorden", "Fietsen naar zee"],
        ),
        (  # of one branch nothing is told of a segment's titles
            "?period=2025&readers=adults&segment=S2&genre=Reis&branch=CEN",
            "Per titel is het te klein om te zeggen wie hem leende."
            " Deze leende iedereen samen het meest.",
            ["Verre oorden", "Fietsen naar zee"],
        ),
        (
            "?period=2025&readers=adults&segment=S3",
            "Per titel is het te klein om te zeggen wie hem leende. Open een van de genres.",
            [],
        ),
        (
            "?period=2025&branch=DRP",
            "Wat in 2025 het meest geleend is, door alle lezers.",
            ["Fietsen naar zee"],
        ),
    ],
)
def test_titles_are_those_of_the_readers_where_that_may_be_told(
    as_alice: Client, library: Library, query: str, lead: str, names: list[str]
) -> None:
    stocked(library)
    told(library)

    page = as_alice.get(URL + query)

    assert page.context["lead"] == lead
    assert [line.name for line in page.context["lines"]] == names


def test_title_says_where_it_stands_and_who_waits(as_alice: Client, library: Library) -> None:
    stocked(library)

    page = as_alice.get(f"{URL}?period=2025&genre=Reis")

    assert [line.stands for line in page.context["lines"]] == [
        "5 exemplaren",
        "4 exemplaren in 2 vestigingen, 4 reserveringen",
    ]
    assert "Exemplaren van 12 januari 2026." in page.text
    assert "Alle titels" in page.text


def test_panel_gets_the_list_alone(as_alice: Client, library: Library) -> None:
    stocked(library)

    fragment = as_alice.get(f"{URL}?period=2025&genre=Reis", headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert "Verre oorden" in fragment.text


@pytest.mark.parametrize(
    "query",
    ["", "?period=2025&genre=Paarden", "?period=2025&segment=S9", "?period=2025&branch=ZUI"],
)
def test_what_is_not_known_is_not_there(as_alice: Client, library: Library, query: str) -> None:
    name_things(library)

    assert as_alice.get(URL + query).status_code == 404


def test_stranger_sees_nothing_of_it(as_charlie: Client, library: Library) -> None:
    stocked(library)

    assert as_charlie.get(f"{URL}?period=2025&genre=Reis").status_code == 404
