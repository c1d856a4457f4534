"""Ten titles come into a campaign by keyboard alone, on a large screen and on a small dark one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.models import Library
from tests import make
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign
from tests.segments import make_books

pytestmark = pytest.mark.browser
TITLES = 14
MOST_TABS = 120


def stocked() -> Library:
    """Fourteen new titles of one genre, with a long name and a waiting list among them."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    make.branch(library, "CEN", "Centrum")
    (travel,) = make_books.genre(library, "Reis", "R")
    numbers = range(1, TITLES + 1)
    long = "Wandelen en fietsen langs de vergeten waterwegen van Noordoost-Groningen"
    make_books.insert(
        library,
        "segments_title",
        [(n, f"k{n}", "", long if n == 3 else f"Reisgids {n:02}", "Bakker, Jan") for n in numbers],
    )
    make_books.file(
        library, "titles", [(n, travel, 0, "nl", "", 2026, None, None) for n in numbers]
    )
    held = [(n, 1, "", make_books.days_ago(n), 1, None) for n in numbers]
    make_books.file(library, "holdings", held, on=timezone.localdate())
    make_books.file(library, "reservations", [(3, 0, 18)], on=timezone.localdate())
    make_books.renew(library)
    return library


def tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until this has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_ten_titles_are_added_by_keyboard(
    page: Page, address: str, width: int, scheme: str
) -> None:
    library = stocked()
    start = timezone.localdate() + timedelta(days=21)
    campaign = make_campaign(library, "Reizen begint in Dorp", starts_on=start)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    here = f"{address}/campagnes/{campaign.pk}/titels/"

    page.goto(here)
    tab_to(page, "#suggestions a.button")  # more of what is new
    page.keyboard.press("Enter")
    expect(page.locator("#suggestions input.choose")).to_have_count(TITLES)
    for _ in range(10):
        tab_to(page, "#suggestions input.choose")
        page.keyboard.press("Space")
    tab_to(page, "#suggestions .steps-after button")
    page.keyboard.press("Enter")

    expect(page.locator("#titles-said")).to_be_focused()
    expect(page.locator("#titles-said")).to_contain_text("10 titels staan erbij.")
    expect(page.locator("#chosen-titles > ol > li")).to_have_count(10)
    expect(page.locator("#chosen-titles")).to_contain_text("18 reserveringen op 1 exemplaar")
    page.locator("#chosen-titles summary", has_text="waarom?").first.click()
    page.locator("#suggestions summary", has_text="waarom?").first.click()
    for path in (
        here,
        f"{here}?q=niets",
        f"{here}plakken/",
        f"{address}/campagnes/titels/?titles=1",
    ):
        if path != here:
            page.goto(path)
        found = examined(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.goto(f"{here}plakken/")
    page.get_by_label("Plak je lijst").fill("Reisgids 01\nReisgids\nGloednieuw, De Vries")
    page.get_by_role("button", name="Zoek ze op").click()
    expect(page.locator(".pasted > li")).to_have_count(3)
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_ticks_stay_while_one_looks_further(page: Page, address: str) -> None:
    library = stocked()
    start = timezone.localdate() + timedelta(days=21)
    campaign = make_campaign(library, "Reizen begint in Dorp", starts_on=start)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    put_in = page.locator("#suggestions .steps-after button")

    page.goto(f"{address}/campagnes/{campaign.pk}/titels/")
    page.get_by_label("Reisgids 01").check()
    page.get_by_label("Reisgids 02").check()
    expect(put_in).to_have_text("Zet 2 titels erbij")
    page.get_by_label("Zoek titel").fill("wandelen")
    page.keyboard.press("Enter")
    expect(page.locator(".ticked label")).to_have_text(["Reisgids 01", "Reisgids 02"])
    page.get_by_label("Reisgids 02").uncheck()
    page.get_by_label("Wandelen en fietsen").check()
    expect(put_in).to_have_text("Zet 2 titels erbij")
    put_in.click()

    expect(page.locator("#titles-said")).to_contain_text("2 titels staan erbij.")
    expect(page.locator(".tabs [aria-current] .count")).to_have_text("2")
    expect(page.locator("#chosen-titles .name").first).to_contain_text("Reisgids 01")
