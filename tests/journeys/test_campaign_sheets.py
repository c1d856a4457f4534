"""The one page before a campaign and the one after it, as they are printed."""

import os
import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from campaigns.actions import closing
from campaigns.models import Campaign, CampaignCount
from planning import tenancy
from planning.models import Library
from tests import make, make_plan
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign

pytestmark = pytest.mark.browser
TODAY = timezone.localdate()
LONG = "Een hele lange naam die maar door blijft gaan, over reizen, wandelen en fietsen"


@pytest.fixture
def person(address: str, page: Page) -> Client:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    browser = make.client(make.member(library, "alice").user)
    session = browser.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return browser


@pytest.fixture
def campaign(person: Client) -> Campaign:
    """As much of everything as anybody would write, and then some."""
    library = Library.objects.get()
    days = {"from_on": TODAY, "to_on": TODAY}
    made = make_campaign(
        library,
        LONG[:60],
        starts_on=TODAY - timedelta(days=40),
        hours_collection=16,
        hours_marketing=12,
        content={
            "message": (LONG + LONG)[:160],
            "link": "https://bieb.example/" + "reis/" * 20,
            "not_doing": (LONG + LONG)[:160],
            "not_doing_why": (LONG * 4)[:300],
            "goal_text": (LONG + LONG)[:160],
        },
    )
    with tenancy.library_scope(library):
        for place in range(30):
            made.titles.create(library=library, name=f"{LONG} {place}", position=place)
        for what in ("visit", "join_in", "member"):
            CampaignCount.objects.create(
                library=library, campaign=made, phase="during", what=what, number=1100, **days
            )
    for number in range(20):
        make_plan.item(library, f"{LONG} {number}", kind="task", parent=made.item)
        item = make_plan.item(library, f"{LONG} {number}", kind="post", parent=made.item)
        with tenancy.library_scope(library):
            made.posts.create(item=item, library=library, text=LONG * 3)
    with tenancy.library_scope(library):
        person_id = library.membership_set.get().user
        closing.close(
            made, by=person_id, verdict="adjust", lesson=(LONG * 4)[:300], seen="", today=TODAY
        )
    return made


@pytest.mark.parametrize("kind", ["briefing", "result"])
def test_however_much_there_is_it_stays_one_page(
    person: Client, campaign: Campaign, kind: str, settings: LazySettings
) -> None:
    settings.CHROMIUM_PATH = os.environ["CHROMIUM_PATH"]
    made = person.post(reverse(f"campaigns:campaign_{kind}", args=[campaign.pk]))

    printed = person.get(made.headers["Location"] + "pdf/")

    assert printed.headers["Content-Type"] == "application/pdf"
    assert len(re.findall(rb"/Type\s*/Page\b", printed.content)) == 1


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("kind", ["briefing", "result"])
def test_a_page_of_a_campaign_is_sound(
    page: Page, address: str, person: Client, campaign: Campaign, kind: str, width: int
) -> None:
    made = person.post(reverse(f"campaigns:campaign_{kind}", args=[campaign.pk]))
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(address + made.headers["Location"])

    assert [each["id"] for each in examined(page).response["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
