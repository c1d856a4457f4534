"""What an administrator makes of the calendar: campaigns, days off, the region."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning import tenancy
from planning.models import Holiday, Library, NationalCampaign, PlanItem
from tests.planning.test_national import campaign, now

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
        assert page.context["year"] == timezone.localdate().year


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
