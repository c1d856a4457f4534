"""A campaign is asked of a guest, who answers on a phone without an account; then it is closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect

from campaigns.models import Campaign
from campaigns.queries import reviewing
from planning import tenancy
from planning.actions import items
from planning.models import Channel
from tests import make, make_plan
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def campaign(page: Page, address: str) -> Campaign:
    """A running campaign with a post, at a library where three people work; Alice is logged in."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    alice = make.member(library, "alice").user
    for name, role in (("bram", "staff"), ("ilse", "manager")):
        make.member(library, name, role=role)
    today = timezone.localdate()
    campaign = make_campaign(
        library,
        "Reizen begint in Dorp",
        group=make_plan.target_group(library, "Rustige buitenwonenden"),
        starts_on=today - timedelta(days=7),
        content={"message": "Plan je reis in de bieb.", "link": "https://bieb.example/reis"},
    )
    channel = make_plan.channel(library, "Nieuwsbrief")
    with tenancy.library_scope(library):
        campaign.titles.create(library=library, name="Camperroutes 2027", position=1)
        _post(campaign, channel)
    session = make.client(alice).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return campaign


def _post(campaign: Campaign, channel: Channel) -> None:
    day = campaign.item.starts_on
    fields = {"kind": "post", "title": "Start", "starts_on": day, "ends_on": day}
    item = items.create_item(
        campaign.library,
        by=None,
        fields=fields | {"parent": campaign.item, "channels": [channel]},
        involved=[("marketing", None)],
    )
    campaign.posts.create(
        item=item,
        library=campaign.library,
        text="Tien minuten van huis begint je reis.",
        heading="Plan je reis",
        sentence="In de bieb, tien minuten van huis.",
        alt="De woorden “Plan je reis” op een blauw vlak.",
    )


def findings(page: Page) -> list[tuple[str, object]]:
    found = [(page.url, each["id"]) for each in examined(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ([(page.url, "too wide")] if is_wide else [])


def state(campaign: Campaign) -> str:
    with tenancy.library_scope(campaign.library):
        return reviewing.standing(Campaign.objects.get(pk=campaign.pk)).state


def test_a_guest_answers_on_a_phone_by_the_address_that_was_shown_once(
    page: Page, address: str, campaign: Campaign, chromium: Browser
) -> None:
    page.goto(address + reverse("campaigns:campaign_review", args=[campaign.pk]))
    page.get_by_label("Een gast zonder account, met een link").check()
    page.get_by_label("Wie is de gast?").fill("Marian, wethouder")
    assert findings(page) == []
    page.get_by_role("button", name="Vraag", exact=True).click()
    link = page.get_by_label("Geheim adres").input_value()
    expect(page.get_by_role("link", name="Akkoord gevraagd aan Marian")).to_be_visible()
    assert findings(page) == []

    phone = chromium.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="nl-NL")
    guest = phone.new_page()
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Reizen begint in Dorp")).to_be_visible()
    expect(guest.get_by_text("Camperroutes 2027")).to_be_visible()
    picture = guest.get_by_role("img", name="De woorden “Plan je reis”")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("each => each.naturalWidth") > 0
    assert guest.get_by_role("navigation").count() == 0
    assert findings(guest) == []

    guest.get_by_role("button", name="Ik vraag een aanpassing").tap()
    expect(guest.locator("#error-summary-title")).to_be_visible()
    assert state(campaign) == "asked"
    assert findings(guest) == []
    guest.get_by_label("Uw naam").fill("Marian Vos")
    guest.get_by_role("button", name="Akkoord").tap()
    expect(guest.get_by_text("Dank u, uw antwoord is genoteerd.")).to_be_visible()
    assert findings(guest) == []
    assert {each["name"] for each in guest.context.cookies()} == {"csrftoken"}
    phone.close()

    assert state(campaign) == "approved"
    page.reload()
    expect(page.get_by_text("Marian Vos ging op")).to_be_visible()


def test_a_campaign_is_closed_and_its_lesson_becomes_a_proposal(
    page: Page, address: str, campaign: Campaign
) -> None:
    page.goto(address + reverse("campaigns:campaign_close", args=[campaign.pk]))
    page.get_by_label("Aanpassen: weer, maar anders").check()
    page.get_by_label("Eén les").fill("Begin twee weken eerder.")
    assert findings(page) == []
    page.get_by_role("button", name="Campagne afronden").click()
    expect(page.get_by_text("Aanpassen: Begin twee weken eerder.")).to_be_visible()
    assert findings(page) == []

    page.get_by_role("link", name="Naar de keuzes van").click()
    expect(page.get_by_text("Begin twee weken eerder.")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Maak er een voorstel van").click()
    expect(page.get_by_text("op het bord: voorstel")).to_be_visible()
