"""The plan on paper and a new year in a browser: nothing foreign, nothing unreadable, no script."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from planning.models import Library
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser


@pytest.fixture
def library(address: str, page: Page) -> Library:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    person = make.member(library, "alice").user
    session = make.client(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    make_plan.item(library, "Reistafel", starts_on=date(2026, 6, 15), days=10)
    make_plan.item(library, "Griezelplank", starts_on=date(2026, 10, 5), days=10)
    return library


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["/jaarplan/2026/a3/", "/jaarplan/nieuw/?van=2026"])
def test_pages_are_accessible(
    page: Page, address: str, library: Library, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{address}{path}")

    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_new_year_begins_with_what_goes_on(page: Page, address: str, library: Library) -> None:
    page.goto(f"{address}/jaarplan/2026/?view=table")
    page.get_by_role("button", name="Delen").click()
    page.get_by_role("link", name="Neem over naar 2027").click()
    page.get_by_role("checkbox", name="Griezelplank").uncheck()
    page.get_by_label("Nieuwe eerste dag van Reistafel").fill("2027-06-14")
    boekenweek = page.get_by_role("group", name="Boekenweek 10 mrt")
    boekenweek.get_by_label("niet mee").check()
    boekenweek.get_by_label("Waarom niet").fill("Geen uren")
    page.get_by_role("button", name="Begin 2027 als concept").click()

    expect(page.get_by_text("met 1 voorstel van vorig jaar")).to_be_visible()
    expect(page.get_by_text("Reistafel").first).to_be_visible()
    expect(page.get_by_text("Griezelplank")).to_have_count(0)
