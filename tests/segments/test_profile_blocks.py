"""What files about households, members, copies and titles add to the profile of a segment."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client

from planning import tenancy
from planning.models import Library
from segments.models import SegmentSheet
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.explored import read_in
from tests.segments.reached import reached_library, shelves

URL = "/doelgroepen/segmenten/s2-drukke-gezinnen/?period=2025&readers=adults"
READERS = (
    "INSERT INTO segments_title_reader"
    " (library_id, year, age, segment, title, loans, borrowers, least)"
    " VALUES (%s, 2025, 11, %s, %s, %s, %s, 10)"
)
MEMBERS = (
    "INSERT INTO segments_membership (library_id, import_id, segment, area, age, members,"
    " zero_borrowers, heavy_borrowers) VALUES (%s, %s, %s, 0, %s, %s, %s, %s)"
)


@pytest.fixture
def told(library: Library) -> Library:
    """Everything is known: homes, members, copies with loans, and who took which title."""
    reached_library(library)
    shelves(library)
    make_books.lend(
        library,
        [
            make_books.Loan(1, 1, date(2025, 3, 1), 400, 3),
            make_books.Loan(2, 1, date(2025, 3, 1), 60, 4),
        ],
    )
    make_books.renew(library, 2025)
    members = read_in(library, kind="memberships")
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        rows = [(library.pk, 2, 1, 160, 60), (library.pk, -1, 1, 200, 90)]
        cursor.executemany(READERS, rows)
        lines = [(library.pk, members.pk, s, 11, 300 + s, 90, 30) for s in (1, 2, 3, 4)]
        cursor.executemany(MEMBERS, lines)
    return library


def test_reach_is_told_with_its_interval_and_what_could_be_added(
    as_alice: Client, told: Library
) -> None:
    page = as_alice.get(URL)

    facts = {fact.label: fact for fact in page.context["facts"]}
    assert facts["huishoudens"].value == "2.900"
    assert facts["actieve leners per 100 huishoudens"].value == "6,2"
    assert facts["actieve leners per 100 huishoudens"].remark.startswith("gemiddeld 8,0; 95 van")
    assert facts["leners meer, bij het gemiddelde"].value == "+50"
    assert page.context["lead"].startswith("Groot, weinig leners per huishouden, leent naar")
    assert page.context["talk"]["living"].evidence in page.text


def test_members_who_borrow_nothing_are_told(as_alice: Client, told: Library) -> None:
    page = as_alice.get(URL)

    assert [(each.name, each.count) for each in page.context["members"]] == [
        ("leden", "300"),
        ("nulleners", "90"),
        ("veelleners", "30"),
    ]
    assert "300 leden, van wie 90 niets leenden" in page.context["talk"]["members"].evidence


def test_titles_of_their_own_lead_to_the_title(as_alice: Client, told: Library) -> None:
    page = as_alice.get(URL)

    (own,) = page.context["titles"].rows
    assert (own.title, own.loans, own.share) == ("Prenten", "160", "80 %".replace(" ", "\xa0"))
    assert as_alice.get(own.url).status_code == 200


def test_places_say_where_they_live_beside_where_they_borrow(
    as_alice: Client, told: Library
) -> None:
    page = as_alice.get(as_alice.get(URL).context["later"]["places"].url)

    assert page.context["title"] == "Waar lenen ze, en waar wonen ze?"
    homes = {row.name: (row.households, row.per_hundred) for row in page.context["places"].rows}
    assert homes == {"Cen": ("2.000", "3,0"), "Drp": ("900", "13,3"), "Oos": ("", "")}


def test_supply_stands_beside_demand(as_alice: Client, told: Library) -> None:
    page = as_alice.get(as_alice.get(URL).context["later"]["supply"].url)

    table = page.context["supply"].table
    assert [row[0] for row in table.rows] == ["Prentenboeken", "Reis"]
    assert [row[2:] for row in table.rows] == [["60", "400", "15"], ["43", "60", "72"]]
    question = page.context["question"]
    assert question.question == "Hebben we genoeg Prentenboeken voor Drukke gezinnen?"
    assert "15 exemplaren per 100 uitleningen; in de hele collectie 22" in question.evidence


def test_without_households_and_members_the_page_names_the_files(
    as_adam: Client, library: Library
) -> None:
    reached_library(library, with_households=False)

    page = as_adam.get(URL)
    supply = as_adam.get(page.context["later"]["supply"].url)

    for slug, shown in (("leden-per-segment", page), ("huishoudens", page), ("bezit", supply)):
        assert f"/beheer/import/nieuw/?kind={slug}" in shown.text
    assert page.context["talk"]["living"] is None


def test_sheet_holds_all_blocks(as_alice: Client, told: Library) -> None:
    url, _mark, query = URL.partition("?")
    as_alice.post(f"{url}blad/?{query}")

    with tenancy.library_scope(told):
        content = SegmentSheet.objects.get().content
    assert content["titles"][0]["title"] == "Prenten"
    assert content["places"][0]["name"] == "Drp"
    assert content["reach"].startswith("2.900 huishoudens, 6,2 actieve leners per 100")
