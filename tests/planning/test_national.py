"""National campaigns: mee or niet mee, in the plan, and what an administrator makes of them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from planning import tenancy
from planning.actions import items, overlays
from planning.models import Channel, Library, NationalCampaign, PlanItem, User
from planning.views.national import panel_context
from tests import make

URL = "/jaarplan/2027/landelijk/"


def campaign(of: Library, code: str = "boekenweek") -> NationalCampaign:
    with tenancy.library_scope(of):
        overlays.load_calendar(of, 2027)
        return NationalCampaign.objects.get(library=of, code=code, year=2027)


def now(row: NationalCampaign) -> NationalCampaign:
    with tenancy.library_scope(row.library):
        row.refresh_from_db()
    return row


# Mee or niet mee


def test_the_page_shows_dates_source_and_what_is_open(as_alice: Client, library: Library) -> None:
    campaign(library)

    page = as_alice.get(URL)

    assert "Over <mark>15 campagnes</mark> hebben jullie nog niet beslist" in page.text
    assert "Sinds 2025 twaalf dagen, van de tweede woensdag van maart" in page.text
    assert page.text.count("Data bevestigd") == 1  # World Book Day
    assert page.text.count("Data verwacht") == 14


def test_the_page_needs_as_many_queries_for_all_as_for_one(
    as_alice: Client, library: Library
) -> None:
    one = campaign(library)
    with tenancy.library_scope(library):
        NationalCampaign.objects.exclude(pk=one.pk).delete()
    as_alice.get(URL)  # the session is fresh after this
    with CaptureQueriesContext(connection) as for_one:
        as_alice.get(URL)

    campaign(library)  # brings the others back
    with CaptureQueriesContext(connection) as for_all:
        page = as_alice.get(URL)

    assert len(page.context["lines"]) == 15
    assert len(for_all) == len(for_one)


def test_an_empty_year_brings_in_the_calendar(as_alice: Client, library: Library) -> None:
    page = as_alice.get(URL)
    assert "Nog geen landelijke campagnes in 2027" in page.text

    page = as_alice.post(reverse("planning:begin_year", args=[2027]), follow=True)

    assert "Kinderboekenweek" in page.text
    with tenancy.library_scope(library):
        assert Channel.objects.count() == 6


def test_joining_is_one_click(as_alice: Client, alice: User, library: Library) -> None:
    row = campaign(library)

    page = as_alice.post(
        reverse("planning:national_answer", args=[row.pk]), {"answer": "join"}, follow=True
    )

    assert (now(row).answer, row.reason, row.answered_by) == ("join", "", alice)
    assert page.redirect_chain == [(f"{URL}#n{row.pk}", 302)]
    assert "Zet in jaarplan" in page.text


def test_not_joining_asks_a_reason(as_alice: Client, library: Library) -> None:
    row = campaign(library)
    url = reverse("planning:national_answer", args=[row.pk])

    response = as_alice.post(url, {"answer": "skip", "reason": " "})

    assert response.status_code == 422
    assert list(response.context["refused"].errors) == ["reason"]
    assert "Geef een reden om niet mee te doen" in response.text
    assert now(row).answer == "open"

    as_alice.post(url, {"answer": "skip", "reason": "Geen uren in maart"})
    assert (now(row).answer, row.reason) == ("skip", "Geen uren in maart")
    assert "Geen uren in maart" in as_alice.get(URL).text


def test_joining_after_all_forgets_the_reason(as_alice: Client, library: Library) -> None:
    row = campaign(library)
    url = reverse("planning:national_answer", args=[row.pk])
    as_alice.post(url, {"answer": "skip", "reason": "Geen uren"})

    as_alice.post(url, {"answer": "join", "reason": "blijft niet staan"})

    assert (now(row).answer, row.reason) == ("join", "")


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_an_answer_that_is_none_is_refused(as_alice: Client, library: Library, answer: str) -> None:
    row = campaign(library)

    response = as_alice.post(reverse("planning:national_answer", args=[row.pk]), {"answer": answer})

    assert response.status_code == 422
    assert now(row).answer == "open"


@pytest.mark.parametrize(
    ("given", "went"),
    [
        ("/jaarplan/2027/?panel=national:1", "/jaarplan/2027/?panel=national:1"),
        ("https://elders.example/", URL),
        ("//elders.example/", URL),
    ],
)
def test_after_the_answer_it_goes_back_to_a_page_of_ours(
    as_alice: Client, library: Library, given: str, went: str
) -> None:
    row = campaign(library)

    response = as_alice.post(
        reverse("planning:national_answer", args=[row.pk]), {"answer": "join", "next": given}
    )

    assert response.headers["Location"].partition("#")[0] == went


def test_a_campaign_comes_into_the_plan_once(
    as_alice: Client, alice: User, library: Library
) -> None:
    row = campaign(library)
    url = reverse("planning:national_plan", args=[row.pk])

    as_alice.post(url)
    response = as_alice.post(url)

    with tenancy.library_scope(library):
        item = PlanItem.objects.get()
        assert [each.person for each in item.involvements.all()] == [alice]
    assert (item.kind, item.title, item.national_id) == ("campaign", "Boekenweek", row.pk)
    assert (item.starts_on, item.ends_on) == (date(2027, 3, 10), date(2027, 3, 21))
    assert now(row).answer == "join"
    assert response.headers["Location"] == f"/jaarplan/2027/?panel=item:{item.pk}"
    assert "In het jaarplan: Boekenweek" in as_alice.get(URL).text


def test_a_campaign_that_was_taken_out_of_the_plan_can_come_back(
    as_alice: Client, library: Library
) -> None:
    row = campaign(library)
    as_alice.post(reverse("planning:national_plan", args=[row.pk]))
    with tenancy.library_scope(library):
        items.archive_item(PlanItem.objects.get(), by=None)

    as_alice.post(reverse("planning:national_plan", args=[row.pk]))

    with tenancy.library_scope(library):
        assert PlanItem.objects.filter(archived_at=None).count() == 1


def test_a_stranger_answers_nothing(as_charlie: Client, library: Library) -> None:
    row = campaign(library)

    answered = as_charlie.post(
        reverse("planning:national_answer", args=[row.pk]), {"answer": "join"}
    )
    planned = as_charlie.post(reverse("planning:national_plan", args=[row.pk]))

    assert (answered.status_code, planned.status_code) == (404, 404)
    assert now(row).answer == "open"


def test_the_panel_of_a_campaign_belongs_to_its_library(
    library: Library, stranger_library: Library
) -> None:
    row = campaign(library)
    ours, theirs = make.member(library), make.member(stranger_library)
    request: Any = RequestFactory().get("/jaarplan/2027/", {"panel": f"national:{row.pk}"})

    for member, wanted in ((ours, row), (theirs, None)):
        request.membership, request.library = member, member.library
        with tenancy.library_scope(member.library):
            assert panel_context(request, row.pk).get("national") == wanted


def test_the_panel_answers_and_comes_back_to_the_plan(library: Library) -> None:
    row = campaign(library)
    request: Any = RequestFactory().get("/jaarplan/2027/", {"panel": f"national:{row.pk}"})
    request.membership = make.member(library)

    with tenancy.library_scope(library), translation.override("nl"):
        context = panel_context(request, row.pk)
        html = render_to_string(context["panel_template"], context, request=request)

    back = f'value="/jaarplan/2027/?panel=national%3A{row.pk}"'
    assert html.count(back) == 2  # mee, niet mee
    assert html.count('hx-target="#plan"') == 1
    assert "10 maart" in html
    assert "Waarom niet" in html
