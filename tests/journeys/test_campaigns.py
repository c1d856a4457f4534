"""From a segment to a campaign for it: begun, filled in, ticked, talked about; a phone too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns import core
from campaigns.actions import campaigns as actions
from planning import tenancy
from planning.models import Library
from tests import make, make_plan
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign
from tests.segments.explored import explored_library

pytestmark = pytest.mark.browser
SEGMENT = "/doelgroepen/segmenten/s3-rustige-buiten/"


def check_accessibility(page: Page) -> None:
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def library(address: str) -> Library:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    explored_library(library)
    return library


def come_in(page: Page, address: str, library: Library) -> None:
    alice = make.member(library, "alice").user
    session = make.client(alice).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def test_a_first_day_that_moves_takes_the_last_one_along_until_that_was_chosen(
    page: Page, address: str, library: Library
) -> None:
    come_in(page, address, library)
    page.goto(f"{address}/campagnes/nieuw/?start=table")
    first, last = page.locator("#id_starts_on"), page.locator("#id_ends_on")

    first.fill("2027-03-01")
    expect(last).to_have_value("2027-03-28")  # a theme table stands for four weeks
    expect(page.get_by_text("De laatste dag schuift mee.")).to_be_visible()
    check_accessibility(page)
    last.fill("2027-03-14")
    first.fill("2027-03-08")

    expect(last).to_have_value("2027-03-14")


def test_campaign_begins_at_a_segment_and_is_worked_at(
    page: Page, address: str, library: Library
) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    come_in(page, address, library)

    # From what a segment borrows to a campaign for it, with its target group in the same step.
    page.goto(address + SEGMENT)
    page.get_by_role("link", name="Plan een campagne").last.click()
    expect(page.locator("#id_new_group")).to_have_value("Rustige buiten")
    check_accessibility(page)
    page.locator("#id_title").fill("Reizen begint in Dorp")
    page.locator("#id_owner_marketing").select_option(str(noor.user_id))
    page.get_by_role("button", name="Begin de campagne").click()
    expect(page.locator("h1")).to_have_text("Reizen begint in Dorp")
    expect(page.locator("#core-aboard")).to_contain_text("Noor")
    check_accessibility(page)

    # What comes next leads to the form; the core says it afterwards.
    page.get_by_role("link", name="Schrijf de boodschap in één zin").click()
    page.locator("#id_message").fill("Plan je reis in de bieb, tien minuten van huis.")
    page.get_by_label("bezoek: mensen die binnenkomen").check()
    page.locator("#id_goal_number").fill("60")
    check_accessibility(page)
    page.get_by_role("button", name="Sla op").click()
    expect(page.locator("blockquote.message")).to_contain_text("Plan je reis in de bieb")
    expect(page.locator("#counted")).to_contain_text("0 van 60")

    # A task of the checklist is ticked, and stays ticked.
    page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name="Taken").click()
    page.get_by_role("button", name="Klaar: De berichten schrijven").click()
    expect(page.locator(".sentence")).to_have_text("1 van 7 taken klaar.")
    check_accessibility(page)

    # Somebody is named with the keyboard alone.
    page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name="Gesprek").click()
    page.locator("#id_body").press_sequentially("Wat vind jij, @no")
    expect(page.get_by_role("option", name="Noor")).to_be_visible()
    check_accessibility(page)
    page.keyboard.press("Enter")
    expect(page.locator("#id_body")).to_have_value("Wat vind jij, @Noor ")
    page.get_by_role("button", name="Plaats opmerking").click()
    expect(page.locator(".mention")).to_have_text("@Noor")

    # It stands in the list and in the plan.
    page.goto(f"{address}/campagnes/")
    expect(page.locator(".campaign-rows")).to_contain_text("Plan je reis in de bieb")
    check_accessibility(page)
    page.get_by_label("Hoe ver").select_option("closed")
    expect(page.locator("#campaign-list")).to_contain_text("Zo’n campagne is er niet")
    assert re.search(r"phase=closed", page.url)


def test_workspace_fits_a_phone_in_the_dark(page: Page, address: str, library: Library) -> None:
    group = make_plan.target_group(library, "Drukke gezinnen")
    campaign = make_campaign(
        library,
        "Een campagne met een heel lange naam voor een klein scherm",
        group=group,
        start="table",
        content={"message": "Plan je reis in de bieb.", "goal": "visit", "goal_number": 60},
    )
    come_in(page, address, library)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 700})

    own = f"/campagnes/{campaign.pk}/"
    parts = ("", "taken/", "gesprek/", "wijzigen/", "kopie/", "kopie/?for=group")
    for path in (*(own + part for part in parts), "/campagnes/", "/campagnes/nieuw/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        check_accessibility(page)
    page.goto(f"{address}{own}taken/")
    box = page.locator(".tick-box").first.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


def test_two_who_change_a_campaign_see_both_versions(
    page: Page, chromium: Browser, address: str, library: Library
) -> None:
    campaign = make_campaign(library, "Reizen", content={"message": "Eerst"})
    come_in(page, address, library)
    # A browser notes an answer 409 as an error; in a window of its own nobody minds.
    page = chromium.new_context(
        locale="nl-NL", storage_state=page.context.storage_state()
    ).new_page()
    page.goto(f"{address}/campagnes/{campaign.pk}/wijzigen/")
    with tenancy.library_scope(library):
        bob = make.member(library, "bob").user
        said = core.of(campaign) | {"message": "Van Bob"}
        actions.change(campaign, by=bob, base=1, fields={}, content=said)

    page.locator("#id_message").fill("Van mij")
    page.get_by_role("button", name="Sla op").click()
    expect(page.locator("#item-conflict")).to_contain_text("Van Bob")
    check_accessibility(page)
    page.get_by_label("Van mij").check()
    page.get_by_role("button", name="Sla op").click()

    expect(page.locator("blockquote.message")).to_have_text("Van mij")
    page.context.close()
