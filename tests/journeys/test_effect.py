"""From what a campaign brought to the next consultation, on a wide screen and on a phone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from campaigns.models import Campaign, CampaignCount
from planning import tenancy
from planning.models import Branch, Library
from tests import make
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign
from tests.segments import effect_town
from tests.segments.effect_town import START

pytestmark = pytest.mark.browser


@pytest.fixture
def campaign(page: Page, address: str) -> Campaign:
    """One that is over, beside another of its year, in a library with two branches."""
    library: Library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    for code, name in (("CEN", "Centrum"), ("DRP", "Dorp")):
        make.branch(library, code, name)
    effect_town.town(library, extra=3)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    make_campaign(library, "Koken voor twee", titles=(7, 8), starts_on=date(2026, 1, 12))
    made = make_campaign(
        library,
        "Reizen begint in Dorp",
        titles=(1, 2, 3, 4),
        starts_on=START,
        content={"goal": "borrow", "goal_number": 120},
        hours_collection=16,
        hours_marketing=12,
        euros=250,
    )
    with tenancy.library_scope(library):
        assert Branch.objects.count() == 2
        CampaignCount.objects.create(
            library=library,
            campaign=made,
            phase="during",
            what="visit",
            number=40,
            from_on=START,
            to_on=START + timedelta(days=1),
        )
    return made


def check(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_effect_is_read_and_put_on_an_agenda(
    campaign: Campaign, page: Page, address: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    # The first visit measures it.
    page.goto(f"{address}/campagnes/{campaign.pk}/effect/", timeout=60_000)

    expect(page.get_by_role("heading", name="Uitleningen van deze titels")).to_be_visible()
    check(page)
    page.get_by_text("Toon als tabel").first.click()
    expect(page.get_by_role("row", name="2 maart 2026")).to_contain_text("tijdens")
    check(page)

    page.get_by_text("Bespreek samen").first.click()
    expect(page.get_by_label("Wat wil je de anderen vragen?")).to_have_value(
        "Wat leren we van “Reizen begint in Dorp”?"
    )
    check(page)
