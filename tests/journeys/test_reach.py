"""Whom do we not reach, and what do they read: from the list to the titles and the step after."""

import pytest
from playwright.sync_api import Page, expect

from planning.models import Library
from tests import make
from tests.journeys.examined import examined
from tests.segments.reached import reached_library, shelves

pytestmark = pytest.mark.browser
CHANCES, REACH = "/doelgroepen/kansen/", "/doelgroepen/bereik/"


@pytest.fixture
def reader(page: Page, address: str) -> Page:
    """Somebody of a library of which it is known who lives where and what stands where."""
    library: Library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    reached_library(library)
    shelves(library)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return page


def check(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 360])
def test_list_leads_to_the_titles_and_to_a_target_group(
    reader: Page, address: str, width: int
) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(address + CHANCES)
    check(reader)

    reader.get_by_role("link", name="Rustige buiten in Drp").press("Enter")
    expect(reader.locator("#panel-title")).to_be_focused()
    expect(reader.locator("#panel .titles")).to_contain_text("Verre reizen")
    check(reader)
    if width > 1000:  # the same panel for another line gets the titles of that line
        reader.get_by_role("link", name="Drukke gezinnen in Cen").press("Enter")
        expect(reader.locator("#panel .titles")).to_contain_text("Prenten")
    reader.locator("#panel").get_by_role("link", name="Kies als doelgroep").click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("Nieuwe doelgroep")
    expect(reader.get_by_role("textbox").first).not_to_have_value("")


def test_segment_is_put_aside_and_taken_up_by_keyboard(reader: Page, address: str) -> None:
    reader.goto(address + CHANCES)

    reader.get_by_text("Niet nu: Rustige buiten in Drp").press("Enter")
    reader.get_by_label("Waarom niet nu?").last.fill("Eerst de jeugd")
    reader.keyboard.press("Enter")
    expect(reader.locator("#aside")).to_contain_text("Eerst de jeugd")
    check(reader)

    reader.get_by_role("button", name="Toch wel").press("Enter")
    expect(reader.locator("#aside")).to_have_count(0)


def test_place_is_chosen_from_the_small_drawings(reader: Page, address: str) -> None:
    reader.goto(address + REACH)
    check(reader)
    reader.set_viewport_size({"width": 360, "height": 900})
    check(reader)

    reader.locator("#smalls").get_by_role("link", name="Drp").click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("Wie we bereiken in Drp")
    assert "place=DRP" in reader.url
