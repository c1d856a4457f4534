"""A slide is made: only what its kind has is asked, and the picture beside it follows."""

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.campaigns import make_screens as ms
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_slide_is_made_beside_its_picture(
    page: Page, address: str, width: int, scheme: str
) -> None:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    ms.books(library, make.branch(library, "CEN", "Centrum"))
    campaign = make_campaign(library, "Op reis", titles=[1, 2, 3], content={"message": "Ga mee."})
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}/schermen/slides/nieuw/?campaign={campaign.pk}")
    picture = page.frame_locator(".frame.landscape iframe").locator(".slide.on")

    expect(picture.locator("h1")).to_have_text("Op reis")
    expect(picture.locator(".cover")).to_have_count(3)
    expect(page.get_by_label("Boekentip", exact=True).last).to_be_hidden()
    page.locator("#id_heading").fill("Kom je mee?")
    expect(picture.locator("h1")).to_have_text("Kom je mee?")
    page.get_by_label("Boodschap").check()
    expect(picture.locator(".cover")).to_have_count(0)
    expect(page.get_by_text("Camperroutes voor beginners")).to_be_hidden()
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Voeg toe").click()

    expect(page.locator(".screen-list")).to_contain_text("Kom je mee?")
    page.get_by_role("link", name="Volledig scherm").click()
    page.get_by_role("link", name="Terug").click()
    expect(page.locator("h1")).to_have_text("Op reis")
