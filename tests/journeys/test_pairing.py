"""A screen on a wall is paired by the six letters that it shows, and knows its address after."""

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.actions import screens
from planning import tenancy
from tests import make
from tests.campaigns import make_screens as ms
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser


def test_a_screen_is_paired_by_its_code(page: Page, chromium: Browser, address: str) -> None:
    library = make.library()
    hal = ms.screen(library)
    session = make.client(make.member(library, "ada", role="admin").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    wall = chromium.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(f"{address}/scherm/")
    code = wall.locator("h1").inner_text()
    found = examined(wall)
    assert found.violations_count == 0, found.generate_report()

    page.goto(f"{address}/schermen/{hal.slug}/")
    expect(page.get_by_text(f"{address}/scherm/")).to_be_visible()
    field = page.get_by_label("Code op het scherm")
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()
    field.fill(code.lower())
    page.get_by_role("button", name="Koppel", exact=True).click()

    expect(page.get_by_text("is gekoppeld")).to_be_visible()
    expect(wall.locator("#stage .rest")).to_contain_text(library.name, timeout=15_000)
    own = wall.url
    assert len(own.split("/scherm/")[1]) == 44  # a secret and the last stroke

    # The device starts again, with a network and without one; then the address is taken back.
    wall.wait_for_function("navigator.serviceWorker.controller?.scriptURL.includes('/scherm/')")
    wall.goto(f"{address}/scherm/")
    assert wall.url == own
    wall.context.set_offline(True)
    wall.goto(f"{address}/scherm/")
    assert wall.url == own
    expect(wall.locator("#stage .rest")).to_contain_text(library.name)
    wall.context.set_offline(False)
    with tenancy.library_scope(library):
        screens.revoke_address(hal)
    wall.goto(f"{address}/scherm/")
    expect(wall.locator("h1")).not_to_have_text(code)
    expect(wall.get_by_text("Koppel dit scherm")).to_be_visible()
    wall.context.close()
