"""A theme table on its way: put in March, joined, reviewed, seen by both, released; and choices."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.actions.overlays import begin_year
from planning.models import (
    Initiative,
    Library,
    Membership,
    PlanItem,
    PlanSettings,
    PlanVersion,
    User,
)
from tests import make
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
YEAR = 2027
PEOPLE = (
    ("bram", Membership.Role.STAFF, "collection"),
    ("noor", Membership.Role.STAFF, "marketing"),
    ("ilse", Membership.Role.MANAGER, "other"),
)


@pytest.fixture
def library(address: str) -> Library:
    library = make.library(name="Bibliotheek Noorderveld")
    for name, role, discipline in PEOPLE:
        person = make.member(library, name, role=role, discipline=discipline).user
        User.objects.filter(pk=person.pk).update(email=f"{name}@demo.invalid")
    with tenancy.library_scope(library):
        begin_year(library, YEAR, by=None)
        PlanSettings.objects.create(library=library, parts=PlanSettings.Part.values)
    return library


def be(page: Page, address: str, name: str, path: str) -> None:
    """Go on as somebody else."""
    page.context.clear_cookies()
    page.goto(f"{address}/demonstratie/")
    page.get_by_role("button", name=name).click()
    page.goto(f"{address}{path}")


def has_no_findings(page: Page) -> None:
    results = examined(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_theme_table_from_its_first_line_to_a_released_version(
    page: Page, address: str, library: Library
) -> None:
    be(page, address, "Bram", f"/jaarplan/{YEAR}/")
    page.get_by_role("link", name="Voeg toe", exact=True).click()
    page.get_by_label("Wat", exact=True).fill("Thematafel wandelen")
    page.get_by_label("Eerste dag").fill(f"{YEAR}-03-08")
    page.get_by_label("Laatste dag").fill(f"{YEAR}-03-21")
    page.get_by_role("main").get_by_role("button").last.click()
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(title="Thematafel wandelen")

    be(page, address, "Noor", f"/jaarplan/{YEAR}/?panel=item:{item.pk}")
    page.get_by_role("radio", name="Noor").check()
    page.get_by_role("button", name="Maak gezamenlijk").click()
    expect(page.locator("#plan")).to_contain_text("Ongedaan maken")
    page.goto(f"{address}{item.get_absolute_url()}")
    page.get_by_role("link", name="Vraag een leidinggevende").click()
    page.get_by_label("Wat wil je weten?").fill("Mag dit?")
    page.get_by_role("button", name="Vraag").click()

    be(page, address, "Ilse", "/beoordelen/")
    has_no_findings(page)
    page.get_by_role("button", name="Akkoord").click()
    expect(page.get_by_role("main")).to_contain_text("Niets wacht op een oordeel.")

    for name in ("Bram", "Noor"):
        be(page, address, name, f"/jaarplan/{YEAR}/vaststellen/")
        page.get_by_role("button", name="Ik heb dit gezien").click()
    be(page, address, "Ilse", f"/jaarplan/{YEAR}/vaststellen/")
    has_no_findings(page)
    page.get_by_role("button", name="Stel versie 1 vast").click()
    expect(page.get_by_role("main")).to_contain_text(
        "Versie 1 van het jaarplan 2027 is vastgesteld."
    )

    with tenancy.library_scope(library):
        version = PlanVersion.objects.get()
        assert [row["title"] for row in version.items] == ["Thematafel wandelen"]
        assert {each[0] for each in version.items[0]["involved"]} == {"collection", "marketing"}


def test_a_choice_is_made_with_the_keyboard_alone(
    page: Page, address: str, library: Library
) -> None:
    be(page, address, "Noor", f"/keuzes/{YEAR}/?quarter=2")
    has_no_findings(page)
    page.get_by_role("link", name="Nieuw voorstel").press("Enter")
    page.get_by_label("Wat wil je doen?").press_sequentially("TikTok-kanaal")
    page.get_by_label("Uren marketing").press_sequentially("40")
    page.get_by_role("button", name="Zet op het bord").press("Enter")
    expect(page.locator("#initiative-title")).to_have_text("TikTok-kanaal")

    page.get_by_role("radio", name="Voorstel").focus()
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    page.get_by_label("Waarom niet").select_option("hours")
    page.get_by_label("In één zin").press_sequentially("Geen uren naast de zomer.")
    page.get_by_role("button", name="Leg vast").press("Enter")

    expect(page.locator(".column.declined")).to_contain_text("Geen uren naast de zomer.")
    expect(page.locator("#initiative-title")).to_be_focused()
    has_no_findings(page)


def test_two_clicks_on_one_button_are_one_answer(
    page: Page, address: str, library: Library
) -> None:
    be(page, address, "Noor", f"/initiatieven/nieuw/?year={YEAR}")
    page.get_by_label("Wat wil je doen?").fill("Reistafel")

    page.get_by_role("button", name="Zet op het bord").dblclick()

    expect(page.locator("#initiative-title")).to_have_text("Reistafel")
    with tenancy.library_scope(library):
        assert Initiative.objects.count() == 1


def test_a_pasted_plan_stands_beside_the_other_one(
    page: Page, address: str, library: Library
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    be(page, address, "Noor", f"/jaarplan/{YEAR}/inlezen/")
    has_no_findings(page)
    page.get_by_label("Plak het hier").fill("12 mrt Nieuwsbrief\nwk 14-16 Reistafel\nIets nieuws")
    page.get_by_role("button", name="Bekijk het").click()
    expect(page.get_by_role("main")).to_contain_text("We lazen 3 regels.")
    has_no_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Zet deze in het plan").click()
    page.get_by_role("link", name="Open het jaarplan").click()

    expect(page.locator("#plan")).to_contain_text("Reistafel")
    with tenancy.library_scope(library):
        starts = dict(PlanItem.objects.values_list("title", "starts_on"))
    assert starts == {"Nieuwsbrief": date(2027, 3, 12), "Reistafel": date(2027, 4, 5)}
