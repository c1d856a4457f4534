"""From the board of signals to a decision, by keyboard alone, on a screen and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import make
from tests.journeys.examined import examined
from tests.segments.make_advice import make_advice

pytestmark = pytest.mark.browser


def problems(page: Page) -> list[object]:
    """What axe says of this page, and whether it is wider than its window."""
    found: list[object] = [
        (each["id"], each["nodes"][0]["target"]) for each in examined(page).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the screen")
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_advice_is_left_with_a_reason(page: Page, address: str, width: int, scheme: str) -> None:
    library = make.library()
    session = make.client(make.member(library, "bram").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    long = "Zet Streek- en familieromans neer in Dorp: staat alleen in Centrum"
    make_advice(library, kind="place", text=long, segment="S1", branch="DRP")
    make_advice(library, kind="promote", certainty="little")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    page.goto(address + reverse("segments:signals"))
    found = problems(page)
    page.get_by_role("link", name=long).press("Enter")
    expect(page.get_by_role("heading", name=long)).to_be_visible()
    found += problems(page)
    page.get_by_text("Niet doen", exact=True).first.press("Enter")
    expect(page.get_by_label("Waarom niet?")).to_be_visible()
    found += problems(page)
    page.get_by_label("Waarom niet?").fill("Er is daar geen plek")
    page.get_by_role("button", name="Niet doen").press("Enter")
    expect(page.get_by_text("Er is daar geen plek")).to_be_visible()
    found += problems(page)

    assert found == []
    page.goto(address + reverse("segments:signals") + "?status=refused")
    expect(page.get_by_text("Er is daar geen plek")).to_be_visible()
