"""From the explorer to the profile of a segment, and what staff write there, on a phone too."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make, make_plan
from tests.journeys.examined import examined
from tests.segments.explored import explored_library

pytestmark = pytest.mark.browser
PATH = "/doelgroepen/segmenten/s3-rustige-buiten/"
LINK = "De uitleningen per vestiging"


def check_accessibility(page: Page) -> None:
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


def test_profile_is_read_and_written_in_its_place(page: Page, address: str) -> None:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    explored_library(library)
    make_plan.channel(library, "Huis-aan-huisblad")
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.goto(address + PATH)
    check_accessibility(page)

    page.get_by_role("link", name="Schrijf wie dit zijn").click()
    expect(page.locator("#who_text")).to_be_focused()
    page.locator("#who_text").fill("Wonen ruim.")
    check_accessibility(page)
    page.get_by_role("button", name="Sla op").click()
    expect(page.locator("#segment-who")).to_contain_text("Wonen ruim.")
    expect(page.get_by_role("link", name="Wijzig deze tekst")).to_be_focused()

    page.get_by_role("link", name="Zeg hoe goed kanalen hen bereiken").click()
    page.get_by_label("Huis-aan-huisblad", exact=True).select_option("Veel")
    page.locator("#segment-channels-form").get_by_role("button", name="Sla op").click()
    expect(page.locator("#segment-channels")).to_contain_text("veel Huis-aan-huisblad")

    page.get_by_role("link", name="Voeg toe wat je hoorde").click()
    page.locator("#heard_text").fill("Vragen naar grote letter")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#segment-quotes blockquote")).to_have_text("Vragen naar grote letter")
    assert page.url == address + PATH

    page.get_by_role("link", name="Jeugd").click()
    expect(page.locator("#segment")).to_contain_text("Jeugd · alle vestigingen")
    page.go_back()
    expect(page.locator("#segment")).to_contain_text("Volwassenen · alle vestigingen")

    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        "[...document.querySelectorAll('.chart *')].filter(e => e.textContent.trim()"
        " && e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 11)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
    page.goto(f"{address}/doelgroepen/segmenten/overzicht/")
    check_accessibility(page)
    page.get_by_role("link", name="Rustige buiten").click()
    expect(page.locator("h1")).to_contain_text("Rustige buiten")


def test_blocks_arrive_after_the_page_and_stay_a_link_where_they_cannot(
    page: Page, chromium: Browser, address: str
) -> None:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    explored_library(library)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.goto(address + PATH)
    expect(page.locator("#segment-places tbody th").first).to_be_visible()
    expect(page.locator("#segment-trend .text-link", has_text="naast elkaar")).to_be_visible()
    check_accessibility(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    state = page.context.storage_state()
    failing = chromium.new_context(storage_state=state).new_page()
    failing.route("**/plaatsen/**", lambda route: route.fulfill(status=500))
    failing.goto(address + PATH)
    expect(failing.locator("#segment-trend .text-link", has_text="naast elkaar")).to_be_visible()
    expect(failing.locator("#segment-places .text-link")).to_have_text(LINK)
    check_accessibility(failing)
    failing.context.close()

    plain = chromium.new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(address + PATH)
    plain.get_by_role("link", name=LINK).click()
    expect(plain.locator("h1")).to_have_text("Waar lenen ze?")
    expect(plain.locator("#segment-places tbody th").first).to_be_visible()
    plain.context.close()
