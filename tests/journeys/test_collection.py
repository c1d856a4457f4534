"""From a figure of the collection to its titles and to a campaign with them, on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.journeys.examined import examined
from tests.segments.test_collection_pages import small

pytestmark = pytest.mark.browser
PAGES = ["/collectie/", "/collectie/titels/", "/collectie/aanwinsten/", "/collectie/saneren/"]


@pytest.fixture
def collection(page: Page, address: str) -> Page:
    """The collection of a small library, on a phone."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    small(library, 3)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/collectie/")
    return page


def test_a_figure_leads_to_titles_and_to_a_campaign(collection: Page, address: str) -> None:
    collection.locator("tbody td[data-label=Titels] a").click()
    expect(collection.locator("#answer")).to_contain_text("3 titels")
    collection.get_by_label("Zoek", exact=True).fill("reisgids 2")
    collection.get_by_label("Zoek", exact=True).press("Enter")
    expect(collection.locator("#answer")).to_contain_text("1 titel")
    collection.get_by_role("checkbox", name="Reisgids 2").check()
    collection.get_by_role("button", name="Plan een campagne").click()
    expect(collection.locator("input[name=titles]")).to_have_value("2")

    for path in [*PAGES, "/collectie/titels/1/"]:
        collection.goto(address + path)
        found = examined(collection)
        assert found.violations_count == 0, found.generate_report()
        width = collection.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 390)
