"""This week and the first quarter of an hour in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.models import (
    Initiative,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    Snooze,
    TargetGroup,
    User,
)
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
BOTH = [("collection", None), ("marketing", None)]


def sign_in(page: Page, address: str, person: User) -> None:
    session = make.client(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def check(page: Page) -> None:
    """No violation, also with everything unfolded, and no wider than the screen."""
    for details in page.locator("main details").all():
        details.evaluate("each => { each.open = true }")
    found = examined(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    for details in page.locator("main details").all():
        details.evaluate("each => { each.open = false }")


@pytest.fixture
def noorderveld(page: Page, address: str) -> Library:
    """A week with a consultation, a table booked twice and two tasks, seen by its administrator."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    adam = make.member(library, "adam", role=Membership.Role.ADMIN)
    noor = make.member(library, "noor", discipline="marketing")
    with tenancy.library_scope(library):
        Membership.objects.filter(pk=noor.pk).update(ask_me_about="nieuwsbrieven")
        Membership.objects.filter(pk=adam.pk).update(
            cards_done=["national", "choices", "a3", "branches", "files"]
        )
    today = timezone.localdate()
    table = make_plan.display(library, make.branch(library), "Tafel hal")
    make_plan.item(
        library, "Overleg", kind="consultation", starts_on=today + timedelta(2), involved=BOTH
    )
    for name in ("Reistafel", "Tuintafel"):
        make_plan.item(library, name, starts_on=today + timedelta(9), days=14, display=table)
    for at, name in enumerate(("Foto van de tafel", "Tekst voor de nieuwsbrief")):
        make_plan.item(
            library,
            name,
            kind="task",
            starts_on=today + timedelta(at),
            involved=[("collection", adam.user)],
        )
    sign_in(page, address, adam.user)
    return library


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_pages_are_sound(
    page: Page, address: str, noorderveld: Library, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    with tenancy.library_scope(noorderveld):
        noor = Membership.objects.get(discipline="marketing")
    paths = (
        "/",
        "/?all=1",
        "/samen/wie-is-wie/",
        "/samen/wie-is-wie/?q=quantum",
        f"/samen/wie-is-wie/{noor.pk}/",
        "/profiel/kaartje/",
        "/beheer/onderdelen/",
    )
    for path in paths:
        page.goto(address + path)
        check(page)


def test_a_week_is_acted_on_put_later_and_ticked(
    page: Page, address: str, noorderveld: Library
) -> None:
    page.goto(address)
    attention = page.locator("#attention .agenda > li")
    before = attention.count()
    consultation = attention.filter(has_text="Overleg")

    consultation.locator("summary").click()
    consultation.get_by_label("Waarom niet?").fill("Valt uit")
    consultation.get_by_role("button", name="Hoeft niet").click()
    expect(attention).to_have_count(before - 1)
    expect(page.locator("#week-title")).to_be_focused()
    with tenancy.library_scope(noorderveld):
        assert Snooze.objects.get().reason == "Valt uit"

    page.locator("#attention details.aside summary").click()
    page.get_by_role("button", name="Toon het weer").click()
    expect(attention).to_have_count(before)

    page.locator("#my-tasks").get_by_role("button", name="Klaar: Tekst voor de nieuwsbrief").click()
    expect(page.locator("#my-tasks .undo")).to_contain_text("Klaar: Tekst voor de nieuwsbrief.")
    with tenancy.library_scope(noorderveld):
        assert PlanItem.objects.get(status="done").title == "Tekst voor de nieuwsbrief"
    page.locator("#my-tasks").get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#my-tasks .undo")).to_have_count(0)
    expect(page.locator("#my-tasks .tasks li")).to_have_count(2)

    page.get_by_role("link", name="Los het op").first.click()
    expect(page.locator("#item-panel")).to_be_visible()


def test_the_week_prints_on_one_sheet(page: Page, address: str, noorderveld: Library) -> None:
    page.goto(address)
    sheet = page.pdf(format="A4")

    assert sheet.count(b"/Type /Page\n") == 1


def test_the_first_quarter_of_an_hour_of_klein_dorp(page: Page, address: str) -> None:
    library = make.library(slug="klein-dorp", name="Bibliotheek Klein Dorp")
    wietske = make.member(library, "wietske", role=Membership.Role.ADMIN)
    make.member(library, "joris", discipline="marketing")
    sign_in(page, address, wietske.user)
    page.goto(address)
    steps = page.locator("#first-steps li h3")
    expect(steps).to_have_count(4)
    check(page)

    page.goto(f"{address}/momenten/nieuw/?next=/")
    page.locator("input[name=title]").fill("Streekromans op tafel")
    page.get_by_role("button", name="Zet in het plan").click()
    page.goto(address)
    page.get_by_role("link", name="Bekijk de campagnes").click()
    calendar = page.get_by_role("button", name="Haal de kalender op")
    if calendar.count():
        calendar.click()
    page.get_by_role("button", name="We doen mee").first.click()
    page.goto(address)
    page.get_by_role("link", name="Noem een doelgroep").click()
    page.locator("input[name=name]").fill("Opa’s en oma’s")
    page.locator("main form .button.primary").click()
    page.goto(address)
    page.get_by_role("link", name="Zeg wat je niet doet").click()
    page.locator("input[name=title]").fill("Een eigen podcast")
    page.locator("main form .button.primary").click()
    page.goto(address)
    expect(page.get_by_role("link", name="Bekijk het bord")).to_be_visible()
    page.get_by_role("link", name="Kies een dag").click()
    page.locator("input[name=title]").fill("Overleg")
    page.locator("main form .button.primary").last.click()

    page.goto(address)
    with tenancy.library_scope(library):
        assert TargetGroup.objects.get().name == "Opa’s en oma’s"
        assert Initiative.objects.get().title == "Een eigen podcast"
        assert NationalCampaign.objects.filter(answer="join").count() == 1
        assert PlanItem.objects.filter(kind="consultation").exists()
    left = steps.all_inner_texts()
    assert "Leg je eerste overleg vast" not in left
    assert "Landelijke campagnes: mee of niet mee" not in left
    check(page)
