"""The board of advice and the page of each: read, taken over, refused, undone."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Library, User
from segments.actions import advice as actions
from segments.advice import acquiring
from segments.models import Advice
from segments.queries import advice as queries
from tests.segments.make_advice import make_advice

Status = Advice.Status
SIGNALS = "/collectie/signalen/"


def test_signals_stand_in_the_column_of_their_direction(as_alice: Client, library: Library) -> None:
    for kind in ("acquire", "place", "promote"):
        make_advice(library, kind=kind, text=f"Doe iets met {kind}")

    page = as_alice.get(SIGNALS)

    columns = page.context["columns"]
    assert [[card.advice.text for card in column.cards] for column in columns] == [
        ["Doe iets met acquire"],
        ["Doe iets met place"],
        ["Doe iets met promote"],
    ]
    assert "3 adviezen" in page.text


def test_signals_explain_acquiring_with_the_thresholds_of_the_rule(
    as_alice: Client, library: Library
) -> None:
    make_advice(library)

    page = as_alice.get(SIGNALS)

    for said in (
        "minstens zo vaak meegaat als gemiddeld in de bibliotheek",
        f"minstens {acquiring.PRESSED:.1f} keer zo vaak mee".replace(".", ","),
        f"minstens {acquiring.QUEUED:.1f} keer zoveel mensen".replace(".", ","),
        f"minstens een {acquiring.LOVED:.1f} keer zo groot deel".replace(".", ","),
        f"minstens {acquiring.ALONE:.1f} keer zo vaak mee".replace(".", ","),
    ):
        assert said in page.text


def test_signals_show_much_data_first_and_nothing_outdated(library: Library) -> None:
    little = make_advice(library, certainty="little", rank=1)
    much = make_advice(library, certainty="much", rank=2)
    make_advice(library, is_current=False)

    with tenancy.library_scope(library):
        assert list(queries.advice(library)) == [much, little]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("addressee=marketing", ["b"]),
        ("segment=S1", ["a"]),
        ("branch=DRP", ["b"]),
        ("status=refused", ["c"]),
        ("status=all", ["a", "b", "c"]),
        ("readers=youth", ["b"]),
    ],
)
def test_signals_are_filtered_by_the_address(
    as_alice: Client, library: Library, asked: str, found: list[str]
) -> None:
    make_advice(library, text="a", segment="S1")
    make_advice(library, text="b", addressee="marketing", branch="DRP", readers="youth")
    make_advice(library, text="c", status=Status.REFUSED, reason="te duur")

    page = as_alice.get(f"{SIGNALS}?{asked}")

    cards = [card.advice.text for column in page.context["columns"] for card in column.cards]
    assert sorted(cards) == found


def test_signals_refuse_a_filter_that_is_not_there(as_alice: Client, library: Library) -> None:
    page = as_alice.get(f"{SIGNALS}?segment=S99")

    assert page.status_code == 422
    assert "S99" in page.text


def test_signals_of_an_empty_library_name_the_file_to_read_in(as_adam: Client) -> None:
    page = as_adam.get(SIGNALS)

    assert "Advies begint met uitleningen" in page.text
    assert reverse("segments:import_new") in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_signals_need_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    library: Library,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        make_advice(library, segment="S1", branch="DRP")
    as_alice.get(SIGNALS)

    # session, user, memberships, scope and frame (11); segments with advice and their names,
    # branches the same, advice, counts, last import.
    with django_assert_num_queries(22):
        as_alice.get(SIGNALS)


def test_signals_fragment_is_part_of_its_page(as_alice: Client, library: Library) -> None:
    make_advice(library)

    page = as_alice.get(SIGNALS)
    fragment = as_alice.get(SIGNALS, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert fragment.text.strip() in page.text


def test_signals_of_another_library_are_not_there(as_charlie: Client, library: Library) -> None:
    found = make_advice(library, text="Geheim plan")

    assert "Geheim plan" not in as_charlie.get(SIGNALS).text
    assert as_charlie.get(found.get_absolute_url()).status_code == 404


def test_signals_file_holds_every_line_and_no_formula(as_alice: Client, library: Library) -> None:
    make_advice(library, text="=1+1", reasons=[{"text": "Want 12.", "address": "/"}])

    csv = as_alice.get(f"{SIGNALS}export.csv")
    book = load_workbook(BytesIO(as_alice.get(f"{SIGNALS}export.xlsx").content))

    assert "'=1+1" in csv.content.decode("utf-8-sig")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][1] == "=1+1"
    assert sheet["B2"].data_type == "s"


def test_advice_page_says_why_and_how_sure(as_alice: Client, library: Library) -> None:
    found = make_advice(
        library,
        text="Meer Reizen",
        certainty="little",
        segment="S1",
        reasons=[{"text": "31 reserveringen.", "address": "/collectie/titels/?genre=Reizen"}],
    )

    page = as_alice.get(found.get_absolute_url())

    assert "31 reserveringen." in page.text
    assert "/collectie/titels/?genre=Reizen" in page.text
    assert "Weinig gegevens" in page.text
    assert "Een segment is een kans, geen persoon." in page.text
    assert "Bespreek samen" in page.text


def test_advice_page_leads_to_a_proposal_that_is_filled_in(
    as_alice: Client, library: Library
) -> None:
    found = make_advice(library, text="Meer Reizen", segment="S1")

    steps = dict(as_alice.get(found.get_absolute_url()).context["steps"])
    proposal = as_alice.get(steps["Maak er een voorstel van"])
    campaign = as_alice.get(steps["Plan een campagne"])
    group = as_alice.get(steps["Maak er een doelgroep van"])

    assert 'value="Meer Reizen"' in proposal.text
    assert 'value="Meer Reizen"' in campaign.text
    assert "Want zo is het." in campaign.text
    assert 'value="Segment S1"' in group.text


def test_advice_is_taken_over_by_who_is_named(
    as_alice: Client, alice: User, library: Library
) -> None:
    found = make_advice(library, titles=[1])

    page = as_alice.post(f"{found.get_absolute_url()}overnemen/", {"owner": alice.pk}, follow=True)

    with tenancy.library_scope(library):
        found.refresh_from_db()
    assert (found.status, found.owner, found.decided_by) == (Status.TAKEN, alice, alice)
    assert found.measure_on is not None
    assert "Overgenomen" in page.text


def test_advice_that_is_taken_over_is_handed_over(
    as_alice: Client, alice: User, adam: User, library: Library
) -> None:
    found = make_advice(library)
    address = f"{found.get_absolute_url()}overnemen/"
    as_alice.post(address, {"owner": alice.pk})

    page = as_alice.post(address, {"owner": adam.pk}, follow=True)

    with tenancy.library_scope(library):
        found.refresh_from_db()
    assert (found.owner_id, found.decided_by_id) == (adam.pk, alice.pk)
    assert "door Adam" in page.text


def test_advice_is_not_taken_over_for_a_stranger(
    as_alice: Client, charlie: User, library: Library
) -> None:
    found = make_advice(library)

    page = as_alice.post(f"{found.get_absolute_url()}overnemen/", {"owner": charlie.pk})

    assert page.status_code == 422


def test_advice_is_refused_only_with_a_reason(as_alice: Client, library: Library) -> None:
    found = make_advice(library)
    address = f"{found.get_absolute_url()}niet-doen/"

    without = as_alice.post(address, {"reason": " "})
    with_reason = as_alice.post(address, {"reason": "Geen geld"}, follow=True)

    assert without.status_code == 422
    assert "Zeg in één zin waarom niet." in without.text
    assert "Geen geld" in with_reason.text
    assert "Geen geld" in as_alice.get(f"{SIGNALS}?status=refused").text


def test_advice_that_was_decided_meanwhile_is_not_decided_again(
    as_alice: Client, alice: User, library: Library
) -> None:
    found = make_advice(library)
    with tenancy.library_scope(library):
        actions.refuse(found, by=alice, reason="Nee")

    page = as_alice.post(f"{found.get_absolute_url()}overnemen/", {"owner": alice.pk})

    assert page.status_code == 409
    assert "Nee" in page.text


def test_advice_is_open_again_after_undo(as_alice: Client, alice: User, library: Library) -> None:
    found = make_advice(library)
    with tenancy.library_scope(library):
        actions.refuse(found, by=alice, reason="Nee")

    as_alice.post(f"{found.get_absolute_url()}terug/")

    with tenancy.library_scope(library):
        found.refresh_from_db()
    assert (found.status, found.reason, found.decided_at) == (Status.OPEN, "", None)


def test_advice_whose_outcome_is_measured_stays_decided(
    as_alice: Client, alice: User, library: Library
) -> None:
    found = make_advice(library, titles=[1])
    with tenancy.library_scope(library):
        actions.take_over(found, by=alice, owner=None)
        Advice.objects.filter(pk=found.pk).update(
            outcome={"before": 60, "after": 90, "what": "deze titels", "last_year": [50, 55]}
        )

    page = as_alice.post(f"{found.get_absolute_url()}terug/")

    assert page.status_code == 409
    assert "90 uitleningen van deze titels" in page.text
    assert "geen bewijs" in page.text
