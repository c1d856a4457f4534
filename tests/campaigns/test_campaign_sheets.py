"""One page before a campaign and one page after it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import closing
from campaigns.models import Campaign, CampaignCount, CampaignEffect, CampaignSheet
from campaigns.queries import lessons, sheets
from planning import tenancy
from planning.models import Library, User
from segments.effect.told import Told
from tests import make_plan
from tests.make_campaigns import make_campaign

TODAY = timezone.localdate()


@pytest.fixture
def campaign(library: Library, alice: User) -> Campaign:
    made = make_campaign(
        library,
        "Reizen begint hier",
        starts_on=TODAY - timedelta(days=35),
        involved=[("collection", alice)],
        hours_collection=16,
        content={"message": "Plan je reis.", "link": "https://bieb.example/reis"},
    )
    with tenancy.library_scope(library):
        made.titles.create(library=library, name="Camperroutes 2027", position=1)
    make_plan.item(library, "Tafel vullen", kind="task", parent=made.item)
    return made


def made(client: Client, campaign: Campaign, kind: str) -> str:
    """Make a page, and what stands on it."""
    url = reverse(f"campaigns:campaign_{kind}", args=[campaign.pk])
    return client.post(url, follow=True).text


def test_a_briefing_says_what_everybody_needs(as_alice: Client, campaign: Campaign) -> None:
    page = made(as_alice, campaign, "briefing")

    for said in ("Plan je reis.", "Camperroutes 2027", "Tafel vullen", "Alice", "16 uur"):
        assert said in page
    assert '<svg viewBox="-2 -2' in page
    assert "https://bieb.example/reis" in page


def test_without_an_address_there_is_no_code(as_alice: Client, library: Library) -> None:
    page = made(as_alice, make_campaign(library), "briefing")

    assert "<svg" not in page


def test_a_page_stays_what_it_was(as_alice: Client, campaign: Campaign) -> None:
    made(as_alice, campaign, "briefing")
    with tenancy.library_scope(campaign.library):
        Campaign.objects.filter(pk=campaign.pk).update(message="Blijf thuis.")
        campaign.titles.all().delete()
        sheet = CampaignSheet.objects.get()

    page = as_alice.get(reverse("campaigns:campaign_sheet", args=[sheet.pk])).text

    assert "Plan je reis." in page
    assert "Camperroutes 2027" in page
    assert "Blijf thuis." not in page


def test_a_result_has_the_counts_the_means_and_the_lesson(
    as_alice: Client, alice: User, campaign: Campaign, library: Library
) -> None:
    with tenancy.library_scope(library):
        for phase, number in (("before", 40), ("during", 1100)):
            CampaignCount.objects.create(
                library=library,
                campaign=campaign,
                phase=phase,
                what="visit",
                from_on=TODAY,
                to_on=TODAY,
                number=number,
            )
        closing.close(
            campaign, by=alice, verdict="repeat", lesson="Eerder beginnen", seen="", today=TODAY
        )

    page = made(as_alice, campaign, "result")

    for said in ("40 in 1 dag", "1.100 in 1 dag", "16 uur", "Eerder beginnen"):
        assert said in page


def test_a_result_without_a_lesson_says_so(as_alice: Client, campaign: Campaign) -> None:
    assert "Er is nog niet op teruggekeken." in made(as_alice, campaign, "result")


def test_without_a_browser_to_print_the_page_itself_is_offered(
    as_alice: Client, campaign: Campaign
) -> None:
    made(as_alice, campaign, "briefing")
    with tenancy.library_scope(campaign.library):
        sheet = CampaignSheet.objects.get()

    response = as_alice.get(reverse("campaigns:campaign_sheet_pdf", args=[sheet.pk]))

    assert response.status_code == 503
    assert reverse("campaigns:campaign_sheet", args=[sheet.pk]) in response.text


def test_a_stranger_finds_no_page_and_makes_none(
    as_alice: Client, as_charlie: Client, campaign: Campaign
) -> None:
    made(as_alice, campaign, "briefing")
    with tenancy.library_scope(campaign.library):
        sheet = CampaignSheet.objects.get()

    for name, pk in (("campaign_sheet", sheet.pk), ("campaign_sheet_pdf", sheet.pk)):
        assert as_charlie.get(reverse(f"campaigns:{name}", args=[pk])).status_code == 404
    briefing = reverse("campaigns:campaign_briefing", args=[campaign.pk])
    assert as_charlie.post(briefing).status_code == 404


def test_a_result_and_the_agenda_say_what_was_measured(
    as_alice: Client, campaign: Campaign, library: Library
) -> None:
    told = Told(
        known_until="2026-11-20",
        days=28,
        days_before=56,
        days_during=28,
        titles=12,
        went=11,
        before=34,
        during=90,
    )
    with tenancy.library_scope(library):
        CampaignEffect.objects.create(
            campaign=campaign, library=library, content=told.content(), asked_as="x" * 64
        )
        page = sheets.result(campaign, today=TODAY)
        outcome = lessons.outcomes([campaign.item])[campaign.pk]

    assert page["effect"].startswith("11 van 12 titels")
    assert page["figures"] == [["uitleningen tijdens", "90"], ["ervoor, in evenveel dagen", "17"]]
    assert "samenhang, geen bewijs" in " ".join(page["remarks"]).lower()
    assert outcome.said == page["effect"]
    assert outcome.address == reverse("campaigns:campaign_effect", args=[campaign.pk])


def test_a_result_without_loans_claims_nothing(as_alice: Client, campaign: Campaign) -> None:
    page = made(as_alice, campaign, "result")

    assert "Er is nog niets gemeten." in page
    assert "uitleningen tijdens" not in page
