"""National campaigns: mee or niet mee, in the plan, and what an administrator makes of them."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from planning import tenancy
from planning.actions import items, overlays
from planning.models import Channel, Holiday, Library, NationalCampaign, PlanItem, User
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


# Manage

CAMPAIGN = {
    "name": "Week van de Buren",
    "starts_on": "2027-05-17",
    "ends_on": "2027-05-23",
    "source": "eigen plan",
}


def test_a_campaign_of_their_own_is_added(as_adam: Client, library: Library) -> None:
    campaign(library)

    page = as_adam.post(reverse("planning:national_add"), CAMPAIGN, follow=True)

    with tenancy.library_scope(library):
        row = NationalCampaign.objects.get(name="Week van de Buren")
    assert (row.code, row.year, row.is_own, row.is_confirmed) == (
        *("week-van-de-buren", 2027, True),
        False,
    )
    assert page.redirect_chain == [("/beheer/landelijk/?year=2027", 302)]
    assert "Week van de Buren" in page.text
    assert "van jullie" in page.text


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "boekenweek"}, ["name"]),  # is in that year already
        ({"ends_on": "2027-05-16"}, ["ends_on"]),
        ({"ends_on": "2029-05-16"}, ["ends_on"]),
        ({"starts_on": "0027-05-17"}, ["starts_on", "ends_on"]),
        ({"starts_on": "17 mei"}, ["starts_on"]),
    ],
)
def test_a_wrong_campaign_is_refused(
    as_adam: Client, library: Library, change: dict[str, str], wrong: list[str]
) -> None:
    campaign(library)

    response = as_adam.post(reverse("planning:national_add"), CAMPAIGN | change)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == wrong
    with tenancy.library_scope(library):
        assert NationalCampaign.objects.count() == 15


def test_a_changed_campaign_stays_theirs(as_adam: Client, library: Library) -> None:
    row = campaign(library)
    fields = CAMPAIGN | {"name": "Boekenweek", "starts_on": "2027-03-13", "ends_on": "2027-03-21"}

    as_adam.post(reverse("planning:national_edit", args=[row.pk]), fields)
    campaign(library)  # the list comes in again

    assert (now(row).starts_on, row.is_own) == (date(2027, 3, 13), True)
    with tenancy.library_scope(library):
        assert NationalCampaign.objects.count() == 15


def test_a_refused_change_shows_the_old_name_above_the_form(
    as_adam: Client, library: Library
) -> None:
    row = campaign(library)

    response = as_adam.post(
        reverse("planning:national_edit", args=[row.pk]), CAMPAIGN | {"starts_on": ""}
    )

    assert response.status_code == 422
    assert "<h1>Boekenweek</h1>" in response.text


def test_a_removed_campaign_leaves_its_item_in_the_plan(as_adam: Client, library: Library) -> None:
    row = campaign(library)
    as_adam.post(reverse("planning:national_plan", args=[row.pk]))

    as_adam.post(reverse("planning:national_remove", args=[row.pk]))

    with tenancy.library_scope(library):
        assert not NationalCampaign.objects.filter(code="boekenweek").exists()
        assert PlanItem.objects.get().national_id is None


DAYS = {
    "kind": "closed",
    "region": "",
    "name": "Verbouwing",
    "starts_on": "2027-06-07",
    "ends_on": "2027-06-11",
    "is_confirmed": "on",
    "source": "",
}


def test_closed_days_are_added_and_shown(as_adam: Client, library: Library) -> None:
    page = as_adam.post(reverse("planning:holiday_add"), DAYS, follow=True)

    assert page.redirect_chain == [("/beheer/vakanties/?year=2027", 302)]
    assert "Verbouwing" in page.text
    with tenancy.library_scope(library):
        assert Holiday.objects.get().is_own


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"kind": "school"}, ["region"]),
        ({"kind": "school", "region": "west"}, ["region"]),
        ({"kind": "feest"}, ["kind"]),
        ({"name": ""}, ["name"]),
        ({"ends_on": "2027-06-01"}, ["ends_on"]),
        ({"name": "Koningsdag", "kind": "public", "starts_on": "2027-04-27"}, ["name"]),
    ],
)
def test_wrong_days_are_refused(
    as_adam: Client, library: Library, change: dict[str, str], wrong: list[str]
) -> None:
    campaign(library)

    response = as_adam.post(reverse("planning:holiday_add"), DAYS | change)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == wrong


def test_the_region_chooses_whose_holidays_are_seen(as_adam: Client, library: Library) -> None:
    campaign(library)
    url = reverse("planning:holiday_list") + "?year=2027"
    assert "za 10 jul" in as_adam.get(url).text

    as_adam.post(reverse("planning:holiday_region"), {"region": "south"})

    page = as_adam.get(url)
    assert "za 24 jul" in page.text
    assert "za 10 jul" not in page.text


@pytest.mark.parametrize("region", ["", "west"])
def test_a_region_that_is_none_is_refused(as_adam: Client, region: str) -> None:
    response = as_adam.post(reverse("planning:holiday_region"), {"region": region})

    assert response.status_code == 422
    assert list(response.context["region_form"].errors) == ["region"]


def test_days_are_changed_and_removed(as_adam: Client, library: Library) -> None:
    campaign(library)
    with tenancy.library_scope(library):
        row = Holiday.objects.get(name="Koningsdag")
    fields = DAYS | {"kind": "public", "name": "Koningsdag", "starts_on": "2027-04-26"}

    as_adam.post(
        reverse("planning:holiday_edit", args=[row.pk]), fields | {"ends_on": "2027-04-27"}
    )
    campaign(library)

    with tenancy.library_scope(library):
        assert Holiday.objects.get(name="Koningsdag").starts_on == date(2027, 4, 26)
    as_adam.post(reverse("planning:holiday_remove", args=[row.pk]))
    with tenancy.library_scope(library):
        assert not Holiday.objects.filter(name="Koningsdag").exists()


@pytest.mark.parametrize("given", ["", "?year=1", "?year=abc", "?year=99999"])
def test_a_strange_year_in_the_address_shows_this_one(as_adam: Client, given: str) -> None:
    for name in ("planning:national_list", "planning:holiday_list"):
        page = as_adam.get(reverse(name) + given)

        assert page.status_code == 200
        assert page.context["year"] == date.today().year  # noqa: DTZ011


def test_a_stranger_changes_no_calendar(as_charlie: Client, library: Library) -> None:
    row = campaign(library)
    with tenancy.library_scope(library):
        days = Holiday.objects.get(name="Koningsdag")

    for name, pk in (
        ("planning:national_edit", row.pk),
        ("planning:national_remove", row.pk),
        ("planning:holiday_edit", days.pk),
        ("planning:holiday_remove", days.pk),
    ):
        assert as_charlie.post(reverse(name, args=[pk]), CAMPAIGN).status_code == 404
    assert now(row).name == "Boekenweek"


def test_who_is_no_administrator_does_not_manage(as_alice: Client) -> None:
    for name in ("national_list", "national_add", "holiday_list", "channel_list", "display_list"):
        assert as_alice.get(reverse(f"planning:{name}")).status_code == 403


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
    assert "Waarom niet?" in html
