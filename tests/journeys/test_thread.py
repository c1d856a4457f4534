"""The whole thread: segment, campaign, books, tip, post, a guest's word, screen, effect, lesson."""

import re
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from campaigns.actions import programmes
from planning.models import Library, Membership, User
from tests import make, make_plan
from tests.campaigns.town_of_books import town

pytestmark = pytest.mark.browser
BEFORE, DURING, AFTER = (
    datetime.fromisoformat(f"2025-{day}T11:00:00+01:00") for day in ("02-24", "03-05", "03-25")
)
FIRST, LAST = "2025-03-03", "2025-03-16"
NAME = "Reizen begint in Dorp"


@pytest.fixture
def library(address: str) -> Library:
    """A manager, a channel, and loans until the end of March."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    town(library)
    make_plan.channel(library, "Nieuwsbrief")
    make.member(library, "ilse", role=Membership.Role.MANAGER)
    return library


def come_in(page: Page, address: str, noor: User) -> None:
    """A day's work: a session ends after twelve hours."""
    session = make.client(noor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def open_part(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name=name).click()
    expect(page.locator("nav.tabs [aria-current=page]")).to_contain_text(name)


def renew_screens() -> None:
    """What the worker does each minute."""
    programmes.renew_all()


def test_from_a_segment_to_the_lesson_of_next_year(
    page: Page, address: str, library: Library, chromium: Browser
) -> None:
    noor = make.member(library, "noor", role=Membership.Role.ADMIN, discipline="marketing").user
    with time_machine.travel(BEFORE):
        come_in(page, address, noor)
        campaign = begin(page, address)
        choose_titles(page)
        write_tip(page, address, campaign)
        agree_as_guest(page, address, campaign, chromium)
        screen = hang(page, address, campaign)
    with time_machine.travel(DURING):
        renew_screens()
        page.goto(screen)
        expect(page.locator("#stage")).to_contain_text("Plan je reis in de bieb")
        expect(page.locator("#stage")).to_contain_text("Op de fiets gelezen")
    with time_machine.travel(AFTER):
        renew_screens()
        page.goto(screen)
        expect(page.locator("#stage [data-plays]")).to_have_count(0)  # a tip has four weeks
        come_in(page, address, noor)
        look_back(page, address, campaign)


def begin(page: Page, address: str) -> str:
    page.goto(f"{address}/doelgroepen/segmenten/s3-rustige-buiten/")
    page.get_by_role("link", name="Plan een campagne").last.click()
    page.locator("#id_title").fill(NAME)
    page.locator("#id_starts_on").fill(FIRST)
    page.locator("#id_ends_on").fill(LAST)
    page.locator("#id_message").fill("Plan je reis in de bieb, tien minuten van huis.")
    page.get_by_role("button", name="Begin de campagne").click()
    expect(page.locator("h1")).to_have_text(NAME)
    return re.findall(r"/campagnes/(\d+)/", page.url)[0]


def choose_titles(page: Page) -> None:
    open_part(page, "Titels")
    ticks = page.locator("input.choose")
    for place in range(5):
        ticks.nth(place).check()
    page.get_by_role("button", name="Zet 5 titels erbij").click()
    expect(page.locator("main .sentence").first).to_contain_text("5 titels")


def write_tip(page: Page, address: str, campaign: str) -> None:
    page.goto(f"{address}/collectie/boekentips/nieuw/?titles=1&campaign={campaign}")
    page.get_by_label("Jouw tip").fill("Op de fiets gelezen, met wind mee.")
    page.get_by_role("button", name="Sla op").click()
    page.goto(f"{address}/collectie/boekentips/")
    page.locator("article.tip h2 a").click()
    page.get_by_role("link", name="Een bericht").click()
    page.get_by_label("Nieuwsbrief").check()
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#id_text")).to_have_value(re.compile("Op de fiets gelezen"))


def agree_as_guest(page: Page, address: str, campaign: str, chromium: Browser) -> None:
    page.goto(f"{address}/campagnes/{campaign}/beoordeling/")
    page.get_by_label("Een gast zonder account, met een link").check()
    page.get_by_label("Wie is de gast?").fill("Marian, wethouder")
    page.get_by_role("button", name="Vraag", exact=True).click()
    link = page.get_by_label("Geheim adres").input_value()
    context = chromium.new_context(locale="nl-NL")
    guest = context.new_page()
    guest.goto(link)
    guest.get_by_label("Uw naam").fill("Marian Vos")
    guest.get_by_role("button", name="Akkoord").click()
    expect(guest.get_by_text("Dank u, uw antwoord is genoteerd.")).to_be_visible()
    context.close()


def hang(page: Page, address: str, campaign: str) -> str:
    """A screen with the campaign on it; its secret address."""
    page.goto(f"{address}/schermen/nieuw/")
    page.locator("#id_branch").select_option(index=1)
    page.locator("#id_name").fill("Hal")
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("button", name="Maak een adres").click()
    secret = page.locator("input[readonly]").input_value()
    page.goto(f"{address}/campagnes/{campaign}/scherm/")
    page.locator("input[name=screens]").check()
    page.locator("details form button").click()
    expect(page.get_by_role("link", name="Hal", exact=True)).to_be_visible()
    page.wait_for_load_state()  # with its previews: the clock jumps next, and with it the session
    return secret


def look_back(page: Page, address: str, campaign: str) -> None:
    page.goto(f"{address}/campagnes/{campaign}/effect/")
    expect(page.locator("main")).to_contain_text("uitleningen in 2 weken")
    expect(page.locator("main")).to_contain_text("e weinig om iets te zeggen")
    page.goto(f"{address}/campagnes/{campaign}/afronden/")
    page.get_by_label("Aanpassen: weer, maar anders").check()
    page.get_by_label("Eén les").fill("Begin twee weken eerder.")
    page.get_by_role("button", name="Campagne afronden").click()
    page.get_by_role("link", name="Naar de keuzes van").click()
    page.get_by_role("button", name="Maak er een voorstel van").click()
    expect(page.get_by_text("op het bord: voorstel")).to_be_visible()
